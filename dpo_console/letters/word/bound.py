"""Several letters bound into one Word file, to print at once: each on pages of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING

from dpo_console.errors import BadInput
from dpo_console.lazy_import import later
from dpo_console.letters.word.word_file import headers_and_footers, new_list, with_fixed_times

if TYPE_CHECKING:
    import docx.opc.packuri
    import docx.oxml.ns
    from docx.document import Document
    from docx.opc.part import Part, XmlPart
    from docx.oxml.xmlchemy import BaseOxmlElement
else:
    docx = later("docx")


_BEFORE_NUMBERS = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
    "paperSrc", "pgBorders", "lnNumType",
)  # fmt: skip
"""The parts of a section that stand before its page numbers, as the schema has them."""


def bind(letters: Sequence[bytes], created: datetime) -> bytes:
    """Return one Word file with the pages of every letter, in order.

    Each keeps its header and footer, and counts its pages from 1. Raises BadInput if they don't
    share their styles, as letters on two letterheads don't.
    """
    bound = docx.Document(io.BytesIO(letters[0]))
    for part in headers_and_footers(bound):
        _count_own_pages(part.element)
    _restart(bound.element.body.sectPr)
    for place, data in enumerate(letters[1:], 2):
        other = docx.Document(io.BytesIO(data))
        if _styles(other) != _styles(bound):
            raise BadInput(
                "These letters are on different letterheads, so one file can't hold them. "
                "Narrow the filter to one school."
            )
        _append(bound, other, place)
    raw = io.BytesIO()
    bound.save(raw)
    return with_fixed_times(raw, created)


def _styles(document: Document) -> str:
    return str(document.styles.element.xml)


def _append(bound: Document, other: Document, place: int) -> None:
    """Add the pages of a letter in a section of its own."""
    body, last = bound.element.body, bound.element.body.sectPr
    last.getparent().remove(last)
    body[-1].get_or_add_pPr().append(last)
    lists: dict[str, int] = {}
    for element in list(other.element.body):
        copied = deepcopy(element)
        _renew_lists(bound, copied, lists)
        _renew_relations(bound, other, copied, place)
        body.append(copied)
    _restart(body.sectPr)


def _restart(section: BaseOxmlElement) -> None:
    """Count the pages of a section from 1."""
    for counted in section.xpath("./w:pgNumType"):
        section.remove(counted)
    name = docx.oxml.ns.qn("w:pgNumType")
    number = section.makeelement(name, {docx.oxml.ns.qn("w:start"): "1"})
    before = section.xpath(" | ".join(f"./w:{name}" for name in _BEFORE_NUMBERS))
    section.insert(len(before), number)


def _renew_lists(bound: Document, copied: BaseOxmlElement, lists: dict[str, int]) -> None:
    """Give each numbered list of a letter a number of its own in the bound file."""
    key = docx.oxml.ns.qn("w:val")
    for number in copied.xpath(".//w:numPr/w:numId"):
        old = number.get(key)
        if old not in lists:
            lists[old] = new_list(bound)
        number.set(key, str(lists[old]))


def _renew_relations(bound: Document, other: Document, copied: BaseOxmlElement, place: int) -> None:
    """Relate the links, headers and footers of a letter to the bound file."""
    key = docx.oxml.ns.qn("r:id")
    for element in copied.xpath("descendant-or-self::*[@r:id]"):
        relation = other.part.rels[element.get(key)]
        if relation.is_external:
            new = bound.part.relate_to(relation.target_ref, relation.reltype, is_external=True)
        else:
            new = bound.part.relate_to(
                _renamed(relation.target_part, bound, place), relation.reltype
            )
        element.set(key, new)


def _renamed(part: XmlPart, bound: Document, place: int) -> XmlPart:
    """Return a header or footer of a letter under a name that is free in the bound file."""
    name = str(part.partname).replace(".xml", f"-{place}.xml")
    made: XmlPart = type(part).load(
        docx.opc.packuri.PackURI(name), part.content_type, part.blob, bound.part.package
    )
    _count_own_pages(made.element)
    for identifier, relation in part.rels.items():
        to = relation.target_ref if relation.is_external else _picture(relation.target_part, bound)
        made.load_rel(relation.reltype, to, identifier, relation.is_external)
    return made


def _count_own_pages(root: BaseOxmlElement) -> None:
    """Let a header or footer say of how many pages its own letter is, not the whole file."""
    for code in root.xpath(".//w:instrText"):
        code.text = (code.text or "").replace("NUMPAGES", "SECTIONPAGES")
    for field in root.xpath(".//w:fldSimple"):
        key = docx.oxml.ns.qn("w:instr")
        field.set(key, field.get(key, "").replace("NUMPAGES", "SECTIONPAGES"))


def _picture(part: Part, bound: Document) -> Part:
    """Return a picture of a header as the bound file holds it, once for all letters."""
    found: Part = bound.part.package.get_or_add_image_part(io.BytesIO(part.blob))
    return found
