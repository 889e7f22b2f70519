"""A page of a PDF drawn twice: as its reader sees it, and without its words.

A word that is seen makes the two differ at its place. Where they are alike, the word is in the file
and on no page: under a box, white on white, outside the page, in a layer that is off.
"""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PIXELS = 4_000
"""The most pixels of a side. A larger page is drawn smaller."""

INVISIBLE = 3
"""The way to draw text that shows nothing (ISO 32000-1, 9.3.6)."""

_STEP = 32
_COARSE = bytes((value // _STEP) << 4 | (value + _STEP // 2) // _STEP for value in range(256))
"""Brightness in coarse steps, twice. Pixels that differ in both ways can be told apart."""

BAND, GAP = 3, bytes(4)
"""The rows of a band, and the narrowest piece of a word: columns without a difference."""

_UNLIKE = bytes(1 if value >> 4 and value & 15 else 0 for value in range(256))


class Box(NamedTuple):
    """A place on a drawing, in pixels from its top left corner. The right and bottom are beyond."""

    left: int
    top: int
    right: int
    bottom: int

    def pieces(self) -> Iterator["Box"]:
        """Yield parts of a word about as long as it is high, so that each holds a letter or two."""
        wide, high = self.right - self.left, self.bottom - self.top
        for start in range(0, max(wide, high), size := max(min(wide, high), 4)):
            if wide >= high:
                end = min(self.left + start + size, self.right)
                yield Box(min(self.left + start, end - 4), self.top, end, self.bottom)
            else:
                end = min(self.top + start + size, self.bottom)
                yield Box(self.left, min(self.top + start, end - 4), self.right, end)


class Drawing:
    """A page as grey pixels, a byte each."""

    def __init__(self, page: pypdfium2.PdfPage, scale: float) -> None:
        """Draw a page with its comments, `scale` pixels to a point or fewer."""
        bitmap = page.render(scale=_within(page, scale), grayscale=True)
        self.width, self.height = bitmap.width, bitmap.height
        self._row, self._pixels = bitmap.stride, bytes(bitmap.buffer)
        bitmap.close()

    def shows(self, box: Box) -> bool:
        """Return True if any of a place lies on the page."""
        return box.right > 0 and box.bottom > 0 and box.left < self.width and box.top < self.height

    def difference(self, other: "Drawing") -> "DrawnDifference":
        """Return where an eye tells two drawings of the same page apart."""
        ours, theirs = (
            int.from_bytes(one._pixels.translate(_COARSE), "big") for one in (self, other)
        )
        pixels = (ours ^ theirs).to_bytes(len(self._pixels), "big").translate(_UNLIKE)
        return DrawnDifference(self, pixels, self._row)

    def tones(self, box: Box) -> tuple[int, int]:
        """Return the darkest and the brightest pixel of a place, 0 to 255."""
        pixels = b"".join(self._rows(box)) or b"\xff"
        return min(pixels), max(pixels)

    def _rows(self, box: Box) -> Iterator[bytes]:
        left, right = max(box.left, 0), min(box.right, self.width)
        for y in range(max(box.top, 0), min(box.bottom, self.height)):
            yield self._pixels[y * self._row + left : y * self._row + max(left, right)]


class DrawnDifference:
    """The pixels at which an eye tells two drawings apart: a byte each, 1 where it does."""

    def __init__(self, drawing: Drawing, pixels: bytes, row: int) -> None:
        self._width, self._height = drawing.width, drawing.height
        self._pixels, self._row = pixels, row
        self._bands = [
            self._columns(Box(0, y, self._width, y + BAND)) for y in range(0, self._height, BAND)
        ]

    def unseen(self, box: Box) -> Box | None:
        """Return the first piece of a word that looks alike in both, or None."""
        is_wide = box.right - box.left >= box.bottom - box.top
        if is_wide and GAP not in self._most_columns(box):
            return None
        return next((piece for piece in box.pieces() if 1 not in self._columns(piece)), None)

    def _most_columns(self, box: Box) -> bytes:
        """Return a byte for each column of a place, from the bands that lie wholly in it."""
        left, right = max(box.left, 0), min(box.right, self._width)
        first, last = -(-max(box.top, 0) // BAND), min(box.bottom, self._height) // BAND
        if right - left < len(GAP) or last <= first or box.left < 0 or box.right > self._width:
            return GAP
        found = 0
        for band in self._bands[first:last]:
            found |= int.from_bytes(band[left:right], "big")
        return found.to_bytes(right - left, "big")

    def _columns(self, box: Box) -> bytes:
        """Return a byte for each column of a place, 1 where any of its pixels differs."""
        left, right = max(box.left, 0), min(box.right, self._width)
        if right <= left:
            return b""
        found = 0
        for y in range(max(box.top, 0), min(box.bottom, self._height)):
            start = y * self._row
            found |= int.from_bytes(self._pixels[start + left : start + right], "big")
        return found.to_bytes(right - left, "big")


class Grid:
    """The way from points of a page to pixels of its drawing."""

    def __init__(self, page: pypdfium2.PdfPage, scale: float) -> None:
        """Take a page as it is drawn: cropped, turned, and of that scale or smaller."""
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._turned, self._scale = page.get_rotation(), _within(page, scale)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return the place of a rectangle of the page."""
        ones, others = self._at(left, bottom), self._at(right, top)
        x, y = sorted((ones[0], others[0])), sorted((ones[1], others[1]))
        return Box(int(x[0]), int(y[0]), int(x[1]) + 1, int(y[1]) + 1)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        across, down = {
            0: (x - self._left, self._top - y),
            90: (y - self._bottom, x - self._left),
            180: (self._right - x, y - self._bottom),
            270: (self._top - y, self._right - x),
        }[self._turned]
        return across * self._scale, down * self._scale


def _within(page: pypdfium2.PdfPage, scale: float) -> float:
    wide, high = page.get_size()
    return min(scale, MOST_PIXELS / max(float(wide), float(high), 1.0))


def objects_of(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, int]]:
    """Yield every object of a page with its sort, those inside others too."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    yield from _walked(pdfium.FPDFPage_GetObject(page.raw, n) for n in range(count))


def _walked(objects: Iterable[Any], depth: int = 0) -> Iterator[tuple[Any, int]]:
    for one in objects:
        sort = pdfium.FPDFPageObj_GetType(one)
        yield one, sort
        if sort == pdfium.FPDF_PAGEOBJ_FORM and depth < 15:
            count = pdfium.FPDFFormObj_CountObjects(one)
            inner = (pdfium.FPDFFormObj_GetObject(one, n) for n in range(count))
            yield from _walked(inner, depth + 1)


@contextmanager
def without(texts: Iterable[Any]) -> Iterator[None]:
    """Draw these text objects as nothing, until the end."""
    before = [(one, pdfium.FPDFTextObj_GetTextRenderMode(one)) for one in texts]
    for one, _ in before:
        pdfium.FPDFTextObj_SetTextRenderMode(one, INVISIBLE)
    try:
        yield
    finally:
        for one, mode in before:
            pdfium.FPDFTextObj_SetTextRenderMode(one, mode)


def bounds(one: Any) -> tuple[float, float, float, float]:  # noqa: ANN401 - a handle of pdfium
    """Return left, bottom, right and top of an object, in its own points."""
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(one, *map(ctypes.byref, sides))
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top
