"""The words that Word will show, as plain text in reading order."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from dpo_console.letters.letter import Block, Letter, LetterDraft, Paragraph, Rows, Style

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
