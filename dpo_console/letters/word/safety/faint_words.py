"""Words that have the colour of the ground behind them, such as white on white."""

import re
from collections.abc import Mapping

from dpo_console.letters.word.safety.safe_parts import Element, Parts, local, named, value

_FAINTEST = 1.3
"""The contrast below which words count as hidden. Light grey on white has 1.4."""

_COLOURS = {
    "black": "000000", "white": "FFFFFF", "yellow": "FFFF00", "darkBlue": "000080",
    "darkRed": "800000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
"""The colours of a marker that words may vanish in."""

_WHITE_IN_THEME = ("background1", "light1", "bg1", "lt1")
_CORNERS = ("nwCell", "neCell", "swCell", "seCell")
"""Cells of a table style that have the ground of their row."""

_WHOLE = ("body", "hdr", "ftr", "footnote", "endnote", "styles", "txbxContent")
"""Elements that hold whole stretches of text, and have no ground of their own."""

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_PATTERN = re.compile(r"solid|pct(\d+)")
BLACK, WHITE = "000000", "FFFFFF"


def grounds_of(parts: Parts) -> dict[str, str]:
    """Return the colour behind the words of each style that sets one, by the style's id."""
    return {
        value(style, "styleId"): shade
        for root in parts.values()
        for style in named(root, "style")
        if (shade := _shade(style))
    }


def _shade(owner: Element) -> str:
    """Return the colour that an element's own properties put behind it, or ''."""
    for properties in owner:
        if local(properties) in ("rPr", "pPr", "tcPr", "tblPr", "trPr"):
            for child in properties:
                if local(child) == "shd" and (ground := _ground(child)):
                    return ground
    return ""


def _ground(shading: Element) -> str:
    """Return the colour of a shading, or ''. A pattern mixes a second colour into it."""
    fill, front = value(shading, "fill"), value(shading, "color")
    pattern = _PATTERN.fullmatch(value(shading, "val"))
    if pattern is None:
        return fill if _HEX.fullmatch(fill) else ""
    share = int(pattern[1] or 100) / 100
    back, over = (c if _HEX.fullmatch(c) else usual for c, usual in ((fill, WHITE), (front, BLACK)))
    parts = zip(_parts(over), _parts(back), strict=True)
    return "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (0, 2, 4))


def is_faint(properties: Element, grounds: Mapping[str, str]) -> bool:
    """Return True if words can't be told from the ground behind them."""
    owner = properties.getparent()
    if owner is not None and value(owner, "type") in _CORNERS:
        return False
    children = {local(child): child for child in properties}
    mark, colour = children.get("highlight"), _colour(children.get("color"))
    marked = _COLOURS.get(value(mark, "val"), "") if mark is not None else ""
    if not colour:  # Word shows automatic words in white on a dark ground, but not on a marker's
        return bool(marked) and _contrast("000000", marked) < _FAINTEST
    return _contrast(colour, marked or _behind(properties, grounds) or "FFFFFF") < _FAINTEST


def is_white(colour: str) -> bool:
    """Return True for a colour that can't be told from white paper."""
    return bool(_HEX.fullmatch(colour)) and _contrast(colour, "FFFFFF") < _FAINTEST


def _behind(properties: Element, grounds: Mapping[str, str]) -> str:
    """Return the nearest colour behind a run: its own, its style's, or that of what holds it."""
    owner = properties.getparent()
    while owner is not None and local(owner) not in _WHOLE:
        if shade := _shade(owner):
            return shade
        for inner in owner:
            for child in inner if local(inner) in ("rPr", "pPr", "tblPr") else ():
                shade = grounds.get(value(child, "val"), "") if _names_style(child) else ""
                if shade:
                    return shade
        owner = owner.getparent()
    return ""


def _names_style(element: Element) -> bool:
    return local(element) in ("rStyle", "pStyle", "tblStyle")


def _colour(element: Element | None) -> str:
    """Return the colour of words, or '' for Word's automatic one."""
    if element is None:
        return ""
    said, shaded = value(element, "val"), value(element, "themeShade")
    if value(element, "themeColor") in _WHITE_IN_THEME and not shaded:
        return "FFFFFF"
    return said if _HEX.fullmatch(said) else ""


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG measures it."""
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: str) -> float:
    red, green, blue = (part / 255 for part in _parts(colour))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
