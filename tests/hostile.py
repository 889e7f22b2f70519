"""Names that strangers send: each must be shown exactly and safely, or refused by name."""

HOSTILE = (
    "Smith [Year 7] [SEN]",
    "[/]",
    "[@click=app.quit]View letter[/]",
    "[link='abc]x",
    "[not a style!]x",
    "=cmd|'/c calc'!A1",
    "{{ 7*7 }}",
    "{requester.name}",
    "{schedule}",
    "**bold** _it_ `code`",
    "# heading",
    "- [ ] task",
    "::: when sar",
    "<b>bold</b> & <script>",
    "]]> &amp;",
    "O’Brien & Søn",
    "Zoë Ågren",
    "محمد",
    "עִבְרִית",
    "李小龍",
    "👩‍👧 Ann",
    "a" + "\u0301" * 20,
    "right\u202eleft",
    "zero\u200bwidth",
    "\ufeffbom",
    "tab\there",
    "C:\\Users\\x",
    "'; DROP TABLE cases; --",
    "%s %d {0} $name",
)
"""Can be stored, and written in a letter but for those in NOT_IN_WORD."""

CONTROL = (
    "esc\x1b[2Jape",
    "clip\x1b]52;c;ZXZpbA==\x1b\\board",
    "title\x1b]0;pwned\x07",
    "c1\x9b31mred",
    "bell\x07",
    "back\x08space",
    "del\x7fete",
)
"""Can be stored and are shown as pictures; no Word file can hold them."""

UNSTORABLE = ("nul\x00byte", "lone\ud800surrogate")
"""Refused at the door, with the character named."""

RAW = ("\x1b", "\x9b", "\x07", "\x08", "\x00", "\x7f", "\u202e", "\u200b", "\ufeff")
"""What must never reach a terminal from any of them."""
