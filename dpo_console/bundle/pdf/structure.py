"""What a PDF holds besides its pages: comments, attachments, layers, names, earlier versions."""

from collections.abc import Callable, Iterator
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from dpo_console.bundle.inspection import Finding, PlacedWords, shortened

PLAIN = ("/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet", "/Watermark")
"""Annotations that are no comments: links, form fields, and what belongs to others."""

DRAWN = ("/Square", "/Circle", "/Polygon", "/PolyLine", "/Line", "/Ink", "/Stamp")
HIDDEN = 2 | 32
"""The flags of an annotation that isn't shown: hidden, or not viewed (ISO 32000-1, 12.5.3)."""

MOST_NODES = 200_000
"""The most parts of a document's outline and structure that are read for words."""

Look = Callable[[pypdf.PdfReader], Iterator[Finding]]


def findings_in(reader: pypdf.PdfReader, data: bytes) -> Iterator[Finding]:
    """Yield what a document holds that none of its pages shows."""
    for look in (_attachments, _layers, _programs, _private, _forms):
        yield from look(reader)
    kept = data.count(b"startxref") - (b"/Linearized" in data[:1024])
    if kept > 1:
        yield Finding(
            "", f"It keeps {kept - 1} earlier version{'s' if kept > 2 else ''} of itself."
        )
    for number, page in enumerate(reader.pages, 1):
        yield from (Finding(f"page {number}", what) for what in _comments(page))
        if "/Thumb" in page:
            yield Finding(
                f"page {number}", "It has a small picture of the page, perhaps of before."
            )


def words_beside(reader: pypdf.PdfReader) -> Iterator[PlacedWords]:
    """Yield the words that stand on no page, each with where: properties, comments, form fields."""
    yield PlacedWords(
        "its properties", "\n".join(f"{value}" for value in _properties(reader).values())
    )
    yield PlacedWords(
        "its bookmarks", "\n".join(_strings(_root(reader).get("/Outlines"), "/Title"))
    )
    yield PlacedWords(
        "its form", "\n".join(_strings(_root(reader).get("/AcroForm"), "/V", "/DV", "/TU"))
    )
    tree = _root(reader).get("/StructTreeRoot")
    yield PlacedWords("its words for screen readers", "\n".join(_strings(tree, *_SPOKEN)))
    for number, page in enumerate(reader.pages, 1):
        said = [str(one.get("/Contents") or "") for one in _annotations(page)]
        if any(said):
            yield PlacedWords(f"page {number}", "\n".join(said))


_SPOKEN = ("/Alt", "/ActualText", "/E", "/T")


def _root(reader: pypdf.PdfReader) -> DictionaryObject:
    return _dictionary(reader.trailer.get("/Root"))


def _dictionary(thing: Any) -> DictionaryObject:  # noqa: ANN401 - whatever the file has there
    found = thing.get_object() if isinstance(thing, IndirectObject) else thing
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _list(thing: Any) -> list[Any]:  # noqa: ANN401 - whatever the file has there
    found = thing.get_object() if isinstance(thing, IndirectObject) else thing
    return list(found) if isinstance(found, ArrayObject) else []


def _annotations(page: DictionaryObject) -> Iterator[DictionaryObject]:
    yield from (_dictionary(one) for one in _list(page.get("/Annots")))


def _comments(page: DictionaryObject) -> Iterator[str]:
    """Yield what anybody can open, move or take off a page."""
    for one in _annotations(page):
        sort, said = str(one.get("/Subtype")), str(one.get("/Contents") or "").strip()
        flags = one.get("/F")
        if sort == "/Redact":
            yield "A place is marked to be redacted, and the words are still there. Apply it."
        elif sort == "/FileAttachment":
            yield "A file is attached to the page."
        elif sort in DRAWN and not said:
            yield "A shape is laid over the page as a comment. Anybody can take it off."
        elif sort not in PLAIN:
            words = shortened(said.split()) if said else "a mark without words"
            words = shortened(said.split()) if said else "a mark without words"
            yield f"A comment can be opened: {words}."
        elif sort == "/Widget" and isinstance(flags, int) and flags & HIDDEN and one.get("/V"):
            yield "A field of its form is hidden and filled in."


def _attachments(reader: pypdf.PdfReader) -> Iterator[Finding]:
    names = _dictionary(_root(reader).get("/Names"))
    if "/EmbeddedFiles" in names or _list(_root(reader).get("/AF")):
        yield Finding("", "Other files are attached to it.")
    if "/Collection" in _root(reader):
        yield Finding("", "It is a portfolio of several files. Check each of them alone.")


def _layers(reader: pypdf.PdfReader) -> Iterator[Finding]:
    """Yield the layers that aren't shown, or shown on a screen and not on paper."""
    setting = _dictionary(_dictionary(_root(reader).get("/OCProperties")).get("/D"))
    off = [str(_dictionary(layer).get("/Name") or "") for layer in _list(setting.get("/OFF"))]
    if off:
        yield Finding("", f"Layers are hidden, and anybody can show them: {shortened(off)}.")
    elif setting.get("/BaseState") == "/OFF" or _list(setting.get("/AS")):
        yield Finding("", "It has layers that not every reader sees.")


def _properties(reader: pypdf.PdfReader) -> dict[str, str]:
    """Return the words of its properties by their name, without the slash."""
    information = _dictionary(reader.trailer.get("/Info"))
    return {name[1:]: str(value) for name, value in information.items() if str(value).strip()}


_OF_PROGRAMS = {
    "Producer", "Creator", "CreationDate", "ModDate", "Trapped", "Title", "Subject", "Keywords",
    "PTEX.Fullbanner", "GTS_PDFXVersion", "GTS_PDFXConformance", "GTS_PDFA1Version",
}  # fmt: skip
"""Properties that name no writer. A title, a subject and keywords are read for names."""


def writers_of(reader: pypdf.PdfReader) -> tuple[str, ...]:
    """Return the people and bodies that its properties name, or whatever else they tell."""
    return tuple(said for name, said in _properties(reader).items() if name not in _OF_PROGRAMS)


def _programs(reader: pypdf.PdfReader) -> Iterator[Finding]:
    root = _root(reader)
    runs = "/JavaScript" in _dictionary(root.get("/Names")) or "/AA" in root
    action = _dictionary(root.get("/OpenAction"))
    if runs or action.get("/S") in ("/JavaScript", "/Launch", "/URI", "/SubmitForm"):
        yield Finding("", "It runs something when it is opened.")


def _private(reader: pypdf.PdfReader) -> Iterator[Finding]:
    """Yield that an application keeps its own copy in the file, perhaps of the page before."""
    if "/PieceInfo" in _root(reader) or any("/PieceInfo" in page for page in reader.pages):
        yield Finding("", "An application keeps data of its own in it. Print it to a new PDF.")


def _forms(reader: pypdf.PdfReader) -> Iterator[Finding]:
    if "/XFA" in _dictionary(_root(reader).get("/AcroForm")):
        yield Finding("", "It is a form that can't be read here (XFA). Print it to a new PDF.")


def _strings(top: Any, *keys: str) -> Iterator[str]:  # noqa: ANN401 - whatever the file has there
    """Yield the strings under some keys of everything below an object, in no circle."""
    left, seen = [top], set[int]()
    while left and len(seen) < MOST_NODES:
        thing = left.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            thing = thing.get_object()
        if isinstance(thing, ArrayObject):
            left += thing
        elif isinstance(thing, DictionaryObject):
            yield from (str(thing[key]) for key in keys if isinstance(thing.get(key), str))
            left += [value for key, value in thing.items() if key in _BELOW]


_BELOW = ("/First", "/Next", "/K", "/Kids", "/Fields")
