"""Make dpo_console/letters/word/letterhead.docx: named styles, header and footer only.

    python .dev/make_letterhead.py

It has no body and no macros. It is written part by part, because Word's own template carries 790 KB
of styles that no letter uses. The same script gives the same bytes.
"""

import zipfile
from pathlib import Path

TARGET = Path(__file__).parent.parent / "dpo_console/letters/word/letterhead.docx"

FONT = "Arial"  # on every machine with Word. LibreOffice sets Liberation Sans, of the same widths
INK = "1F3A4D"
QUIET = "5B6B76"
RULE = "9FB3C0"
PANEL = "F1F5F7"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def twips(mm: float) -> int:
    """Convert millimetres to Word's twentieths of a point."""
    return round(mm * 1440 / 25.4)


WIDTH, MARGIN, RIGHT, TOP, BOTTOM = 210, 25, 20, 25, 23
"""A4, in millimetres. The address begins 48 mm down and 25 mm in: inside a DL window.
The foot of a first page with a company's lines fits below BOTTOM. If it grew into the text,
LibreOffice would part a signature from its closing."""

TEXT_WIDTH = twips(WIDTH - MARGIN - RIGHT)
HEAD_HEIGHT = twips(34)


def style(name: str, pPr: str = "", rPr: str = "", *, after: str = "Normal", id: str = "") -> str:
    """Return a paragraph style based on Normal."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id or name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="{after}"/><w:qFormat/>'
        f"<w:pPr>{pPr}</w:pPr><w:rPr>{rPr}</w:rPr></w:style>"
    )


def spacing(before: float = 0, after: float = 0, line: float = 0, rule: str = "auto") -> str:
    """Return space around a paragraph in points, and its line height.

    The line height is in points if exact, else a factor.
    """
    height = round(line * (20 if rule == "exact" else 240))
    lines = f' w:line="{height}" w:lineRule="{rule}"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def look(size: float, *, colour: str = "", bold: bool = False) -> str:
    """Return the style of letters, with their size in points."""
    parts = ["<w:b/>" if bold else "", f'<w:color w:val="{colour}"/>' if colour else ""]
    return "".join(parts) + f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def border(side: str, size: int, colour: str, space: int = 0) -> str:
    """Return one edge, with its size in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def numbered(number_id: int) -> str:
    """Return the list that a style belongs to."""
    return f'<w:numPr><w:numId w:val="{number_id}"/></w:numPr>'


def heading(level: int, size: float, before: float, after: float, colour: str = INK) -> str:
    """Return a heading that stays with the text after it."""
    keep = "<w:keepNext/><w:keepLines/>"
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    pPr = keep + spacing(before, after, 1.05) + outline
    name = f"heading {level}"
    return style(name, pPr, look(size, colour=colour, bold=True), after="BodyText",
                 id=f"Heading{level}")  # fmt: skip


DEFAULTS = f"""<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"""

TABLE = f"""<w:style w:type="table" w:default="1" w:styleId="TableNormal">
<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:left w:w="108" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="LetterTable"><w:name w:val="Letter Table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{border("top", 8, INK)}
{border("bottom", 8, INK)}{border("insideH", 4, RULE)}{border("insideV", 4, RULE)}</w:tblBorders>
</w:tblPr></w:style>"""

PANEL_LOOK = (
    "<w:keepNext/><w:keepLines/>"
    f"<w:pBdr>{border('left', 24, RULE, 8)}</w:pBdr>"
    f'<w:shd w:val="clear" w:color="auto" w:fill="{PANEL}"/>'
    f'{spacing(0, 7, 1.1)}<w:ind w:left="200"/><w:contextualSpacing/>'
)
RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
FOOT_RULE = f"<w:pBdr>{border('top', 4, RULE, 6)}</w:pBdr>"
HEAD_RULE = f"<w:pBdr>{border('bottom', 6, RULE, 8)}</w:pBdr>"


def hanging(number_id: int) -> str:
    """Return the style of a list's paragraphs: hanging, close together."""
    return numbered(number_id) + spacing(0, 2, 1.06) + '<w:ind w:left="397" w:hanging="397"/>'


STYLES = "".join((
    XML, f"<w:styles {W}>", DEFAULTS,
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    f"<w:qFormat/><w:pPr><w:widowControl/>{spacing(0, 8, 1.2)}</w:pPr></w:style>",
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>',
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
    '<w:name w:val="No List"/></w:style>',
    TABLE,
    style("Body Text", spacing(0, 5, 1.06)),
    heading(1, 15, 3, 5), heading(2, 12, 8, 2), heading(3, 11, 8, 3),
    style("List Bullet", hanging(1)), style("List Number", hanging(2)),
    style("header", RIGHT_TAB + spacing(0, 0), look(8.5, colour=QUIET), id="Header"),
    style("footer", FOOT_RULE + RIGHT_TAB + spacing(0, 0, 1), look(8, colour=QUIET), id="Footer"),
    style("Letterhead Name", spacing(0, 3), look(20, colour=INK, bold=True)),
    style("Letterhead Address", HEAD_RULE + spacing(0, 0), look(9, colour=QUIET)),
    style("Letter Address",
          "<w:keepLines/>" + spacing(6, 11, 13.5, "exact") + '<w:ind w:right="3800"/>'),
    style("Letter Date", spacing(0, 9, 1.06)),
    style("Letter Panel", PANEL_LOOK),
    style("Letter Signature", "<w:keepNext/>" + spacing(24, 6, 1.06), look(11, bold=True)),
    style("Letter Cell", spacing(2, 2, 1.05)),
    style("Letter Cell Heading",
          "<w:keepNext/>" + spacing(2, 2, 1.05), look(11, colour=INK, bold=True)),
    "</w:styles>",
))  # fmt: skip


def abstract(number_id: int, kind: str, text: str) -> str:
    """Return one kind of list: bullets, or numbers."""
    return (
        f'<w:abstractNum w:abstractNumId="{number_id}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr>'
        f'<w:rPr><w:color w:val="{INK}"/></w:rPr></w:lvl></w:abstractNum>'
    )


NUMBERING = "".join((
    XML, f"<w:numbering {W}>", abstract(1, "bullet", "•"), abstract(2, "decimal", "%1."),
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>',
))  # fmt: skip


def paragraph(style_id: str, *runs: str, pPr: str = "") -> str:
    """Return one paragraph of the header or footer."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{pPr}</w:pPr>{"".join(runs)}</w:p>'


def run(text: str) -> str:
    """Return a run of words."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def page_field(code: str) -> str:
    """Return a number that Word counts."""
    ends = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in
            ("begin", "separate", "end")}  # fmt: skip
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return ends["begin"] + instruction + ends["separate"] + run("1") + ends["end"]


FIRST_HEADER = "".join((
    XML, f"<w:hdr {W}>",
    '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
    '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>'
    f'<w:tr><w:trPr><w:trHeight w:val="{HEAD_HEIGHT}" w:hRule="exact"/></w:trPr>'
    f'<w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>',
    paragraph("LetterheadName", run("{school.name}")),
    paragraph("LetterheadAddress", run("{school.address}")),
    paragraph("LetterheadAddress", run("{school.reach}")),
    "</w:tc></w:tr></w:tbl>",
    paragraph("Header", pPr=spacing(0, 0, 2, "exact")),
    "</w:hdr>",
))  # fmt: skip
NEXT_HEADER = XML + f"<w:hdr {W}>" + paragraph("Header", run("{school.name}")) + "</w:hdr>"
COUNTED = paragraph(
    "Footer", run("Our reference {reference}"), "<w:r><w:tab/></w:r>", run("Page "),
    page_field("PAGE"), run(" of "), page_field("NUMPAGES"),
)  # fmt: skip
FIRST_FOOTER = "".join((
    XML, f"<w:ftr {W}>",
    paragraph("Footer", run("{courtesy}")), paragraph("Footer", run("{company}")), COUNTED,
    "</w:ftr>",
))  # fmt: skip
NEXT_FOOTER = XML + f"<w:ftr {W}>" + COUNTED + "</w:ftr>"

DOCUMENT = f"""{XML}<w:document {W} {R}><w:body><w:sectPr>
<w:headerReference w:type="first" r:id="rId3"/><w:headerReference w:type="default" r:id="rId4"/>
<w:footerReference w:type="first" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>
<w:pgSz w:w="{twips(WIDTH)}" w:h="{twips(297)}"/>
<w:pgMar w:top="{twips(TOP)}" w:right="{twips(RIGHT)}" w:bottom="{twips(BOTTOM)}"
 w:left="{twips(MARGIN)}" w:header="{twips(12)}" w:footer="{twips(7)}" w:gutter="0"/>
<w:titlePg/></w:sectPr></w:body></w:document>"""

SETTINGS = f"""{XML}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting
 w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-GB"/></w:settings>"""

PARTS = {
    "styles": (STYLES, "styles"),
    "numbering": (NUMBERING, "numbering"),
    "header1": (FIRST_HEADER, "header"),
    "header2": (NEXT_HEADER, "header"),
    "footer1": (FIRST_FOOTER, "footer"),
    "footer2": (NEXT_FOOTER, "footer"),
    "settings": (SETTINGS, "settings"),
}
"""The parts by file name, with their kinds, in the order of the document's relationships."""

TYPES = "".join((
    XML, f'<Types xmlns="{PACKAGE}/content-types">',
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    *(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
      for name, (_, kind) in PARTS.items()),
    "</Types>",
))  # fmt: skip
ROOT_RELATIONS = f"""{XML}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"
 Target="docProps/core.xml"/></Relationships>"""
RELATIONS = "".join((
    XML, f'<Relationships xmlns="{PACKAGE}/relationships">',
    *(f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
      for number, (name, (_, kind)) in enumerate(PARTS.items(), 1)),
    "</Relationships>",
))  # fmt: skip
CORE = (
    f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Letterhead</dc:title>'
    "<dc:language>en-GB</dc:language></cp:coreProperties>"
)


def main() -> None:
    """Write the letterhead."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "docProps/core.xml": CORE,
        "word/document.xml": DOCUMENT,
        "word/_rels/document.xml.rels": RELATIONS,
        **{f"word/{name}.xml": text for name, (text, _) in PARTS.items()},
    }
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text,
                             zipfile.ZIP_DEFLATED)  # fmt: skip
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
