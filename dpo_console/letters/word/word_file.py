"""A letter -> a Word file. docx is imported only here, when the first letter is written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.lazy_import import later
from dpo_console.letters.letter import Block, Letter, Run, Style
from dpo_console.letters.letter import Paragraph as Words
from dpo_console.letters.word.letterhead import read_letterhead
from dpo_console.letters.word.safety.safe_parts import named, value
from dpo_console.letters.word.word_body import body_xml
from dpo_console.letters.wording.conditions import COURTESY
from dpo_console.text import for_word

if TYPE_CHECKING:
    import docx.enum.section
    import docx.enum.text
    import docx.opc.constants
    import docx.oxml.ns
    import docx.shared
    import docx.text.paragraph
    from docx.document import Document
    from docx.opc.part import XmlPart
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
else:
    docx = later("docx")

_FIELD = re.compile(r"\{([a-z.]+)\}")
_LONGEST_PROPERTY = 255
_EMU_IN_A_TWIP = 635
_A4_WIDTH, _MARGIN = 7_560_000, 900_000


def docx_bytes(
    letter: Letter, *, letterhead: Path | None, title: str, author: str, created: datetime
) -> bytes:
    """Return the bytes of the Word file. The same input gives the same bytes and hash.

    `letterhead` is the office's own, or None for the packaged one. `created` is a moment in UTC.
    Raises BadFile for a letterhead that isn't safe or lacks a style. Raises BadInput for a title or
    author that Word can't hold.
    """
    document = docx.Document(io.BytesIO(read_letterhead(letterhead)))
    courtesy = "" if _shows_courtesy(document) else letter.letterhead.get(COURTESY, "")
    _fill_letterhead(document, letter.letterhead)
    if letter.landscape:
        _turn(document)
    _fit_logo(document, letter.letterhead.get("school.name", ""))
    _set_properties(document, for_word(title, "title"), for_word(author, "author"), created)
    _write_body(document, [*letter.blocks, *_at_the_end(courtesy)])
    raw = io.BytesIO()
    document.save(raw)
    return with_fixed_times(raw, created)


def _turn(document: Document) -> None:
    """Lay the pages on their side, and move text at the right of a footer to the new margin."""
    for section in document.sections:
        high, wide = section.page_height, section.page_width
        if high and wide and high > wide:
            section.orientation = docx.enum.section.WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = high, wide
    for paragraph in _around_the_page(document):
        if "\t" in paragraph.text:
            _move_right_tab(paragraph, _text_width(document))


def _move_right_tab(paragraph: Paragraph, now: int) -> None:
    """Put the tab at the new right margin, in twips."""
    side = docx.enum.text.WD_TAB_ALIGNMENT
    own = paragraph.paragraph_format.tab_stops
    inherited = paragraph.style.paragraph_format.tab_stops if paragraph.style else ()
    at_right = {t.position for t in (*own, *inherited) if t.alignment == side.RIGHT}
    for position in at_right:
        own.add_tab_stop(position, side.CLEAR)
    if at_right:
        own.add_tab_stop(docx.shared.Twips(now), side.RIGHT)


def _set_properties(document: Document, title: str, author: str, created: datetime) -> None:
    properties = document.core_properties
    properties.title = title[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = author[:_LONGEST_PROPERTY]
    properties.language = "en-GB"
    properties.created = properties.modified = created.replace(tzinfo=None)
    properties.revision = 1


def _fill_letterhead(document: Document, values: Mapping[str, str]) -> None:
    """Put values into the fields that the header and footer name."""
    for paragraph in [each for each in _around_the_page(document) if "{" in each.text]:
        _fill_paragraph(paragraph, values)
        if not paragraph.text.strip() and _has_siblings(paragraph):
            paragraph._element.getparent().remove(paragraph._element)


def _fit_logo(document: Document, name: str) -> None:
    """Make the pictures of headers and footers fit the page, and describe them."""
    width = _text_width(document) * _EMU_IN_A_TWIP
    for part in headers_and_footers(document):
        fit_pictures(part.element, width, f"Logo of {name}" if name else "Logo")


def _has_siblings(paragraph: Paragraph) -> bool:
    """Return True if its cell, header or footer keeps another paragraph without this one."""
    return len(paragraph._element.getparent().findall(paragraph._element.tag)) > 1


def _shows_courtesy(document: Document) -> bool:
    """Return True if the letterhead has a place of its own for the courtesy lines."""
    named = "{" + COURTESY + "}"
    return any(named in paragraph.text for paragraph in _around_the_page(document))


def _around_the_page(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs of every header and footer."""
    for part in headers_and_footers(document):
        for element in part.element.iter(docx.oxml.ns.qn("w:p")):
            yield docx.text.paragraph.Paragraph(element, part)


def headers_and_footers(document: Document) -> Iterator[XmlPart]:
    """Yield the parts of every header and footer."""
    for part in document.part.package.iter_parts():
        if part.content_type.endswith((".header+xml", ".footer+xml")):
            yield part


def _fill_paragraph(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Fill one paragraph's runs, joining those into which Word split a field."""
    opened, words = None, ""
    for run in paragraph.runs:
        if opened is None:
            words = run.text
        else:
            words += run.text
            run.text = ""
        if "{" not in words:
            continue
        opened = opened or run
        if "}" in words.rsplit("{", 1)[1]:
            opened.text = _FIELD.sub(lambda found: values.get(found[1], ""), words)
            opened = None
    if opened is not None:
        opened.text = words


def _at_the_end(courtesy: str) -> Iterator[Block]:
    """Yield the courtesy lines after the letter, where the letterhead has no place for them."""
    if courtesy:
        yield Words(Style.BODY, (Run(courtesy, italic=True),))


def _write_body(document: Document, blocks: Sequence[Block]) -> None:
    """Replace the content of the letterhead's body, except the page's layout."""
    style_ids = {style.name: style.style_id for style in document.styles}
    words = body_xml(
        blocks,
        style_ids,
        _text_width(document),
        new_list=lambda: new_list(document),
        new_link=lambda to: _new_link(document, to),
    )
    body, names = document.element.body, docx.oxml.ns.nsdecls("w", "r")
    body.clear_content()
    for element in list(docx.oxml.parse_xml(f"<w:body {names}>{words}</w:body>")):
        body.insert_element_before(element, "w:sectPr")


def _text_width(document: Document) -> int:
    """Return the width between the margins, in twips, assuming A4 and 25 mm by default."""
    section = document.sections[0]
    page = section.page_width or _A4_WIDTH
    left, right = section.left_margin or _MARGIN, section.right_margin or _MARGIN
    return (page - left - right) // _EMU_IN_A_TWIP


def new_list(document: Document) -> int:
    """Make a list like the numbered style's own, which would continue from the last list."""
    numbering = document.part.numbering_part.element
    of_style = document.styles[Style.NUMBER].element.pPr.numPr.numId.val
    made = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _new_link(document: Document, to: str) -> str:
    """Make a link to an address, and return the id of its relationship."""
    kind = docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK
    return document.part.relate_to(to, kind, is_external=True)


def with_fixed_times(raw: io.BytesIO, created: datetime) -> bytes:
    """Return the same archive with each part dated `created`, to keep the hash reproducible."""
    target = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, created.timetuple()[:6])
            archive.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


_PLACED = ("inline", "anchor")
_SIZES = ("extent", "ext")


def fit_pictures(root: BaseOxmlElement, width: int, described: str) -> None:
    """Shrink each picture of a header or footer that is wider than `width`, in EMU.

    A picture without a description gets `described`.
    """
    for placed in named(root, *_PLACED):
        for element in named(placed, "docPr"):
            if not value(element, "descr").strip():
                element.set("descr", described)
        wide = max((int(size.get("cx")) for size in _sizes(placed)), default=0)
        if wide > width:
            for size in _sizes(placed):
                for key in ("cx", "cy"):
                    size.set(key, str(int(size.get(key)) * width // wide))


def _sizes(placed: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the elements that hold a size. An extension's `ext` has none."""
    return (e for e in named(placed, *_SIZES) if e.get("cx") and e.get("cy"))
