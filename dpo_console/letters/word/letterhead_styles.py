"""The styles that a letter needs, added to a letterhead that was made in Word without them.

Word hides most of its styles until they are used, and knows nothing of ours. A style that the
letterhead has stays as the office made it.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from copy import deepcopy
from typing import TYPE_CHECKING

from dpo_console.lazy_import import later
from dpo_console.letters.letter import Style

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
