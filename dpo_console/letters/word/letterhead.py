"""The letterhead: the packaged one, or the office's own if it is safe and whole.

A letterhead is a Word file from an unknown author. It may hold styles, a header, a footer and a
logo. It may not hold macros, content fetched from elsewhere, or fields that read other files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dpo_console.errors import BadFile
from dpo_console.letters.fields import LETTERHEAD_FIELDS
from dpo_console.letters.letter import CELL_HEADING_STYLE, CELL_STYLE, TABLE_STYLE, Style

if TYPE_CHECKING:
    from docx.opc.part import XmlPart
    from docx.oxml.xmlchemy import BaseOxmlElement

PACKAGED = Path(__file__).with_name("letterhead.docx")

STYLES = (*(style.value for style in Style), TABLE_STYLE, CELL_STYLE, CELL_HEADING_STYLE)
"""The names of the styles that every letterhead must have."""

_LARGEST_FILE, _LARGEST_WHOLE, _MOST_PARTS = 10_000_000, 50_000_000, 500
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CODES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_FIELD = re.compile(r"\{[^}]*\}?")
_RUNNABLE = ("vbaproject", "activex", "embeddings", "oleobject", "afchunk")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_letterhead(path: Path | None) -> bytes:
    """Return the bytes of a letterhead that is safe to use. None means the packaged one.

    Raises BadFile with every fault.
    """
    if path is None:
        return _packaged()
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BadFile(path, "", f"it is larger than {_LARGEST_FILE:,} bytes; make it smaller.")
        data = path.read_bytes()
    except OSError as problem:
        raise BadFile(path, "", f"it can't be read: {problem.strerror}.") from None
    problems = problems_of(data)
    if problems:
        raise BadFile(path, "", "it can't be used as letterhead: " + " ".join(problems))
    return data


@lru_cache(maxsize=1)
def _packaged() -> bytes:
    return PACKAGED.read_bytes()


@lru_cache(maxsize=8)
def problems_of(data: bytes) -> tuple[str, ...]:
    """Return the faults of a letterhead, a sentence each. Without faults, it may be used."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unsafe = tuple(_unsafe_archive(archive))
            if unsafe:
                return unsafe
            parts = {name: archive.read(name) for name in archive.namelist()}
        return tuple(_unsafe_parts(parts)) or tuple(_lacking(data))
    except Exception:  # a broken archive raises anything: zlib, KeyError, NotImplementedError, ...
        return ("It is not a whole Word file (.docx).",)


def _unsafe_archive(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the dangers that must be known before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > _LARGEST_WHOLE:
        yield f"It unpacks to more than {_MOST_PARTS} parts or {_LARGEST_WHOLE:,} bytes."
    if len({e.filename for e in entries}) != len(entries):
        yield "It holds two parts of the same name."
    if any(word in entry.filename.casefold() for entry in entries for word in _RUNNABLE):
        yield "It holds macros, controls or embedded files; save it as a plain .docx without them."


def _unsafe_parts(parts: dict[str, bytes]) -> Iterator[str]:
    for name, data in parts.items():
        if PurePosixPath(name).suffix not in (".xml", ".rels"):
            continue
        root = _parsed(data)
        if root is None:
            yield f"Its part {name} declares a document type or entities, or is no XML."
        elif name == "[Content_Types].xml":
            yield from _wrong_type(root)
        elif name.endswith(".rels"):
            yield from _outside(root)
        else:
            yield from _wrong_codes(root)


def _parsed(data: bytes) -> BaseOxmlElement | None:
    """Parse a part and return its root, or None for other than plain XML. Resolves no entity."""
    from docx.oxml import parse_xml

    try:
        root = parse_xml(data)
    except SyntaxError:
        return None
    return None if root.getroottree().docinfo.doctype else root


def _wrong_type(root: BaseOxmlElement) -> Iterator[str]:
    if not any(child.get("ContentType") == _DOCUMENT for child in root):
        yield "It is a template or a file with macros; save it as a Word document (.docx)."


def _outside(root: BaseOxmlElement) -> Iterator[str]:
    for relation in root:
        kind = str(relation.get("Type")).rsplit("/", 1)[-1]
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            yield f"It fetches something from outside ({kind}); embed it, or take it out."


def _wrong_codes(root: BaseOxmlElement) -> Iterator[str]:
    """Yield Word's own fields other than page numbers: they can read files and start programs."""
    for code in _field_codes(root):
        if not code.split() or code.split()[0] not in _CODES:
            yield f"It holds the Word field {code[:40]!r}; only page numbers are allowed."


def _field_codes(root: BaseOxmlElement) -> Iterator[str]:
    typed = ""
    for element in root.iter(f"{_WORD}fldSimple", f"{_WORD}instrText", f"{_WORD}fldChar"):
        if element.tag == f"{_WORD}fldSimple":
            yield str(element.get(f"{_WORD}instr")).strip()
        elif element.tag == f"{_WORD}instrText":
            typed += element.text or ""
        elif typed:
            yield typed.strip()
            typed = ""
    if typed:
        yield typed.strip()


def _lacking(data: bytes) -> Iterator[str]:
    """Yield the parts that a letter needs and the letterhead lacks."""
    import docx

    document = docx.Document(io.BytesIO(data))
    styles = {style.name: style for style in document.styles}
    absent = [name for name in STYLES if name not in styles]
    if absent:
        yield f"It lacks the styles {', '.join(absent)}; start from a copy of the packaged one."
    elif styles[Style.NUMBER].element.find(f".//{_WORD}numId") is None:
        yield f"Its style {Style.NUMBER.value} has no numbering."
    yield from _unknown_fields(document.part.package.iter_parts())


def _unknown_fields(parts: Iterable[XmlPart]) -> Iterator[str]:
    for part in parts:
        if part.content_type.endswith((".header+xml", ".footer+xml")):
            text = "".join(element.text or "" for element in part.element.iter(f"{_WORD}t"))
            for found in _FIELD.findall(text):
                if found[1:-1] not in LETTERHEAD_FIELDS:
                    known = ", ".join(f"{{{name}}}" for name in LETTERHEAD_FIELDS)
                    yield f"Its header or footer names {found}; it may name {known}."
