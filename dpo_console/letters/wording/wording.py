"""A reader of wordings: Markdown, fields and sections, parsed before values come in.

Beside plain Markdown a wording may hold a field `{requester.name}`, and sections `::: when NAME` or
`::: unless NAME` up to `:::`. The outer of two nested sections has four colons. HTML, links,
pictures, tables and code are refused. `\\{` is a plain brace.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.errors import BadFile
from dpo_console.letters.letter import Style
from dpo_console.text import not_for_word

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class WordingPart:
    """A stretch of a wording: its own text, or a field whose value comes here."""

    text: str
    field: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class SectionCondition:
    """The condition of a section: `name` must hold, or must not if `wanted` is False."""

    name: str
    wanted: bool
    line: int


@dataclass(frozen=True, slots=True)
class WordingBlock:
    """One paragraph of a wording. `list_id` is shared by the items of one numbered list."""

    style: Style
    parts: tuple[WordingPart, ...]
    conditions: tuple[SectionCondition, ...]
    line: int
    list_id: int = 0

    @property
    def alone(self) -> str:
        """The field that is the whole of a plain paragraph, else ''."""
        single = len(self.parts) == 1 and self.style is Style.BODY
        return self.parts[0].field if single else ""


_NOT_HERE = (
    "html_block", "html_inline", "autolink", "link", "image", "reference",
    "code", "fence", "backticks", "hr", "lheading",
)  # fmt: skip
_SECTION = re.compile(r"\s*(when|unless)\s+([a-z][a-z0-9_.-]*)\s*")
_FIELD = re.compile(r"\{([a-z][a-z0-9_.-]*)\}")
_HEADINGS = {"h1": Style.SUBJECT, "h2": Style.HEADING, "h3": Style.SUBHEADING}
_STYLE_INSIDE = {
    "bullet_list": Style.BULLET,
    "ordered_list": Style.NUMBER,
    "blockquote": Style.PANEL,
}


def _field_rule(state: "StateInline", silent: bool) -> bool:
    """Turn a field into a token, as an inline rule of markdown-it, before it has a value."""
    if state.src[state.pos] != "{":
        return False
    found = _FIELD.match(state.src, state.pos)
    if not silent:
        token = state.push("field" if found else "stray_brace", "", 0)
        token.content = found[1] if found else state.src[state.pos : state.pos + 20]
    state.pos = found.end() if found else state.pos + 1
    return True


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    """Return the parser. It takes long to import, and lists of letters do without."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin

    parser = MarkdownIt("commonmark").disable(_NOT_HERE)
    container_plugin(parser, "section", validate=lambda _params, _markup: True)
    parser.inline.ruler.before("escape", "field", _field_rule)
    return parser


@lru_cache(maxsize=256)
def read_wording(path: Path, text: str) -> tuple[WordingBlock, ...]:
    """Read a wording into its blocks, in order. Raises BadFile naming the line of a fault."""
    if odd := not_for_word(text):
        at, name = odd
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        where = f"line {line}, column {column}"
        raise BadFile(path, where, f"{name} can't stand in a Word file. Delete it.")
    for line, column, what in raw_markup(text):
        raise BadFile(path, f"line {line}, column {column}", what)
    return tuple(_Reader(path, text).blocks(_parser().parse(text + "\n")))


def place_of(text: str, line: int, piece: str) -> str:
    """Return where a piece of a wording stands, as `line 3, column 5`.

    It is looked for from the beginning of `line`, where its paragraph begins.
    """
    start = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    found = max(text.find(piece, start), start)
    return (
        f"line {text.count(chr(10), 0, found) + 1}, column {found - text.rfind(chr(10), 0, found)}"
    )


def read_parts(path: Path, text: str) -> tuple[WordingPart, ...]:
    """Return the parts of one required sentence. Raises BadFile."""
    blocks = read_wording(path, text)
    if len(blocks) != 1:
        raise BadFile(path, repr(text[:40]), "this must be one paragraph.")
    return blocks[0].parts


class _Reader:
    """A walk through the tokens of one wording that tracks the open sections and lists."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.line = 1
        self.sections: list[SectionCondition] = []
        self.inside: list[str] = []
        self.heading = ""
        self.lists = 0

    def bad(self, what: str, piece: str = "") -> BadFile:
        return BadFile(self.path, place_of(self.text, self.line, piece), what)

    def blocks(self, tokens: "list[Token]") -> Iterator[WordingBlock]:
        for token in tokens:
            if token.map:
                self.line = token.map[0] + 1
            if token.type == "inline":
                parts = tuple(self.parts(token.children or []))
                if parts:
                    yield self.block(parts)
            else:
                self.enter_or_leave(token)

    def block(self, parts: tuple[WordingPart, ...]) -> WordingBlock:
        style = self.style()
        list_id = self.lists if style is Style.NUMBER else 0
        return WordingBlock(style, parts, tuple(self.sections), self.line, list_id)

    def style(self) -> Style:
        if self.heading:
            return _HEADINGS[self.heading]
        return _STYLE_INSIDE[self.inside[-1]] if self.inside else Style.BODY

    def enter_or_leave(self, token: "Token") -> None:
        name = token.type.removesuffix("_open").removesuffix("_close")
        opening = token.nesting == 1
        if name == "container_section":
            self.section(token, opening)
        elif name in _STYLE_INSIDE:
            self.enter(name, opening)
        elif name == "heading":
            self.enter_heading(token, opening)

    def section(self, token: "Token", opening: bool) -> None:
        if not opening:
            self.sections.pop()
            return
        found = _SECTION.fullmatch(token.info)
        if self.inside:
            raise self.bad("a section can't begin inside a list or panel; put it around it.", ":::")
        if not found:
            raise self.bad(
                f"a section begins with ::: when NAME or ::: unless NAME, not :::{token.info}. "
                "Where one section is inside another, the outer one has four colons.",
                token.info.strip() or ":::",
            )
        self.sections.append(SectionCondition(found[2], found[1] == "when", self.line))

    def enter(self, name: str, opening: bool) -> None:
        if not opening:
            self.inside.pop()
            return
        if self.inside:
            raise self.bad("a list or panel can't be inside another one.")
        self.inside.append(name)
        self.lists += 1

    def enter_heading(self, token: "Token", opening: bool) -> None:
        if opening and (self.inside or token.tag not in _HEADINGS):
            raise self.bad("a heading has one to three # and stands outside lists and panels.")
        self.heading = token.tag if opening else ""

    def parts(self, tokens: "list[Token]") -> Iterator[WordingPart]:
        bold = italic = 0
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "em_open" | "em_close":
                    italic += token.nesting
                case "field":
                    yield WordingPart("", token.content, bold > 0, italic > 0)
                case "stray_brace":
                    raise self.bad(
                        f"{token.content!r} begins no field. A field looks like "
                        "{requester.name}; a plain brace is written \\{.",
                        token.content,
                    )
                case kind:
                    text = {"softbreak": " ", "hardbreak": "\n"}.get(kind, token.content)
                    if text:
                        yield WordingPart(text, "", bold > 0, italic > 0)


_MARKS = {
    "a byte order mark. Save the file as UTF-8 without one": r"\ufeff",
    "a picture. Put it into the letterhead": r"!\[[^\]]*\]\s*[(\[]",
    "a link. Write the address in plain text": r"(?<!!)\[[^\]]*\]\s*[(\[]|^\s*\[[^\]]+\]:",
    "HTML, or an address in < and >. Leave the signs out": r"<[A-Za-z/!?][^<>]*>",
    "a table. Write a list, or use a field that is a table": (
        r"^\s*\||^\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)+\|?\s*$"
    ),
    "code. Leave the ` or ~~~ out": r"`|^\s*~~~",
    "a line across the page. Leave it out": r"^\s*([-*_=])(\s*\1){2,}\s*$",
    "a footnote. Write it into the text": r"\[\^[^\]]+\]",
    "crossed-out text. Delete it": r"~~",
}
"""What each mark is, and what to do about it."""

_PATTERNS = {what: re.compile(pattern) for what, pattern in _MARKS.items()}
_PLAIN = "\0\0"
"""Two characters that are part of no mark. They keep the columns of a line."""

_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")


def raw_markup(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line and column of each mark that would print as it is, and a sentence about it.

    A character after a backslash is plain.
    """
    for number, line in enumerate(text.split("\n"), 1):
        plain = _ESCAPED.sub(_PLAIN, line)
        for what, pattern in _PATTERNS.items():
            if found := pattern.search(plain):
                yield number, found.start() + 1, f"this would print as it stands: {what}."
