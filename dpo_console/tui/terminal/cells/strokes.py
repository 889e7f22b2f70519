"""Frames as Textual writes them, read back into strokes and cells. Imports no textual."""

import re
from functools import lru_cache
from typing import NamedTuple

START = re.compile(r"\x1b\[(\d+);(\d+)H")
PART = re.compile(r"\x1b\[([\d;]*)m|([^\x00-\x1f\x7f]+)|([\x00-\x1f\x7f])")
"""The codes of a style, or text, or anything else."""

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
def cells(body: str) -> list[ScreenCell] | None:
    """Return the cells of a stroke. Return None where a terminal may take more or fewer cells.

    Wide and combining characters are such, and so is a link.
    """
    found, style = list[ScreenCell](), PLAIN
    for codes, text, other in PART.findall(body):
        if other or (text and not NARROW.fullmatch(text)):
            return None
        if text:
            found += map(cells_in(style).__getitem__, text)
        elif (named := style_of(codes)) is None:
            return None
        else:
            style = named
    return found if style is PLAIN else None


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
