"""Strings that strangers have sent, or would: names of one line that try something.

Each must come in whole and be shown exactly and safely, or be refused by name.
"""

import unicodedata

MARKUP = (
    "Smith [Year 7] [SEN]",
    "[EXTERNAL] SAR request",
    "[/]",
    "[/b]",
    "[not a style!]x",
    "[link='abc]x",
    "[@click=app.quit]View letter[/]",
    "[$primary]x[/]",
    "C:\\[x]\\",
    ":warning:",
    "**bold** _slanted_ `code`",
    "# heading",
    "- [ ] task",
    "1. item",
    "::: when sar",
    "<b>bold</b> & <script>",
    "Ann <Junior> Smith & Sons",
    "]]> &amp;",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{requester.name}",
    "{schedule}",
    "%s %d %(name)s {0} ${HOME} $(id)",
)

FORMULAS = (
    "=cmd|'/c calc'!A1",
    "+44 1632 960123",
    "-2+3+cmd|' /C calc'!D2",
    "@SUM(1+1)",
    '=HYPERLINK("https://example.org","Click")',
)

QUERIES = ('"); DROP TABLE cases; --', "Robert'); DELETE FROM cases;", "title:x OR -y*", "%_%")

PATHS = ("../../.ssh/authorized_keys", "/etc/passwd", "CON", "a/b", "-rf")

NAMES = (
    "O’Brien & Søn",
    "Zoë Ågren-Łukasz",
    "محمد",
    "שרה כהן",
    "李小龍",
    "नेहा शर्मा",
    "Nguyễn Thị Ánh",
    "👩‍👧‍👦 Family",
    "Ann\u200dBell",
)

UNSEEN = (
    "abc\u202edef\u202c",
    "\u2066isolate\u2069",
    "zero\u200bwidth",
    "\ufeffmark at the start",
    "tag \U000e0041\U000e0042",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "soft\u00adhyphen",
    "non-character \ufdd0 \U0005fffe",
    "pile" + "\u0301" * 20,
    "tab\there",
)

HOSTILE: tuple[str, ...] = (*MARKUP, *FORMULAS, *QUERIES, *PATHS, *NAMES, *UNSEEN)
"""Strings that can be stored, and written in a letter."""

CONTROL: tuple[str, ...] = (
    "\x1b[2J\x1b[Hgone",
    "title\x1b]0;pwned\x07",
    "clip\x1b]52;c;ZXZpbA==\x1b\\board",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP1$r\x1b\\",
    "c1\x9b31mred",
    "\x9d0;title\x9c",
    "bell\x07back\x08space\x05\x0e\x0f",
    "del\x7fete",
    "non-character \uffff",
)
"""Strings that can be stored and are shown as pictures. No Word file can hold them."""

HARSH = "a\x1b]52;c;ZXZpbA==\x07\u202e\x9b2J\r"
"""Many of these at once."""

UNSTORABLE: tuple[str, ...] = ("Ann\x00Bell", "lone \ud800", "e" + "\u0316\u0301" * 16)
"""Strings refused at the door, with the character named."""


HIDDEN = "\u00ad\u061c\u180e\u200b\u2060\ufeff"


def unsafe(shown: str) -> set[str]:
    """Return the characters that a terminal obeys or nobody sees, except line feeds."""
    text = shown.replace("\n", "")
    return {
        c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co", "Zl", "Zp")
        or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" or c in HIDDEN
    }  # fmt: skip
