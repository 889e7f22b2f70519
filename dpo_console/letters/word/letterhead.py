"""The letterhead: the packaged one, or the office's own if it is safe and whole.

A letterhead is a Word file from an unknown author. It may hold styles, a header, a footer and a
logo. It may not have macros, content loaded from elsewhere, fields that read other files, or words
that are hidden.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.errors import BadFile
from dpo_console.lazy_import import later
from dpo_console.letters.letter import CELL_HEADING_STYLE, CELL_STYLE, TABLE_STYLE, Style
from dpo_console.letters.word.safety.hidden_words import hidden_words
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE, Element, local, named, parts_of
from dpo_console.letters.word.safety.unseen_places import page_of
from dpo_console.letters.wording.conditions import LETTERHEAD_FIELDS

if TYPE_CHECKING:
    import docx.enum.style
    import docx.opc.constants
    import docx.opc.packuri
    import docx.oxml.ns
    import docx.parts.numbering
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
else:
    docx = later("docx")


_LISTS = (Style.BULLET, Style.NUMBER)
_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_FIRST_LIST = 9000
"""The number of the first list that is added: Word counts its own from 1."""


def with_styles(data: bytes, packaged: bytes, wanted: Collection[str]) -> bytes:
    """Return the Word file with the wanted styles, those it lacks as in the packaged letterhead.

    The bytes stay as they are if it lacks none.
    """
    document, ours = docx.Document(io.BytesIO(data)), docx.Document(io.BytesIO(packaged))
    there = {style.name for style in document.styles}
    absent = [name for name in wanted if name not in there]
    if not absent and _numbers(document):
        return data
    for name in absent:
        _add_style(document, ours.styles[name].element)
    for style in _LISTS:
        if style in absent or (style is Style.NUMBER and not _numbers(document)):
            _add_list(document, ours, style)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _numbers(document: Document) -> bool:
    """Return True if the numbered style has a list of its own."""
    return bool(document.styles[Style.NUMBER].element.xpath(".//w:numId"))


def _add_style(document: Document, ours: BaseOxmlElement) -> None:
    """Add a copy of our style, based on the letterhead's own plain text and fonts."""
    style = deepcopy(ours)
    kind = (
        docx.enum.style.WD_STYLE_TYPE.TABLE
        if style.get(_w("type")) == "table"
        else docx.enum.style.WD_STYLE_TYPE.PARAGRAPH
    )
    base = document.styles.default(kind)
    for link in style.xpath("./w:basedOn | ./w:next | ./w:link"):
        if base is not None and link.tag == _w("basedOn"):
            link.set(_w("val"), base.style_id)
        else:
            style.remove(link)
    taken = {each.style_id for each in document.styles}
    while style.get(_w("styleId")) in taken:
        style.set(_w("styleId"), f"{style.get(_w('styleId'))}1")
    document.styles.element.append(style)


def _add_list(document: Document, ours: Document, name: str) -> None:
    """Give a list style its list: a copy of ours, under a number that is free."""
    theirs = _numbering(document)
    source = ours.part.numbering_part.element
    number = ours.styles[name].element.pPr.numPr.numId.val
    abstract = deepcopy(
        source.xpath(f"./w:abstractNum[@w:abstractNumId='{_kind(source, number)}']")[0]
    )
    free = max([_FIRST_LIST, *(int(n) + 1 for n in theirs.xpath("./*/@w:abstractNumId"))])
    abstract.set(_w("abstractNumId"), str(free))
    theirs.insert(len(theirs.xpath("./w:abstractNum | ./w:numPicBullet")), abstract)
    layout = document.styles[name].element.get_or_add_pPr()
    layout.get_or_add_numPr().get_or_add_numId().val = theirs.add_num(free).numId


def _kind(numbering: BaseOxmlElement, number: int) -> int:
    return int(numbering.num_having_numId(number).abstractNumId.val)


def _numbering(document: Document) -> BaseOxmlElement:
    """Return the root of the part that holds lists. Make the part if the letterhead has none."""
    part = document.part
    if not any(
        r.reltype == docx.opc.constants.RELATIONSHIP_TYPE.NUMBERING for r in part.rels.values()
    ):
        made = docx.oxml.parse_xml(f"<w:numbering {docx.oxml.ns.nsdecls('w')}/>")
        name, kind = docx.opc.packuri.PackURI("/word/numbering.xml"), _NUMBERING
        lists = docx.parts.numbering.NumberingPart(name, kind, made, part.package)
        part.relate_to(lists, docx.opc.constants.RELATIONSHIP_TYPE.NUMBERING)
    root: BaseOxmlElement = part.numbering_part.element
    return root


def _w(name: str) -> str:
    return docx.oxml.ns.qn(f"w:{name}")


PACKAGED = Path(__file__).with_name("letterhead.docx")

STYLES = (*(style.value for style in Style), TABLE_STYLE, CELL_STYLE, CELL_HEADING_STYLE)
"""The names of the styles that every letter uses."""

NOT_WHOLE = "It is not a whole Word file (.docx)."

_FIELD = re.compile(r"\{[^}]*\}?")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_letterhead(path: Path | None) -> bytes:
    """Return the bytes of a letterhead that is safe to use. None means the packaged one.

    The styles that a letter needs are added if the letterhead lacks them. Raises BadFile with every
    fault.
    """
    if path is None:
        return _packaged()
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadFile(path, "", f"it is larger than {LARGEST_FILE:,} bytes; make it smaller.")
        data = path.read_bytes()
    except OSError as problem:
        raise BadFile(path, "", f"it can't be read: {problem.strerror}.") from None
    problems = problems_of(data)
    if problems:
        raise BadFile(path, "", "it can't be used as letterhead: " + " ".join(problems))
    return _whole(data)


@lru_cache(maxsize=8)
def _whole(data: bytes) -> bytes:
    return with_styles(data, _packaged(), STYLES)


@lru_cache(maxsize=1)
def _packaged() -> bytes:
    return PACKAGED.read_bytes()


@lru_cache(maxsize=8)
def problems_of(data: bytes) -> tuple[str, ...]:
    """Return the faults of a letterhead, a sentence each. Without faults, it may be used.

    The words in its body don't matter, because each letter replaces them.
    """
    try:
        parts, unsafe = parts_of(data)
        kept = ((name, _kept(root)) for name, root in parts.items())
        around = {name: root for name, root in kept if root is not None}
        return unsafe or hidden_words(around, page_of(parts)) or tuple(_unknown_fields(data))
    except Exception:  # a broken archive raises anything: zlib, KeyError, NotImplementedError, ...
        return (NOT_WHOLE,)


def _kept(root: Element) -> Element | None:
    """Return a part, or the layout of the page alone, if it has one, of the body."""
    if local(root) != "document":
        return root
    return next(named(root, "sectPr"), None)


def _unknown_fields(data: bytes) -> Iterator[str]:
    """Yield the names in its header and footer that stand for nothing."""
    import docx

    for part in docx.Document(io.BytesIO(data)).part.package.iter_parts():
        if part.content_type.endswith((".header+xml", ".footer+xml")):
            text = "".join(element.text or "" for element in part.element.iter(f"{_WORD}t"))
            for found in _FIELD.findall(text):
                if found[1:-1] not in LETTERHEAD_FIELDS:
                    known = ", ".join(f"{{{name}}}" for name in LETTERHEAD_FIELDS)
                    yield f"Its header or footer names {found}; it may name {known}."
