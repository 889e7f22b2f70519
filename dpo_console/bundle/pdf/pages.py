"""The pages of a PDF: their words, and which of them no page shows."""

import ctypes
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from dpo_console.bundle.inspection import Finding, PlacedWords, shortened
from dpo_console.bundle.pdf.drawing import Box, Drawing, Grid, bounds, objects_of, without
from dpo_console.bundle.pdf.pictures import findings_on

LARGE = 0.1
"""The share of a page from which its pictures count as something that must be read."""

FROM_AFAR, CLOSE = 1.0, 3.0
"""Pixels to a point: of a first look at each page, and of a second at words that weren't seen."""

LIGHT, DARK, ALIKE = 208, 96, 24
"""Pixels brighter than paper, or darker than a box, and how much a plain ground may vary."""

MOST_ALONE = 200
"""The most words of a page of which each is drawn alone, because others stand in the same place."""

COVERED = "Words under a box or a picture can be copied out"
OUTSIDE = "Words outside the page can be copied out"
PALE = "Words as pale as the page, under a white box or not shown can be copied out"

TINY = "Words too small to read can be copied out"

SMALLEST, LETTERS = 1.6, 3
"""The lowest words that a reader reads, in points, and the letters from which that is judged."""

_WORD = re.compile(r"\S*\w\S*")
_BAND = 12
"""The height of the bands in which words are compared, in points."""


_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))
_POINTERS = tuple(ctypes.byref(side) for side in (_LEFT, _RIGHT, _BOTTOM, _TOP))
"""The sides of a letter as pdfium writes them. They are made once: a page has thousands."""


class Spot(NamedTuple):
    """A word of a page: its text, the number of its first letter, and its sides in points."""

    text: str
    first: int
    sides: tuple[float, float, float, float]


class PageLook(NamedTuple):
    """What a page shows and holds. `unread`: it shows a picture that only a person can read."""

    words: PlacedWords
    findings: tuple[Finding, ...]
    unread: bool


def look_at(page: pypdfium2.PdfPage, number: int) -> PageLook:
    """Return a page's words, and a finding for each stretch of them that isn't seen."""
    look = _Page(page)
    place = f"page {number}"
    found = [Finding(place, f"{why}: {said}") for why, said in look.stretches()]
    found += [Finding(place, what) for what in findings_on(page)] if look.has_pictures else []
    return PageLook(PlacedWords(place, look.said), tuple(found), look.is_scan)


class _Page:
    """A page with its words, and the objects that draw them."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.page, self.letters = page, page.get_textpage()
        self.said = self.letters.get_text_range()
        self.objects = list(objects_of(page))
        self.spots = [
            Spot(found[0], found.start(), self._sides(found.start(), found.end() - 1))
            for found in _WORD.finditer(self.said)
        ]

    def _sides(self, first: int, last: int) -> tuple[float, float, float, float]:
        one = self._letter(first)
        other = self._letter(last) if last > first else one
        return (
            min(one[0], other[0]), min(one[1], other[1]),
            max(one[2], other[2]), max(one[3], other[3]),
        )  # fmt: skip

    def _letter(self, number: int) -> tuple[float, float, float, float]:
        pdfium.FPDFText_GetCharBox(self.letters.raw, number, *_POINTERS)
        return _LEFT.value, _BOTTOM.value, _RIGHT.value, _TOP.value

    @cached_property
    def texts(self) -> list[Any]:
        return [one for one, sort in self.objects if sort == pdfium.FPDF_PAGEOBJ_TEXT]

    @cached_property
    def has_pictures(self) -> bool:
        """True if a page has any picture."""
        return any(sort == pdfium.FPDF_PAGEOBJ_IMAGE for _, sort in self.objects)

    @cached_property
    def is_scan(self) -> bool:
        """True if a page shows pictures of some size, or has no words but perhaps shapes."""
        wide, high = self.page.get_size()
        sides = (bounds(o) for o, sort in self.objects if sort == pdfium.FPDF_PAGEOBJ_IMAGE)
        area = sum((right - left) * (top - bottom) for left, bottom, right, top in sides)
        return area > LARGE * wide * high or not self.spots

    def stretches(self) -> Iterator[tuple[str, str]]:
        """Yield each reason with the first words of each stretch of which it is true."""
        unseen = self._unseen()
        why, stretch = "", list[str]()
        for n, spot in enumerate(self.spots):
            if unseen.get(n, "") != why and stretch:
                yield why, shortened(stretch)
                stretch = []
            why = unseen.get(n, "")
            stretch += [spot.text] if why else []
        if stretch:
            yield why, shortened(stretch)

    def _unseen(self) -> dict[int, str]:
        """Return why words aren't seen, by their number.

        Behind a scan stand the words that a program read in it. They are what its reader sees,
        unless their place on it is black.
        """
        first = _TwoDrawings(self.page, FROM_AFAR, self.texts)
        unseen = first.unseen(self.spots, range(len(self.spots)))
        if unseen and self.is_scan and len(unseen) == len(self.spots):
            return {n: COVERED for n in unseen if first.is_black(self.spots[n])}
        if unseen:
            unseen = _TwoDrawings(self.page, CLOSE, self.texts).unseen(self.spots, unseen)
        tiny = {n: TINY for n, spot in enumerate(self.spots) if _is_tiny(spot)}
        return tiny | unseen | self._under_others(unseen)

    def _under_others(self, unseen: Mapping[int, str]) -> dict[int, str]:
        """Return why words aren't seen that have others before them, as a label on a black box.

        Each is drawn alone, because what its place shows may be the other's.
        """
        found: dict[int, str] = {}
        for n in sorted(_crowded(self.spots) - set(unseen))[:MOST_ALONE]:
            text = pdfium.FPDFText_GetTextObject(self.letters.raw, self.spots[n].first)
            if text:
                found |= _TwoDrawings(self.page, CLOSE, [text]).unseen(self.spots, [n])
        return found


class _TwoDrawings:
    """A page as it is seen, and the same without some of its words."""

    def __init__(self, page: pypdfium2.PdfPage, scale: float, texts: Sequence[Any]) -> None:
        self._grid, self._shown = Grid(page, scale), Drawing(page, scale)
        with without(texts):
            self._difference = self._shown.difference(Drawing(page, scale))

    def unseen(self, spots: Sequence[Spot], numbers: Collection[int]) -> dict[int, str]:
        """Return why some of the words, or a part of them, aren't seen."""
        found = ((n, self._why(self._grid.box(*spots[n].sides))) for n in numbers)
        return {n: why for n, why in found if why}

    def is_black(self, spot: Spot) -> bool:
        darkest, brightest = self._shown.tones(self._grid.box(*spot.sides))
        return brightest < DARK and brightest - darkest < ALIKE

    def _why(self, box: Box) -> str:
        piece = self._difference.unseen(box)
        if piece is None:
            return ""
        if not self._shown.shows(piece):
            return OUTSIDE
        return PALE if self._shown.tones(piece)[0] > LIGHT else COVERED


def _is_tiny(spot: Spot) -> bool:
    left, bottom, right, top = spot.sides
    return len(spot.text) >= LETTERS and min(right - left, top - bottom) < SMALLEST


def _crowded(spots: Sequence[Spot]) -> set[int]:
    """Return the numbers of the words that have another in the same place."""
    bands: dict[int, list[int]] = defaultdict(list)
    for n, spot in enumerate(spots):
        for band in range(int(spot.sides[1]) // _BAND, int(spot.sides[3]) // _BAND + 1):
            bands[band].append(n)
    found = set[int]()
    for numbers in bands.values():
        reaching: list[int] = []
        for n in sorted(numbers, key=lambda n: spots[n].sides[0]):
            reaching = [m for m in reaching if spots[m].sides[2] > spots[n].sides[0]]
            found |= {one for m in reaching if _overlap(spots[n], spots[m]) for one in (n, m)}
            reaching.append(n)
    return found


def _overlap(one: Spot, other: Spot) -> bool:
    left, bottom, right, top = zip(one.sides, other.sides, strict=True)
    return min(right) - max(left) > 2 and min(top) - max(bottom) > 2
