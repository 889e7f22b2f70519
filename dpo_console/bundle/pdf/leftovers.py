"""What a PDF file keeps that no page of it shows: its strings, and parts that nothing uses."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from dpo_console.bundle.inspection import Finding, PlacedWords

MOST_OBJECTS = 500_000
"""The most objects of a file that are walked. A file with more is told, and not read."""

TOO_MANY = f"It has more than {MOST_OBJECTS:,} objects. Print it to a new PDF."

UNREAD = "It has a part that can't be read. Print it to a new PDF."
UNUSED = "It keeps {} that no page uses. Print it to a new PDF."
AFTER = "It has {:,} bytes after its end. Print it to a new PDF."

_END, _LEAST = b"%%EOF", 16
"""The mark of a file's end, and the bytes from which something after it counts."""

_WORDS = re.compile(rb"\bT[jJ]\b|\bBT\b")
_SPOKEN = re.compile(
    rb"/(?:ActualText|Alt|E)\s*(\((?:[^()\\]|\\.){0,4000}\)|<[0-9A-Fa-f\s]{2,8000}>)"
)
_TAG = re.compile(r"<[^>]{0,4000}>")
_CREATOR = re.compile(r"<(?:dc:creator|pdf:Author|xmp:Author)\b.{0,2000}?</", re.DOTALL)
_MARKS = ("/Length", "/Filter", "/DecodeParms")

Strings = dict[str, None]


class Leftovers:
    """The objects of a PDF file: those that its pages and its root reach, and the others."""

    def __init__(self, reader: pypdf.PdfReader, data: bytes) -> None:
        self._reader, self._data = reader, data
        self._strings: Strings = {}
        self._metadata: list[str] = []
        self._seen = set[int]()
        self.is_too_large = self.is_unread = False
        self._walk(reader.trailer)

    def findings(self) -> Iterator[Finding]:
        """Yield what the file keeps beside what it shows."""
        if self.is_too_large:
            yield Finding("", TOO_MANY)
            return
        if self.is_unread:
            yield Finding("", UNREAD)
        for what in dict.fromkeys(self._unused()):
            yield Finding("", UNUSED.format(what))
        after = len(self._data[self._data.rfind(_END) + len(_END) :].strip(b"\r\n\t \0"))
        if after > _LEAST:
            yield Finding("", AFTER.format(after))

    def words(self) -> PlacedWords:
        """Return every string of the file, such as those of links, comments and properties."""
        said = [_TAG.sub(" ", one) for one in self._metadata]
        return PlacedWords("its other parts", "\n".join((*self._strings, *said)))

    def writers(self) -> tuple[str, ...]:
        """Return who wrote it, as its metadata say (XMP)."""
        found = (one for said in self._metadata for one in _CREATOR.findall(said))
        names = (" ".join(_TAG.sub(" ", f"{one}>").split()) for one in found)
        return tuple(dict.fromkeys(name for name in names if name))

    def _walk(self, top: Any) -> None:  # noqa: ANN401 - whatever the file has there
        """Note every string below an object, and every object that it reaches."""
        left = [top]
        while left:
            thing = left.pop()
            if isinstance(thing, IndirectObject):
                if thing.idnum in self._seen:
                    continue
                self._seen.add(thing.idnum)
                if len(self._seen) > MOST_OBJECTS:
                    self.is_too_large = True
                    return
                thing = thing.get_object()
            if isinstance(thing, ArrayObject):
                left += thing
            elif isinstance(thing, DictionaryObject):
                left += [value for key, value in thing.items() if key not in _MARKS]
                if isinstance(thing, StreamObject):
                    self._note(thing)
            elif isinstance(thing, TextStringObject | ByteStringObject):
                self._strings[_text(thing)] = None

    def _note(self, stream: StreamObject) -> None:
        """Note the words of metadata, and those that a page says to screen readers."""
        described = stream.get("/Type") == "/Metadata"
        if not described and not _is_content(stream):
            return
        data = _data(stream)
        if data is None:
            self.is_unread = True
        elif described:
            self._metadata.append(data.decode("utf-8", "replace"))
        else:
            self._strings |= dict.fromkeys(map(_spoken, _SPOKEN.findall(data)))

    def _unused(self) -> Iterator[str]:
        """Yield the sorts of parts that nothing uses."""
        for number in self._numbers() - self._seen:
            with suppress(Exception):  # an entry of the file's table may lead nowhere
                thing = self._reader.get_object(IndirectObject(number, 0, self._reader))
                if what := _sort_of(thing):
                    yield what

    def _numbers(self) -> set[int]:
        known = {number for table in self._reader.xref.values() for number in table}
        return known | set(self._reader.xref_objStm)


def _sort_of(thing: Any) -> str:  # noqa: ANN401 - whatever the file has there
    """Return the words for an object that may tell something, or ''."""
    if not isinstance(thing, DictionaryObject):
        return "words" if isinstance(thing, TextStringObject) and len(thing) > _LEAST else ""
    if thing.get("/Subtype") == "/Image":
        return "a picture"
    if thing.get("/Type") in ("/Page", "/Annot", "/Filespec", "/EmbeddedFile", "/Metadata"):
        return {"/Page": "a page", "/Annot": "a comment"}.get(str(thing["/Type"]), "a file")
    if isinstance(thing, StreamObject) and _is_content(thing):
        data = _data(thing)
        return "a part that can't be read" if data is None else "words" * bool(_WORDS.search(data))
    return ""


def _is_content(stream: StreamObject) -> bool:
    """Return True for a stream that may draw words: no font, picture, table or colour."""
    sort = (stream.get("/Type"), stream.get("/Subtype"))
    other = ("/FunctionType", "/ShadingType", "/Length1", "/Length2", "/N")
    plain = sort in ((None, None), ("/XObject", "/Form"), (None, "/Form"))
    return plain and not any(key in stream for key in other)


def _data(stream: StreamObject) -> bytes | None:
    """Return what a stream holds, or None if it can't be read."""
    try:
        return stream.get_data()
    except Exception:  # a filter that isn't known, or damage: pypdf raises anything
        return None


def _spoken(found: bytes) -> str:
    """Return the text of a string of a page's program, as it stands or in hexadecimal."""
    if found.startswith(b"<"):
        digits = bytes(one for one in found if one in b"0123456789ABCDEFabcdef")
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        raw = re.sub(rb"\\([()\\])", rb"\1", found[1:-1])
    return _text(ByteStringObject(raw))


def _text(said: TextStringObject | ByteStringObject) -> str:
    if isinstance(said, TextStringObject):
        return str(said)
    utf16 = said.startswith((b"\xfe\xff", b"\xff\xfe"))
    return said.decode("utf-16" if utf16 else "latin-1", "replace")
