"""Pictures of a page that hold more than they show: below a box, cropped, or beyond the page."""

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from dpo_console.bundle.pdf.drawing import bounds

UNDER = "A box is drawn over a picture, and the whole picture is still there."
CROPPED = "Only a part of a picture is shown, and the rest of it is still there."

SHOWN = 0.9
"""The share of a picture from which it counts as shown whole: printers draw beyond the edge."""

LEAST, THICK = 40.0, 4.0
"""The smallest box that may hide something, in square points, and the thinnest line, in points."""

OPAQUE, DEEPEST, MOST_PIXELS = 200, 15, 1_000_000
"""The least opacity of a box, of 255, the deepest form in a form, and the most pixels looked at."""

Sides = tuple[float, float, float, float]


class Placed(NamedTuple):
    """An object of a page with its sort, and the sides of its place: left, bottom, right, top."""

    thing: Any
    sort: int
    sides: Sides
    clip: Sides | None


def findings_on(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield what pictures of a page hold beside what they show."""
    placed = list(_placed(page))
    pictures = [(n, one) for n, one in enumerate(placed) if one.sort == pdfium.FPDF_PAGEOBJ_IMAGE]
    for number, picture in pictures:
        if any(_hides(over, picture) for over in placed[number + 1 :]):
            yield UNDER
            break
    if any(_share_shown(one, page.get_bbox()) < SHOWN for _, one in pictures):
        yield CROPPED


def _hides(over: Placed, picture: Placed) -> bool:
    """Return True for an opaque box, or a picture of one colour, that lies on a picture."""
    if _area(_common(over.sides, picture.sides)) < LEAST or not _is_opaque(over.thing):
        return False
    if over.sort == pdfium.FPDF_PAGEOBJ_PATH:
        return _is_box(over.thing)
    return over.sort == pdfium.FPDF_PAGEOBJ_IMAGE and _is_one_colour(over.thing)


def _is_opaque(thing: Any) -> bool:  # noqa: ANN401 - a handle of pdfium
    parts = [ctypes.c_uint() for _ in range(4)]
    told = pdfium.FPDFPageObj_GetFillColor(thing, *map(ctypes.byref, parts))
    return not told or parts[3].value >= OPAQUE


def _is_box(path: Any) -> bool:  # noqa: ANN401 - a handle of pdfium
    """Return True for a shape that is filled, or a line as thick as a word is high."""
    fill, stroke, wide = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if fill.value != pdfium.FPDF_FILLMODE_NONE:
        return True
    pdfium.FPDFPageObj_GetStrokeWidth(path, ctypes.byref(wide))
    return bool(stroke.value) and wide.value >= THICK


def _is_one_colour(picture: Any) -> bool:  # noqa: ANN401 - a handle of pdfium
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(picture, ctypes.byref(wide), ctypes.byref(high))
    if not 0 < wide.value * high.value <= MOST_PIXELS:
        return False
    raw = pdfium.FPDFImageObj_GetBitmap(picture)
    if not raw:
        return False
    bitmap = pypdfium2.PdfBitmap.from_raw(raw)
    row = bitmap.n_channels * bitmap.width
    rows = {bytes(bitmap.buffer)[n * bitmap.stride :][:row] for n in range(bitmap.height)}
    (one, *others) = rows
    pixels = {one[n : n + bitmap.n_channels] for n in range(0, row, bitmap.n_channels)}
    bitmap.close()
    return not others and len(pixels) == 1


def _share_shown(picture: Placed, page: Sides) -> float:
    """Return the share of a picture's place that its clip and the page show."""
    shown = _common(picture.sides, page)
    if picture.clip:
        shown = _common(shown, picture.clip)
    whole = _area(picture.sides)
    return _area(shown) / whole if whole > LEAST else 1.0


def _placed(page: pypdfium2.PdfPage) -> Iterator[Placed]:
    """Yield every object of a page in the order in which they are drawn."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    things = (pdfium.FPDFPage_GetObject(page.raw, n) for n in range(count))
    yield from _walked(things, pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0), None)


def _walked(
    things: Iterable[Any], matrix: pdfium.FS_MATRIX, clip: Sides | None, depth: int = 0
) -> Iterator[Placed]:
    for thing in things:
        sort = pdfium.FPDFPageObj_GetType(thing)
        own = _both(clip, _clip_of(thing, matrix))
        if sort != pdfium.FPDF_PAGEOBJ_FORM:
            yield Placed(thing, sort, _sides(thing, matrix), own)
        elif depth < DEEPEST:
            inner = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(inner))
            count = pdfium.FPDFFormObj_CountObjects(thing)
            ones = (pdfium.FPDFFormObj_GetObject(thing, n) for n in range(count))
            yield from _walked(ones, _times(inner, matrix), own, depth + 1)


def _sides(thing: Any, matrix: pdfium.FS_MATRIX) -> Sides:  # noqa: ANN401 - a handle of pdfium
    left, bottom, right, top = bounds(thing)
    return _around([(left, bottom), (right, bottom), (left, top), (right, top)], matrix)


def _clip_of(thing: Any, matrix: pdfium.FS_MATRIX) -> Sides | None:  # noqa: ANN401 - a handle
    """Return the sides of what is shown of an object, or None if all of it is."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    found: Sides | None = None
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0)):
        points = []
        for number in range(max(pdfium.FPDFClipPath_CountPathSegments(clip, path), 0)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, number)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((x.value, y.value))
        if points:
            found = _both(found, _around(points, matrix))
    return found


def _around(points: list[tuple[float, float]], matrix: pdfium.FS_MATRIX) -> Sides:
    """Return the sides of points once they are placed on the page."""
    xs = [matrix.a * x + matrix.c * y + matrix.e for x, y in points]
    ys = [matrix.b * x + matrix.d * y + matrix.f for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _times(one: pdfium.FS_MATRIX, other: pdfium.FS_MATRIX) -> pdfium.FS_MATRIX:
    return pdfium.FS_MATRIX(
        one.a * other.a + one.b * other.c,
        one.a * other.b + one.b * other.d,
        one.c * other.a + one.d * other.c,
        one.c * other.b + one.d * other.d,
        one.e * other.a + one.f * other.c + other.e,
        one.e * other.b + one.f * other.d + other.f,
    )


def _both(one: Sides | None, other: Sides | None) -> Sides | None:
    return _common(one, other) if one and other else one or other


def _common(one: Sides, other: Sides) -> Sides:
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3]))


def _area(sides: Sides) -> float:
    return (sides[2] - sides[0]) * (sides[3] - sides[1])
