"""The parts of a Word file from elsewhere: nothing that runs, and nothing loaded from outside.

Word finds a part by its type and its relationship, and doesn't mind what it is called. So names and
endings prove nothing here. Elements are known by their local names, in either dialect of OOXML.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

Element = Any
"""An element of XML, as lxml has it for python-docx, which states no types."""

Parts = Mapping[str, Element]
"""The XML parts of a Word file, parsed, by name."""

LARGEST_FILE = 10_000_000
_LARGEST_WHOLE, _MOST_PARTS = 50_000_000, 500
_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPE = re.compile(
    r"application/(vnd\.openxmlformats-|vnd\.ms-word\.|vnd\.ms-office\.classification"
    r"|xml$|x-font)|text/xml$|image/"
)
_RUNS = re.compile(r"macro|vba|active-?x|control|ole-?object|toolbar|keymap", re.IGNORECASE)
_PROGRAMS = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"MZ", b"{\\rtf", b"%PDF")
"""How files begin that have others inside, or that run: OLE, ZIP, programs, RTF, PDF."""

_RELATIONS = frozenset((
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
    "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "font", "theme",
    "numbering", "header", "footer", "footnotes", "endnotes", "image", "hyperlink", "customXml",
    "customXmlProps", "printerSettings", "people", "comments", "commentsExtended", "commentsIds",
    "commentsExtensible", "glossaryDocument", "classificationlabels",
))  # fmt: skip
_INSTRUCTION = re.compile(rb"<\?(?!xml[\s?]|mso-contentType\?>)")
"""A processing instruction, in which anything may stand. Word writes these two alone."""

_WEB = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s*(\\\\|//|file:|smb:|[a-z]:\\)", re.IGNORECASE)
_LOADS = ("src", "href", "althref")
"""Attributes of drawings that name a file to load."""

_CODES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_LINK_CODE = re.compile(r'HYPERLINK\s+(\\l\s|"?(https?|mailto|tel):)[^\\]*(\\[ot]\s[^\\]*)*', re.I)


def parts_of(data: bytes) -> tuple[Parts, tuple[str, ...]]:
    """Return the XML parts of a Word file, and its dangers, a sentence each.

    There are no parts if a danger must be known before anything is unpacked. A broken archive
    raises anything.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if unsafe := tuple(_unsafe_archive(archive)):
            return {}, unsafe
        raw = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    raw = {name: content for name, content in raw.items() if not name.endswith("/")}
    parsed = {name: _parsed(content) for name, content in raw.items() if _is_xml(name, content)}
    parts = {name: root for name, root in parsed.items() if root is not None}
    return parts, tuple(dict.fromkeys(_dangers(raw, parsed, parts)))


def local(element: Element) -> str:
    """Return an element's name without its namespace, or '' for a comment."""
    return _bare(element.tag) if isinstance(element.tag, str) else ""


def named(root: Element, *names: str) -> Iterator[Element]:
    """Yield an element and those inside it that have one of these names, whatever the namespace.

    A large file has many others, which are passed over without a step in Python for each.
    """
    found: Iterator[Element] = root.iter(*(f"{{*}}{name}" for name in names))
    return found


@lru_cache(maxsize=10_000)
def _bare(name: str) -> str:
    """Return a name without its namespace. Large files ask for a few names very often."""
    return name.rpartition("}")[2]


def value(element: Element, name: str) -> str:
    """Return the value of an attribute by its local name, or ''."""
    for key, said in element.attrib.items():
        if _bare(str(key)) == name:
            return str(said)
    return ""


def _unsafe_archive(archive: zipfile.ZipFile) -> Iterator[str]:
    entries = archive.infolist()
    if len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > _LARGEST_WHOLE:
        yield f"It unpacks to more than {_MOST_PARTS} parts or {_LARGEST_WHOLE:,} bytes."
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        yield "It has two parts of the same name."


def _is_xml(name: str, content: bytes) -> bool:
    """Return True if a part should be XML by its ending, or begins as XML does."""
    return name.endswith((".xml", ".rels")) or content.lstrip()[:1] == b"<"


def _parsed(content: bytes) -> Element | None:
    """Parse a part and return its root, or None for other than plain XML. Resolves no entity."""
    from docx.oxml import parse_xml

    if b"<![CDATA[" in content or b"<!--" in content or _INSTRUCTION.search(content):
        return None
    try:
        content.decode("utf-8")
        root = parse_xml(content)
    except (SyntaxError, UnicodeDecodeError):
        return None
    return None if root.getroottree().docinfo.doctype else root


def _dangers(
    raw: Mapping[str, bytes], parsed: Mapping[str, Element | None], parts: Parts
) -> Iterator[str]:
    for name, root in parsed.items():
        if root is None:
            yield (
                f"Its part {name} is no plain XML as Word writes it, or declares a document type "
                "or entities."
            )
    yield from _wrong_types(raw, parts)
    for name, root in parts.items():
        yield from _outside(root) if name.endswith(".rels") else _inside(root)


def _wrong_types(raw: Mapping[str, bytes], parts: Parts) -> Iterator[str]:
    """Yield the parts whose type, or whose beginning, isn't a letter's."""
    declared = parts.get(_TYPES)
    types = {
        value(child, "PartName").lstrip("/") or f".{value(child, 'Extension').casefold()}": value(
            child, "ContentType"
        )
        for child in (declared if declared is not None else ())
    }
    if _type(types, _main(parts)) != _DOCUMENT:
        yield "It is a template or a file with macros. Save it as a Word document (.docx)."
    for name, content in raw.items():
        kind = _type(types, name)
        runs = _RUNS.search(kind) or (name not in parts and content.startswith(_PROGRAMS))
        if name != _TYPES and (runs or not _TYPE.match(kind)):
            yield (
                "It has macros, controls, embedded files or parts that a letter can't have "
                f"({name}). Save it as a plain .docx without them."
            )


def _main(parts: Parts) -> str:
    """Return the name of the part that is the document."""
    relations = parts.get("_rels/.rels")
    for relation in relations if relations is not None else ():
        if _kind(relation) == "officeDocument":
            return value(relation, "Target").lstrip("/")
    return ""


def _type(types: Mapping[str, str], name: str) -> str:
    return types.get(name) or types.get(f".{name.rpartition('.')[2].casefold()}", "")


def _kind(relation: Element) -> str:
    return value(relation, "Type").rpartition("/")[2]


def _outside(root: Element) -> Iterator[str]:
    """Yield the relationships that load something, or lead to a file or a share."""
    for relation in root:
        kind, target = _kind(relation), value(relation, "Target")
        outside = value(relation, "TargetMode") == "External"
        if kind not in _RELATIONS or (outside and kind != "hyperlink"):
            yield f"It loads something that a letter can't have ({kind}). Embed it, or remove it."
        elif outside and not _WEB.match(target):
            yield f"It has a link to {target[:60]!r}. Only links to web pages and e-mail may stay."
        elif not outside and _ELSEWHERE.match(target):
            yield f"It loads {target[:60]!r} from outside. Embed it, or remove it."


def _inside(root: Element) -> Iterator[str]:
    for element in root.iter():
        for key, said in element.attrib.items():
            loads = str(key).rpartition("}")[2] in _LOADS and not said.startswith(("#", "data:"))
            if loads or _ELSEWHERE.match(said):
                yield f"It loads {said[:60]!r} from outside. Embed it, or remove it."
        name = local(element)
        if name == "altChunk":
            yield "It has another file inside as an alternative chunk. Paste its words instead."
        if name == "dataBinding":
            yield "It has text that is filled from elsewhere in the file. Type the text instead."
    for code in _field_codes(root):
        if not _may_stay(code):
            yield f"It has the Word field {code[:40]!r}. Only page numbers and web links may stay."


def _may_stay(code: str) -> bool:
    """Return True for page numbers and links to the web. Others can read files or run programs."""
    first = code.upper().split(maxsplit=1)[:1]
    return first[0] in _CODES if first and first[0] != "HYPERLINK" else _is_link(code)


def _is_link(code: str) -> bool:
    return bool(_LINK_CODE.fullmatch(code))


def _field_codes(root: Element) -> Iterator[str]:
    typed = ""
    for element in named(root, "fldSimple", "instrText", "delInstrText", "fldChar"):
        name = local(element)
        if name == "fldSimple":
            yield value(element, "instr").strip()
        elif name in ("instrText", "delInstrText"):
            typed += element.text or ""
        elif name == "fldChar" and typed:
            yield typed.strip()
            typed = ""
    if typed:
        yield typed.strip()
