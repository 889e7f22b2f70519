"""Strings that strangers have sent, or would: names, subjects and summaries that try something.

`HOSTILE` can all be stored and must come back exactly; `UNSTORABLE` is refused on the way in.
"""

MARKUP = (
    "Smith [Year 7] [SEN]",
    "[EXTERNAL] SAR request",
    "[/]",
    "[/b]",
    "[not a style!]x",
    '[link="abc]x',
    "[@click=app.quit]View letter[/]",
    "[$primary]x[/]",
    "C:\\[x]\\",
    ":warning:",
    "**bold** _slanted_ `code`",
    "# Heading",
    "- item",
    "1. item",
    "::: when extended",
    "<b>Ann</b>",
    "Ann <Junior> Smith & Sons",
    "<w:t>&amp;</w:t>]]>",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{requester.name}",
    "{schedule}",
    "%s %(name)s ${HOME} $(id)",
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
    "陳小明",
    "नेहा शर्मा",
    "Nguyễn Thị Ánh",
    "👩‍👧‍👦 Family",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "Ann\u200dBell",
)

TERMINAL = (
    "\x1b[2J\x1b[Hgone",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZXZpbA==\x1b\\copied",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP1$r\x1b\\",
    "\x9b2J",
    "\x9d0;title\x9c",
    "A\x07\x08\x0b\x0c\x05\x0e\x0fB",
    "GOOD NAME\rEVIL",
    "a\tb",
    "a\x7fb",
    "one\ntwo",
    "a\x85b\u2028c\u2029d",
)

UNSEEN = (
    "abc\u202edef\u202c",
    "\u2066isolate\u2069",
    "zero\u200bwidth",
    "\ufeffmark at the start",
    "tag \U000e0041\U000e0042",
    "soft\u00adhyphen",
    "non-character \ufdd0 \uffff \U0005fffe",
    "pile" + "\u0301" * 20,
)

HOSTILE: tuple[str, ...] = (*MARKUP, *FORMULAS, *QUERIES, *PATHS, *NAMES, *TERMINAL, *UNSEEN)

UNSTORABLE: tuple[str, ...] = ("Ann\x00Bell", "lone \ud800", "\udcff", "e" + "\u0316\u0301" * 16)
