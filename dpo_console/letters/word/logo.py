"""The pictures of a letterhead: as wide as the text at most, and described for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpo_console.letters.word.safety.safe_parts import local, value

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_PLACED = ("inline", "anchor")
_SIZES = ("extent", "ext")


def fit_pictures(root: BaseOxmlElement, width: int, described: str) -> None:
    """Shrink each picture of a header or footer that is wider than `width`, in EMU.

    A picture without a description gets `described`.
    """
    for placed in (element for element in root.iter() if local(element) in _PLACED):
        for element in placed.iter():
            if local(element) == "docPr" and not value(element, "descr").strip():
                element.set("descr", described)
        wide = max((int(size.get("cx")) for size in _sizes(placed)), default=0)
        if wide > width:
            _shrink(placed, width, wide)


def _shrink(placed: BaseOxmlElement, width: int, wide: int) -> None:
    for size in _sizes(placed):
        for key in ("cx", "cy"):
            size.set(key, str(int(size.get(key)) * width // wide))


def _sizes(placed: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the elements that hold a size. An extension's `ext` has none."""
    return (e for e in placed.iter() if local(e) in _SIZES and e.get("cx") and e.get("cy"))
