"""Words of a Word file that stand where no reader looks: off the page, squeezed, or in no note."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dpo_console.letters.word.safety.safe_parts import Element, Parts, local, named, value

_OFF_PAGE = "some stand off the page"
_SQUEEZED = "some are squeezed or moved off their line"
_SMALL = "a shape is too small to show its words"

_EMU_IN_A_TWIP = 635
_SPARE = 200
"""Twips beyond the edge of the page that a rounded layout may take."""

_LOWEST_SHAPE = 100
"""The lowest and narrowest shape that shows its words, in twips: 5 points."""

_RAISED, _CLOSEST, _NARROWEST = 72, -40, 20
"""The most half-points that words stand off their line, the fewest twips between two letters, and
those of a letter that is fitted into a width."""

_TWIPS = {"pt": 20, "in": 1440, "mm": 56.7, "cm": 567, "px": 15, "": 1 / _EMU_IN_A_TWIP}
_LENGTH = re.compile(r"(?:^|;)\s*([\w-]+)\s*:\s*(-?[\d.]+)\s*(pt|in|mm|cm|px|)\s*(?=;|$)")


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page and its left margin, in twips. A4 with 25 mm by default."""

    width: int = 11906
    height: int = 16838
    left: int = 1417


def page_of(parts: Parts) -> PageSize:
    """Return the largest page that the parts lay out, with its widest left margin."""
    found = [e for root in parts.values() for e in named(root, "pgSz", "pgMar")]
    sizes = [(_number(e, "w"), _number(e, "h")) for e in found if local(e) == "pgSz"]
    margins = [_number(e, "left") for e in found if local(e) == "pgMar"]
    usual = PageSize()
    return PageSize(
        max([w for w, _ in sizes if w], default=usual.width),
        max([h for _, h in sizes if h], default=usual.height),
        max(margins, default=usual.left),
    )


def unseen_in(root: Element, page: PageSize) -> Iterator[str]:
    """Yield each way in which a part has words where no reader looks."""
    for element in named(root, *_LOOKS):
        if what := _LOOKS[local(element)](element, page):
            yield what


def unseen_notes(parts: Parts) -> Iterator[str]:
    """Yield the parts with footnotes or endnotes that no page shows."""
    shown = {
        (local(e).removesuffix("Reference"), value(e, "id"))
        for root in parts.values()
        for e in named(root, "footnoteReference", "endnoteReference")
    }
    for name, root in parts.items():
        for note in root if local(root) in ("footnotes", "endnotes") else ():
            if (local(note), value(note, "id")) not in shown and _words(note):
                yield f"It hides words: a note that no page shows ({name})."


def _indent(element: Element, page: PageSize) -> str:
    left = _number(element, "left") or _number(element, "start")
    first = _number(element, "firstLine") - _number(element, "hanging")
    return _off(min(left, left + first), page) if _says(element) else ""


def _off(left: int, page: PageSize) -> str:
    """Return what is wrong with words that begin so far from the left margin, or ''."""
    off = left < -(page.left + _SPARE) or left > page.width
    return _OFF_PAGE if off else ""


def _table_indent(element: Element, page: PageSize) -> str:
    """Judge a table that ends before the page begins, or begins after it ends."""
    left = _number(element, "w")
    return _OFF_PAGE if abs(left) > page.width else ""


def _margins(element: Element, page: PageSize) -> str:
    far = (_number(element, name) for name in ("header", "footer", "top", "bottom"))
    return _OFF_PAGE if any(abs(at) >= page.height for at in far) else ""


def _floating_table(element: Element, page: PageSize) -> str:
    across, down = _number(element, "tblpX"), _number(element, "tblpY")
    return _OFF_PAGE if abs(across) > page.width or abs(down) > page.height else ""


def _frame(element: Element, page: PageSize) -> str:
    across, down = _number(element, "x"), _number(element, "y")
    off = _off(across, page) or not -page.height < down < page.height
    return _OFF_PAGE if off and _says(element) else ""


def _anchor(element: Element, page: PageSize) -> str:
    if not _words(element):
        return ""
    places = {local(e): _offset(e) for e in element if local(e) in ("positionH", "positionV")}
    sizes = [(_twips(e, "cx"), _twips(e, "cy")) for e in element if local(e) == "extent"]
    wide, high = sizes[0] if sizes else (_LOWEST_SHAPE, _LOWEST_SHAPE)
    across, down = places.get("positionH", 0), places.get("positionV", 0)
    if min(wide, high) < _LOWEST_SHAPE:
        return _SMALL
    off = across + wide < -page.left or across > page.width
    return _OFF_PAGE if off or not -page.height < down < page.height else ""


def _offset(position: Element) -> int:
    """Return how far a shape is moved, in twips. One that is aligned stands on the page."""
    said = [(e.text or "").strip() for e in position if local(e) == "posOffset"]
    moved = said[0] if said else ""
    return int(moved) // _EMU_IN_A_TWIP if moved.lstrip("-").isdecimal() else 0


def _old_shape(element: Element, page: PageSize) -> str:
    """Judge a shape as older Word files draw it, with its place and size in a style."""
    if not _words(element):
        return ""
    said = {k: float(n) * _TWIPS[u] for k, n, u in _LENGTH.findall(value(element, "style"))}
    sizes = [said[name] for name in ("width", "height") if name in said]
    if sizes and min(sizes) < _LOWEST_SHAPE:
        return _SMALL
    across = max((said.get(name, 0.0) for name in ("left", "margin-left")), key=abs)
    down = max((said.get(name, 0.0) for name in ("top", "margin-top")), key=abs)
    off = not -page.width < across < page.width or not -page.height < down < page.height
    return _OFF_PAGE if off else ""


def _raised(element: Element, _page: PageSize) -> str:
    return _SQUEEZED if abs(_number(element, "val")) > _RAISED and _says(element) else ""


def _close(element: Element, _page: PageSize) -> str:
    above = element.getparent()
    between = above is not None and local(above) == "rPr" and _number(element, "val") < _CLOSEST
    return _SQUEEZED if between and _says(element) else ""


def _fitted(element: Element, _page: PageSize) -> str:
    run = element.getparent()
    said = len(_words(run.getparent())) if run is not None and _says(element) else 0
    return _SQUEEZED if _number(element, "val") < said * _NARROWEST else ""


def _hidden_row(element: Element, _page: PageSize) -> str:
    above = element.getparent()
    row = above.getparent() if above is not None and local(above) == "trPr" else None
    return "a row of a table isn't shown" if row is not None and _words(row) else ""


def _drawn_text(element: Element, _page: PageSize) -> str:
    return "some stand in a drawing. Type them as text" if _words(element) else ""


def _turned(_element: Element, _page: PageSize) -> str:
    return "some are stored in another order than they are shown"


def _text(element: Element, _page: PageSize) -> str:
    turned = set(element.text or "") & set("\u202d\u202e")
    return "some are stored in another order than they are shown" if turned else ""


_LOOKS: dict[str, Callable[[Element, PageSize], str]] = {
    "ind": _indent, "tblInd": _table_indent, "tblpPr": _floating_table, "framePr": _frame,
    "anchor": _anchor, "pgMar": _margins,
    "shape": _old_shape, "rect": _old_shape, "roundrect": _old_shape, "position": _raised,
    "spacing": _close, "fitText": _fitted, "hidden": _hidden_row, "txBody": _drawn_text,
    "bdo": _turned, "t": _text,
}  # fmt: skip
"""The elements that place words, each with its look. It returns what hides them, or ''."""


def _words(element: Element | None) -> str:
    """Return the words inside an element, without spaces."""
    found = (e.text or "" for e in (named(element, "t") if element is not None else ()))
    return "".join("".join(found).split())


def _says(element: Element) -> bool:
    """Return True if the paragraph or run of these properties has words, or they are a style's."""
    properties = element.getparent()
    owner = properties.getparent() if properties is not None else None
    styles = ("style", "pPrDefault", "rPrDefault")
    return owner is not None and (local(owner) in styles or bool(_words(owner)))


def _number(element: Element, name: str) -> int:
    """Return an attribute as a whole number, or 0 if it is none."""
    said = value(element, name)
    return int(said) if re.fullmatch(r"-?\d{1,9}", said) else 0


def _twips(element: Element, name: str) -> int:
    return _number(element, name) // _EMU_IN_A_TWIP
