"""Words of a Word file that are drawn so that nobody can read them: as symbols, or see-through."""

from collections.abc import Collection, Iterator

from dpo_console.letters.word.safety.faint_words import is_white
from dpo_console.letters.word.safety.safe_parts import Element, Parts, local, named, value

_PICTURES = ("wingdings", "webdings", "symbol", "zapf dingbats", "bookshelf symbol 7", "marlett")
"""Fonts that show a picture, or a Greek letter, for each letter."""

_MOST = 3
"""The most letters in a row that are a mark in such a font, and no word."""

_PRIVATE, _BYTE = 0xF000, 0xFF
"""The private place of a symbol's character, and the bits that hold the character itself."""

_SEE_THROUGH = 80_000
"""The transparency from which words count as hidden, in thousandths of a per cent."""


_FONTS = ("rFonts", "rStyle", "pStyle")
"""Elements that name a font, or a style that may have one."""

_SHAPES = ("wsp", "rect", "shape")


def pictured_styles(parts: Parts) -> frozenset[str]:
    """Return the ids of the styles whose font shows a picture for each letter."""
    return frozenset(
        value(style, "styleId")
        for root in parts.values()
        for style in named(root, "style")
        if any(map(_of_pictures, named(style, *_FONTS)))
    )


def drawn_in(root: Element, pictured: Collection[str]) -> Iterator[str]:
    """Yield each way in which a part draws words that can't be read.

    `pictured` are the ids of the styles whose font shows pictures.
    """
    for element in named(root, "p", *_FONTS, "textFill", *_SHAPES):
        name = local(element)
        if name == "p" and sum(map(_is_letter, named(element, "sym"))) > _MOST:
            yield "some are typed as symbols"
        elif name in _FONTS and _of_pictures(element, pictured) and _styles_words(element):
            yield "some are in a font of pictures"
        elif name == "textFill" and _see_through(element):
            yield "some are see-through"
        elif name in _SHAPES and _covers(element):
            yield "a filled shape stands before the words"


def symbol(element: Element) -> str:
    """Return the character of a symbol, as it is read without its font."""
    code = value(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number & _BYTE if number >= _PRIVATE else number)


def _is_letter(element: Element) -> bool:
    return symbol(element).isalnum()


def _of_pictures(element: Element, pictured: Collection[str] = ()) -> bool:
    """Return True for a font of pictures, or the name of a style that has one."""
    if local(element) != "rFonts":
        return value(element, "val") in pictured
    return any(str(font).casefold().startswith(_PICTURES) for font in element.attrib.values())


def _styles_words(element: Element) -> bool:
    """Return True if the run or paragraph that has this font or style has words."""
    properties = element.getparent()
    owner = properties.getparent() if properties is not None else None
    if owner is None or local(owner) not in ("r", "p"):
        return False
    said = "".join(e.text or "" for e in named(owner, "t"))
    return sum(c.isalnum() for c in said) > _MOST


def _see_through(fill: Element) -> bool:
    for element in fill.iter():
        name, said = local(element), value(element, "val")
        if name == "noFill" or (name == "schemeClr" and said in ("bg1", "lt1")):
            return True
        if name == "srgbClr" and is_white(said):
            return True
        if name == "alpha" and said.isdecimal() and int(said) >= _SEE_THROUGH:
            return True
    return False


def _covers(shape: Element) -> bool:
    """Return True for a filled shape without words of its own that stands before the text.

    In a header or footer, only a white one can hide what is behind it.
    """
    if any(local(e) in ("t", "imagedata", "blip") for e in shape.iter()):
        return False
    fill = _fill_before(shape) if local(shape) == "wsp" else _old_fill_before(shape)
    in_body = any(local(e) == "document" for e in shape.iterancestors())
    return bool(fill) and (in_body or fill == WHITE or is_white(fill))


WHITE = "white"


def _fill_before(shape: Element) -> str:
    """Return the colour of a shape that stands before the text, or ''."""
    anchor = next((e for e in shape.iterancestors() if local(e) == "anchor"), None)
    if anchor is None or value(anchor, "behindDoc") in ("1", "true", "on"):
        return ""
    if not any(local(e) == "wrapNone" for e in anchor):
        return ""
    fills = (e for p in shape if local(p) == "spPr" for e in p if local(e) == "solidFill")
    for colour in (c for fill in fills for c in fill):
        said = value(colour, "val")
        return WHITE if said in ("bg1", "lt1") else said
    return ""


def _old_fill_before(shape: Element) -> str:
    style = value(shape, "style").replace(" ", "")
    if "position:absolute" not in style or "z-index:-" in style:
        return ""
    return value(shape, "fillcolor").partition(" ")[0].removeprefix("#")
