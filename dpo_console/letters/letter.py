"""A letter as plain values: the content of the preview and the Word file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rich.cells import cell_len

from dpo_console.approval.model import EMPTY, Fills


@dataclass(frozen=True, slots=True)
class Rows:
    """A value that is a table, as wide as `header`. Without a header: label and value.

    A cell may be a field to fill in.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Fill(str):
    """A field for the reader of a Word file to fill in, as the words that stand there at first.

    `tag` names it when the file comes back. `label` is its question.
    """

    __slots__ = ("choices", "fills", "label", "tag")
    tag: str
    label: str
    fills: Fills
    choices: tuple[str, ...]

    def __new__(
        cls, tag: str, label: str, fills: Fills, choices: tuple[str, ...] = (), words: str = ""
    ) -> "Fill":
        """Return an empty field, or one that holds `words`, such as a mark."""
        field = super().__new__(cls, words or EMPTY[fills])
        field.tag, field.label, field.fills, field.choices = tag, label, fills, choices
        return field


Value = str | Rows
"""The value of a field. Line feeds in text become line breaks, or items of a list."""


class Unstated(str):
    """An empty value, with the sentence that says where the office states it."""

    __slots__ = ("sentence",)

    def __new__(cls, sentence: str) -> "Unstated":
        """Return an empty value with this sentence."""
        value = super().__new__(cls, "")
        value.sentence = sentence
        return value

    sentence: str


class Style(StrEnum):
    """The kinds of paragraph in a letter. Each value is the style's name in the letterhead."""

    BODY = "Body Text"
    SUBJECT = "Heading 1"
    HEADING = "Heading 2"
    SUBHEADING = "Heading 3"
    BULLET = "List Bullet"
    NUMBER = "List Number"
    PANEL = "Letter Panel"
    ADDRESS = "Letter Address"
    DATE = "Letter Date"
    SIGNATURE = "Letter Signature"


TABLE_STYLE = "Letter Table"
CELL_STYLE = "Letter Cell"
CELL_HEADING_STYLE = "Letter Cell Heading"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A line feed is a line break.

    `live`: web and e-mail addresses in it become links. Words from a case are never live.
    """

    text: str
    bold: bool = False
    italic: bool = False
    live: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `number` is its place in a numbered list, 0 outside one."""

    style: Style
    runs: tuple[Run, ...]
    number: int = 0

    @property
    def text(self) -> str:
        """The words, without their styles."""
        return "".join(run.text for run in self.runs)


def live_body(words: str) -> Paragraph:
    """Return a paragraph whose addresses become links. Words from a case never do."""
    return Paragraph(Style.BODY, (Run(words, live=True),))


Block = Paragraph | Rows
"""The elements of a letter, in reading order."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A complete letter. Only `compose` makes one to a person, so it meets every demand.

    `letterhead` holds the values that a letterhead's header and footer may name. `wording` is the
    file that was used and `wording_sha256` its hash, for the record. `landscape`: its pages lie on
    their side, for a register's wide table.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    letterhead: Mapping[str, str]
    wording: Path
    wording_sha256: str
    landscape: bool = False

    @property
    def subject(self) -> str:
        """The heading that says what it is, or the title if words of the case stand in that."""
        headings = (b for b in self.blocks if isinstance(b, Paragraph) and b.style is Style.SUBJECT)
        found = next(headings, None)
        return found.text if found and all(run.live for run in found.runs) else self.title


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter as far as it goes: its blocks, with gaps in brackets, and the missing parts.

    `courtesy` are the lines for the foot of its page.
    """

    blocks: tuple[Block, ...]
    missing: tuple[str, ...]
    courtesy: str = ""


_TIGHT = (Style.BULLET, Style.NUMBER, Style.PANEL)
_INDENT = {Style.BULLET: "• ", Style.PANEL: "| "}


def preview(letter: Letter | LetterDraft) -> str:
    """Return the text of a letter or draft.

    It has a blank line between paragraphs, bullets, and aligned tables. It leaves out the
    letterhead's own header and footer. It is not made safe for a terminal: the code that draws it
    does that.
    """
    return "".join(_joined(letter.blocks)).strip("\n") + "\n"


def _joined(blocks: Sequence[Block]) -> Iterator[str]:
    before: Style | None = None
    for block in blocks:
        style = block.style if isinstance(block, Paragraph) else None
        yield "\n" if style in _TIGHT and style is before else "\n\n"
        yield _paragraph(block) if isinstance(block, Paragraph) else _table(block)
        before = style


def _paragraph(paragraph: Paragraph) -> str:
    lead = f"{paragraph.number}. " if paragraph.number else _INDENT.get(paragraph.style, "")
    return lead + paragraph.text.replace("\n", "\n" + " " * len(lead))


def _table(table: Rows) -> str:
    rows = [*([table.header] if any(table.header) else []), *table.rows]
    columns = range(max(map(len, rows)))
    cells = [[row[c].split("\n") if c < len(row) else [""] for c in columns] for row in rows]
    widths = [max(cell_len(line) for row in cells for line in row[c]) for c in columns]
    return "\n".join(line for row in cells for line in _row(row, widths))


def _row(cells: list[list[str]], widths: list[int]) -> Iterator[str]:
    for number in range(max(map(len, cells))):
        lines = [cell[number] if number < len(cell) else "" for cell in cells]
        padded = (t + " " * (w - cell_len(t)) for t, w in zip(lines, widths, strict=True))
        yield "  ".join(padded).rstrip()
