"""A picture of a bundle: nothing here reads what it shows, but what lies beside that is told."""

import struct
from collections.abc import Iterator

from dpo_console.bundle.inspection import Finding, Inspection

PICTURES = {
    b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF",
    b"BM": "BMP", b"RIFF": "WebP",
}  # fmt: skip
"""The first bytes of pictures."""

WHOLE = "the whole of it"

_ABOUT = (
    b"Exif\0\0", b"eXIf", b"EXIF", b"http://ns.adobe.com/xap/", b"Photoshop 3.0", b"tEXt", b"zTXt",
    b"iTXt", b"XMP ", b"\xff\xfe",
)  # fmt: skip
"""Marks of what a camera, a program or a person wrote beside a picture."""

_ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
_BEGINS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG"}
_MOST_PAGES = 10_000

ABOUT = "It holds words or data of a camera or a program, perhaps where it was taken."
MORE = "It holds another picture or more data, perhaps of before it was cropped."
PAGES = "It has {:,} pages or pictures, and some programs show only the first."


def picture_sort(data: bytes) -> str:
    """Return the format of a picture, or '' for another file."""
    return next((sort for start, sort in PICTURES.items() if data.startswith(start)), "")


def inspect_picture(data: bytes, sort: str) -> Inspection:
    """Return what lies beside what a picture shows. A person must look at the picture itself."""
    pages = _pages(data, sort)
    told = {
        ABOUT: any(mark in _headers(data, sort) for mark in _ABOUT),
        MORE: _holds_more(data, sort),
        PAGES.format(pages): pages > 1,
    }
    found = tuple(Finding("", what) for what, holds in told.items() if holds)
    return Inspection(f"{sort} picture", pages, found, unread=(WHOLE,))


def _headers(data: bytes, sort: str) -> bytes:
    """Return what stands beside the picture itself. A JPEG's own data may look like anything."""
    if sort != "JPEG":
        return data.replace(b"\xff\xfe", b"")
    headers, place = [], 2
    while data[place : place + 1] == b"\xff" and data[place + 1 : place + 2] not in (b"\xda", b""):
        size = int.from_bytes(data[place + 2 : place + 4], "big")
        headers.append(data[place : place + 2 + size])
        place += 2 + max(size, 2)
    return b"".join(headers)


def _holds_more(data: bytes, sort: str) -> bool:
    """Return True if anything stands after the picture's end, or another picture in it."""
    begin, end = _BEGINS.get(sort), _ENDS.get(sort)
    if not begin or not end:
        return False
    rest = data[data.rfind(end) + len(end) :]
    return bool(rest.strip(b"\0\r\n ")) or data.count(begin) > 1


def _pages(data: bytes, sort: str) -> int:
    """Return the pages of a TIFF, the pictures of a GIF or WebP, or 1."""
    if sort == "TIFF":
        return _tiff_pages(data)
    if sort == "GIF":
        return max(sum(_gif_pictures(data)), 1)
    return max(data.count(b"ANMF"), 1) if sort == "WebP" else 1


def _gif_pictures(data: bytes) -> Iterator[bool]:
    """Yield True for each picture of a GIF, block by block, until it ends or breaks off."""
    place = 13 + _table(data[10:11])
    while place < len(data) and data[place] in (0x21, 0x2C):
        is_picture = data[place] == 0x2C
        yield is_picture
        place += 11 + _table(data[place + 9 : place + 10]) if is_picture else 2
        while place < len(data) and data[place]:
            place += 1 + data[place]
        place += 1


def _table(flags: bytes) -> int:
    """Return the bytes of a GIF's table of colours, as its flags tell."""
    return 3 * 2 ** ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _tiff_pages(data: bytes) -> int:
    """Return the pages of a TIFF by its chain of directories, which a damaged file breaks off."""
    order, pages, seen = "<" if data[:2] == b"II" else ">", 0, set[int]()
    try:
        (place,) = struct.unpack_from(f"{order}L", data, 4)
        while place and place not in seen and pages < _MOST_PAGES:
            seen.add(place)
            (entries,) = struct.unpack_from(f"{order}H", data, place)
            (place,) = struct.unpack_from(f"{order}L", data, place + 2 + 12 * entries)
            pages += 1
    except struct.error:
        return max(pages, 1)
    return max(pages, 1)
