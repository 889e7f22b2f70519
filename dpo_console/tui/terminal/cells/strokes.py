"""Frames as Textual writes them, read back into strokes and cells. Imports no textual."""

import re
from functools import lru_cache
from typing import NamedTuple

START = re.compile(r"\x1b\[(\d+);(\d+)H")
PART = re.compile(r"\x1b\[([\d;]*)m|([^\x00-\x1f\x7f]+)|([\x00-\x1f\x7f])")
"""The codes of a style, or text, or anything else."""

CODES = re.compile(r"\x1b(?:\[[\d;:]*m|\].*?(?:\x07|\x1b\\))|[\x00-\x1f\x7f]")
"""Codes of styles and links, and control characters. They take no cell."""

NARROW = re.compile(
    r"[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f"
    r"\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u2193\u2500-\u259f]*"
)
"""Characters that every terminal draws in one cell, as far as the console's own words go."""

QUIET = {"1", "2", "3"}
"""Attributes that a blank doesn't show: bold, dim and italic."""

COLOUR = re.compile(r"(?:3|4|9|10)[0-7]")


class CellStyle(NamedTuple):
    """The attributes of a cell and its two colours, as codes. Empty is the terminal's own."""

    attributes: frozenset[str] = frozenset()
    colour: str = ""
    ground: str = ""


PLAIN = CellStyle()


class Stroke(NamedTuple):
    """Cells to be drawn in one line from a column on, as text with codes. Both count from 0."""

    line: int
    column: int
    body: str


class ScreenCell(NamedTuple):
    """A cell: its character and its style. Equal cells are one object, made by `cells_in`."""

    character: str
    style: CellStyle


UNKNOWN = ScreenCell("", CellStyle(frozenset({"unknown"})))
"""A cell that nothing is known of. It equals no other, and has no style that a pen can have."""

DOUBTFUL = CellStyle(frozenset({"doubtful"}))
"""The style of the first cell of text that a terminal may draw in more or fewer cells.

The cell's character is that text, with its codes. The cells after it are unknown.
"""


class CellsIn(dict[str, ScreenCell]):
    """The cells of one style, by their characters, each made when it is first asked for."""

    def __init__(self, style: CellStyle) -> None:
        super().__init__()
        self.style = style

    def __missing__(self, character: str) -> ScreenCell:
        blank = blank_of(self.style)
        if character != " " or blank is self.style:
            self[character] = ScreenCell(character, self.style)
        else:
            self[character] = cells_in(blank)[" "]
        return self[character]


@lru_cache(1024)
def cells_in(style: CellStyle) -> CellsIn:
    """Return the cells of a style. A blank is that of all styles with its ground."""
    return CellsIn(style)


def strokes(written: str) -> list[Stroke]:
    """Return the strokes of a frame, or none where the text is something else.

    The last one is empty: it places the terminal's own cursor.
    """
    before, *parts = START.split(written)
    if before or not parts or parts[-1]:
        return []
    places = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [Stroke(int(y) - 1, int(x) - 1, body.removesuffix("\n")) for y, x, body in places]


@lru_cache(1024)
def cells(body: str) -> list[ScreenCell]:
    """Return the cells of a stroke, the last of them a doubtful one where it has any such text.

    Wide and combining characters are doubtful, and so is a link.
    """
    found, style = list[ScreenCell](), PLAIN
    for part in PART.finditer(body):
        codes, text, other = part.groups()
        if other or (text and not NARROW.fullmatch(text)):
            return _doubtful(found, style, body[part.start() :])
        if text:
            found += map(cells_in(style).__getitem__, text)
        elif (named := style_of(codes)) is None:
            return _doubtful(found, style, body[part.start() :])
        else:
            style = named
    return found if style is PLAIN else _doubtful([], PLAIN, body)


def _doubtful(found: list[ScreenCell], style: CellStyle, text: str) -> list[ScreenCell]:
    """Return cells, and text of a style after them with its first doubtful character.

    The character before that one belongs to it: an accent may be drawn over it.
    """
    narrow = NARROW.match(text)
    if narrow and narrow.end():
        found += map(cells_in(style).__getitem__, text[: narrow.end() - 1])
        return [*found, ScreenCell(codes_of(style) + text[narrow.end() - 1 :], DOUBTFUL)]
    rest = ScreenCell(codes_of(style) + text, DOUBTFUL)
    return [*found[:-1], joined(found[-1], rest)] if found else [rest]


def joined(cell: ScreenCell, rest: ScreenCell) -> ScreenCell:
    """Return a cell and the doubtful text after it as one. The text may change how it looks."""
    end = "\x1b[m" if cell.style is not PLAIN else ""
    return ScreenCell(codes_of(cell.style) + cell.character + end + rest.character, DOUBTFUL)


@lru_cache(1024)
def width_of(rest: ScreenCell) -> int:
    """Return how many cells doubtful text is meant to take."""
    from rich.cells import cell_len

    return cell_len(CODES.sub("", rest.character))


def codes_of(style: CellStyle) -> str:
    """Return the codes that a terminal of its own style changes to a style with."""
    found = [*sorted(style.attributes), *filter(None, style[1:])]
    return f"\x1b[{';'.join(found)}m" if found else ""


@lru_cache(1024)
def blank_of(style: CellStyle) -> CellStyle:
    """Return all that a blank shows of a style: its ground, unless it is underlined or the like."""
    return style if style.attributes - QUIET else _kept(CellStyle(ground=style.ground))


@lru_cache(1024)
def style_of(codes: str) -> CellStyle | None:
    """Return the style that codes name, or None where one is unknown."""
    attributes, colour, ground = set[str](), "", ""
    rest = codes.split(";")
    while rest:
        code = rest.pop(0)
        if code in ("38", "48"):
            count = {"5": 1, "2": 3}.get(rest[0] if rest else "", 0) + 1
            whole = ";".join((code, *rest[:count]))
            del rest[:count]
            colour, ground = (whole, ground) if code == "38" else (colour, whole)
        elif COLOUR.fullmatch(code):
            colour, ground = (code, ground) if code[0] in "39" else (colour, code)
        elif code == "39":
            colour = ""
        elif code == "49":
            ground = ""
        elif code in ("", "0"):
            attributes, colour, ground = set(), "", ""
        elif len(code) == 1:
            attributes.add(code)
        else:
            return None
    return _kept(CellStyle(frozenset(attributes), colour, ground))


@lru_cache(1024)
def _kept(style: CellStyle) -> CellStyle:
    """Return one object for equal styles, which compares at once."""
    return style if style != PLAIN else PLAIN
