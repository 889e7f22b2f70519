"""Frames as Textual writes them, read back into strokes and cells. Imports no textual."""

import re
from functools import lru_cache
from typing import NamedTuple

START, CODES, TEXT = re.compile(r"\x1b\[(\d+);(\d+)H"), r"\x1b\[([\d;]*)m", r"([^\x00-\x1f\x7f]+)"
PART = re.compile(f"{CODES}|{TEXT}")
BODY = re.compile(f"(?:{CODES}|{TEXT})*")

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


class Cells(NamedTuple):
    """Cells side by side: the character of each, and its style."""

    characters: list[str]
    styles: list[CellStyle]


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
def cells(body: str) -> Cells | None:
    """Return the cells of a stroke. Return None where a terminal may take more or fewer cells.

    Wide and combining characters are such, and so is a link.
    """
    if not BODY.fullmatch(body):
        return None
    found, style = Cells([], []), PLAIN
    for codes, text in PART.findall(body):
        if not text:
            named = style_of(codes)
            if named is None:
                return None
            style = named
        elif NARROW.fullmatch(text):
            found.characters.extend(text)
            blank = blank_of(style)
            found.styles.extend([blank if c == " " else style for c in text])
        else:
            return None
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
