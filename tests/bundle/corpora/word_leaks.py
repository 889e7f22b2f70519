"""Word files that hide something, each in its own way."""

import io
import re
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor
from docx.text.run import Run

from tests.bundle.corpora.pdf_leaks import Leak, scanned
from tests.bundle.corpora.people import Made

Change = Callable[[DocumentObject, Made], object]

OTHER_TYPE = "application/octet-stream"


def word(made: Made, change: Change = lambda _document, _made: None) -> bytes:
    """Return a Word file with lines that anybody may read, after a change."""
    document, out = Document(), io.BytesIO()
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = "Notes"
    for line in made.lines():
        document.add_paragraph(line)
    change(document, made)
    document.save(out)
    return without(out.getvalue(), "docProps/thumbnail.jpeg")


def without(data: bytes, name: str) -> bytes:
    """Return a packed file without a part, and without what points to it."""
    out, pointer = io.BytesIO(), re.compile(rb"<Relationship [^>]*" + name.encode() + rb"[^>]*/>")
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, pointer.sub(b"", old.read(one)))
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes, kind: str = "", target: str = "") -> bytes:
    """Return a packed file with one more part, of a content type, that its document points to."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        main = "word/_rels/document.xml.rels" if "word/document.xml" in old.namelist() else ""
        main = main or "xl/_rels/workbook.xml.rels"
        for one in old.namelist():
            kept = old.read(one)
            if one == "[Content_Types].xml" and kind:
                more = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
                kept = kept.replace(b"</Types>", more.encode())
            if one == main and target:
                more = (
                    f'<Relationship Id="rId901" Type="http://schemas.openxmlformats.org/officeDocument/'
                    f'2006/relationships/{target}" Target="/{name}"/></Relationships>'
                )
                kept = kept.replace(b"</Relationships>", more.encode())
            if one != name:
                new.writestr(one, kept)
        new.writestr(name, content)
    return out.getvalue()


def _run(change: Callable[[Run], object]) -> Change:
    return lambda document, made: change(document.add_paragraph().add_run(made.secret))


def _black(run: Run) -> None:
    run._r.get_or_add_rPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="000000"/>')
    )
    run.font.color.rgb = RGBColor(0, 0, 0)


def _highlight(run: Run) -> None:
    run._r.get_or_add_rPr().append(parse_xml(f'<w:highlight {nsdecls("w")} w:val="black"/>'))


def _style(document: DocumentObject, made: Made) -> None:
    style = document.styles.add_style("Quiet", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    document.add_paragraph().add_run(made.secret, style)


def _tracked(tag: str, inner: str) -> Change:
    def change(document: DocumentObject, made: Made) -> None:
        xml = (
            f'<w:{tag} {nsdecls("w")} w:id="7" w:author="Office" w:date="2026-11-02T09:00:00Z">'
            f"<w:r><w:{inner}>{made.secret}</w:{inner}></w:r></w:{tag}>"
        )
        document.add_paragraph()._p.append(parse_xml(xml))

    return change


def _comment(document: DocumentObject, made: Made) -> None:
    document.add_comment(document.paragraphs[0].runs[0], made.secret, author="Office")


def _picture(document: DocumentObject, made: Made, *, described: str = "") -> None:
    data = io.BytesIO()
    scanned(made, said=made.secret).save(data, "PNG")
    shape = document.add_picture(data, Inches(5))
    if described:
        shape._inline.docPr.set("descr", described)


def _cropped(document: DocumentObject, made: Made) -> None:
    _picture(document, made)
    fill = next(document.element.body.iter(qn("pic:blipFill")))
    crop = OxmlElement("a:srcRect")
    crop.set("b", "40000")
    fill.insert(1, crop)


def _described(document: DocumentObject, made: Made) -> None:
    _picture(document, made, described=made.secret)


def _header(document: DocumentObject, made: Made) -> None:
    document.sections[0].header.paragraphs[0].text = f"File of {made.other}"


def _link(document: DocumentObject, made: Made) -> None:
    address = f"mailto:{made.other.replace(' ', '.').lower()}@example.org"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    key = document.part.relate_to(address, kind, is_external=True)
    xml = f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>write</w:t></w:r></w:hyperlink>'
    document.add_paragraph()._p.append(parse_xml(xml))


def _bookmark(document: DocumentObject, made: Made) -> None:
    name = made.other.replace(" ", "_")
    xml = f'<w:bookmarkStart {nsdecls("w")} w:id="5" w:name="{name}"/>'
    document.paragraphs[0]._p.insert(0, parse_xml(xml))


def _variable(document: DocumentObject, made: Made) -> None:
    xml = f'<w:docVars {nsdecls("w")}><w:docVar w:name="pupil" w:val="{made.other}"/></w:docVars>'
    document.settings.element.append(parse_xml(xml))


def _shape(document: DocumentObject, made: Made) -> None:
    """Lay a black box over the words, as somebody draws it in Word."""
    paragraph = document.add_paragraph(made.secret)
    xml = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:rect style="position:absolute;margin-left:0;margin-top:0;width:300pt;height:14pt;'
        'z-index:2" fillcolor="black"/></w:pict></w:r>'
    )
    paragraph._p.append(parse_xml(xml))


def _drawing_over(document: DocumentObject, made: Made) -> None:
    paragraph = document.add_paragraph(made.secret)
    xml = (
        f"<w:r {nsdecls('w', 'wp', 'a')} "
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>'
        '</wp:positionV><wp:extent cx="3810000" cy="177800"/><wp:wrapNone/>'
        '<wp:docPr id="9" name="Rectangle 9"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3810000" cy="177800"/></a:xfrm>'
        '<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="000000"/></a:solidFill></wps:spPr>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    paragraph._p.append(parse_xml(xml))


def _property(name: str) -> Change:
    return lambda document, made: setattr(document.core_properties, name, made.other)


def _field(document: DocumentObject, made: Made) -> None:
    xml = (
        f'<w:fldSimple {nsdecls("w")} w:instr=" COMMENTS {made.other} ">'
        "<w:r><w:t>see below</w:t></w:r></w:fldSimple>"
    )
    document.add_paragraph()._p.append(parse_xml(xml))


def _part(name: str, content: str, kind: str, target: str) -> Leak:
    def leak(made: Made) -> bytes:
        body = content.replace("NAME", made.other).encode()
        return with_part(word(made), name, body, kind, target)

    return leak


def _changed(change: Change) -> Leak:
    return lambda made: word(made, change)


_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Manager>NAME</Manager></Properties>"
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Pupil"><vt:lpwstr '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">NAME'
    "</vt:lpwstr></property></Properties>"
)

WORD: dict[str, tuple[Leak, str]] = {
    "name left in a Word file": (_changed(_run(lambda run: None)), "It names"),
    "hidden words": (_changed(_run(lambda run: setattr(run.font, "hidden", True))), "hidden"),
    "hidden by a style": (_changed(_style), "hidden"),
    "white words in Word": (
        _changed(_run(lambda run: setattr(run.font.color, "rgb", RGBColor(255, 255, 255)))),
        "colour of the ground",
    ),
    "tiny words in Word": (_changed(_run(lambda run: setattr(run.font, "size", Pt(1)))), "small"),
    "black words on black": (_changed(_run(_black)), "colour of the ground"),
    "black marker": (_changed(_run(_highlight)), "It hides words"),
    "deleted words, tracked": (_changed(_tracked("del", "delText")), "tracked changes"),
    "inserted words, tracked": (_changed(_tracked("ins", "t")), "tracked changes"),
    "comment in Word": (_changed(_comment), "comments"),
    "cropped picture in Word": (_changed(_cropped), "cropped"),
    "description of a picture": (_changed(_described), "It names"),
    "name in a header": (_changed(_header), "It names"),
    "name in a link of Word": (_changed(_link), "It names"),
    "name of a bookmark in Word": (_changed(_bookmark), "It names"),
    "variable of a document": (_changed(_variable), "It names"),
    "code of a field": (_changed(_field), "It "),
    "black shape over words": (_changed(_shape), "before the words"),
    "black drawing over words": (_changed(_drawing_over), "before the words"),
    "author in Word": (_changed(_property("author")), "Its properties name"),
    "last editor in Word": (_changed(_property("last_modified_by")), "Its properties name"),
    "keywords in Word": (_changed(_property("keywords")), "It names"),
    "subject in Word": (_changed(_property("subject")), "It names"),
    "manager in Word": (
        _part("docProps/app.xml", _APP, "", ""),
        "Its properties name",
    ),
    "own property in Word": (
        _part("docProps/custom.xml", _CUSTOM, "application/vnd.openxmlformats-officedocument."
              "custom-properties+xml", ""),
        "properties of its own",
    ),
    "custom XML": (
        _part("customXml/item9.xml", "<p>NAME</p>", "application/xml", "customXml"),
        "It names",
    ),
    "embedded file in Word": (
        _part("word/embeddings/oleObject1.bin", "\xd0NAME", OTHER_TYPE, "oleObject"), "embedded"
    ),
    "thumbnail in Word": (
        _part("docProps/thumbnail.jpeg", "NAME", "image/jpeg", "thumbnail"), "small picture"
    ),
    "words of another format": (
        _part("word/chunk.htm", "<p>NAME</p>", "text/html", "aFChunk"), "can't have"
    ),
}  # fmt: skip
"""Each way of hiding something in a Word file, with words of the finding that must tell it."""
