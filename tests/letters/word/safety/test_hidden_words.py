"""No letterhead and no letter from Word may hide words, run anything, or load from outside."""

import io
import zipfile

import pytest

from dpo_console.errors import BadFile, Refused
from dpo_console.letters.word.letterhead import problems_of
from dpo_console.letters.word.reading import words_of
from dpo_console.letters.word.returned.edited import read_edited
from tests.letters.samples import letter, word_file
from tests.letters.word.test_letterhead import HEADER, NAME, RELATIONSHIPS, letterhead

LETTER = word_file(letter("clarification"))
TYPES = "[Content_Types].xml"


def run(properties: str, text: str = "Tom is on the register") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def shaded(fill: str, inner: str) -> str:
    """Return a paragraph on a ground of its own."""
    ground = f'<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:pPr>'
    return f"<w:p>{ground}{inner}</w:p>"


def edited(body: str = "", *, added: dict[str, str] | None = None, types: str = "") -> bytes:
    """Return a letter with more in its body, more parts, or more content types."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(LETTER)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "word/document.xml":
                text = text.replace("<w:sectPr", f"{body}<w:sectPr", 1)
            if name == TYPES:
                text = text.replace("</Types>", f"{types}</Types>")
            archive.writestr(name, text)
        for name, text in (added or {}).items():
            archive.writestr(name, text)
    return target.getvalue()


def relation(kind: str, target: str, mode: str = "External") -> dict[str, str]:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    inner = f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/{kind}" Target="{target}"'
    return {
        "word/_rels/footnotes.xml.rels": f'<Relationships xmlns="{space}">{inner} '
        f'TargetMode="{mode}"/></Relationships>'
    }


WHITE = '<w:color w:val="FFFFFF"/>'
HIDDEN_RUNS = {
    "hidden": ("<w:vanish/>", "formatted as hidden"),
    "hidden from contents": ("<w:specVanish/>", "formatted as hidden"),
    "white": (WHITE, "colour of the ground"),
    "nearly white": ('<w:color w:val="FDFDFD"/>', "colour of the ground"),
    "white by theme": ('<w:color w:val="000000" w:themeColor="background1"/>', "colour of the"),
    "white on grey": (f'{WHITE}<w:shd w:val="clear" w:fill="F2F2F2"/>', "colour of the ground"),
    "black on black": (
        '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>', "colour of the ground",
    ),
    "black on a solid pattern": (
        '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
        "colour of the ground",
    ),
    "black on a dense pattern": (
        '<w:color w:val="000000"/><w:shd w:val="pct95" w:color="auto" w:fill="auto"/>',
        "colour of the ground",
    ),
    "blacked out": ('<w:highlight w:val="black"/>', "colour of the ground"),
    "1 point": ('<w:sz w:val="2"/>', "too small"),
    "4 points": ('<w:sz w:val="8"/>', "too small"),
    "narrow": ('<w:w w:val="1"/>', "too narrow"),
    "1 point in another script": ('<w:rtl/><w:szCs w:val="2"/>', "too small"),
    "far above its line": ('<w:position w:val="3000"/>', "off their line"),
    "letters on each other": ('<w:spacing w:val="-300"/>', "off their line"),
    "in pictures": ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "font of pictures"),
    "see-through": ("<w:textFill><w:noFill/></w:textFill>", "see-through"),
    "see-through by degrees": (
        '<w:textFill><w:solidFill><w:srgbClr val="000000"><w:alpha w:val="99000"/></w:srgbClr>'
        "</w:solidFill></w:textFill>", "see-through",
    ),
    "filled in white": (
        '<w:textFill><w:solidFill><w:schemeClr w:val="bg1"/></w:solidFill></w:textFill>', "see-thr",
    ),
}  # fmt: skip

SHOWN_RUNS = {
    "grey": '<w:color w:val="BFBFBF"/>',
    "grey by theme": '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>',
    "small print": '<w:sz w:val="13"/>',
    "not hidden": '<w:vanish w:val="0"/>',
    "white on blue": f'{WHITE}<w:shd w:val="clear" w:fill="1F3864"/>',
    "black on a light pattern": (
        '<w:color w:val="000000"/><w:shd w:val="pct10" w:color="auto" w:fill="auto"/>'
    ),
    "automatic on dark": '<w:shd w:val="clear" w:fill="000000"/>',
    "marked": '<w:highlight w:val="yellow"/>',
    "close together": '<w:spacing w:val="-10"/>',
    "superscript": '<w:position w:val="6"/>',
    "filled in black": (
        '<w:textFill><w:solidFill><w:schemeClr w:val="tx1"/></w:solidFill></w:textFill>'
    ),
}


@pytest.mark.parametrize(("properties", "said"), HIDDEN_RUNS.values(), ids=HIDDEN_RUNS)
def test_hidden_words_are_refused_in_letterheads_and_letters(properties: str, said: str) -> None:
    (problem,) = problems_of(letterhead(changed={HEADER: (NAME, NAME + run(properties))}))
    assert said in problem
    with pytest.raises(Refused, match=said):
        read_edited(edited(f"<w:p>{run(properties)}</w:p>"), "x.docx")


@pytest.mark.parametrize("properties", SHOWN_RUNS.values(), ids=SHOWN_RUNS)
def test_words_that_show_may_stay(properties: str) -> None:
    assert problems_of(letterhead(changed={HEADER: (NAME, NAME + run(properties))})) == ()
    assert "on the register" in read_edited(edited(f"<w:p>{run(properties)}</w:p>"), "x").body


PICTURED = HIDDEN_RUNS["in pictures"][0]


@pytest.mark.parametrize("properties", [v for v, _ in HIDDEN_RUNS.values() if v != PICTURED])
def test_a_style_that_hides_words_is_refused(properties: str) -> None:
    style = f'<w:style w:type="character" w:styleId="X"><w:rPr>{properties}</w:rPr></w:style>'
    spoilt = letterhead(changed={"word/styles.xml": ("</w:styles>", f"{style}</w:styles>")})
    assert "hides words" in " ".join(problems_of(spoilt))


def box(size: str, at: str, inner: str = "<w:txbxContent><w:p>WORDS</w:p></w:txbxContent>") -> str:
    """Return a text box of a size at a place, both in EMU and with words, or what is in it."""
    wide, high = size.split()
    across, down = at.split()
    return (
        '<w:p><w:r><w:drawing><wp:anchor xmlns:wp="wp" behindDoc="0"><wp:positionH>'
        f"<wp:posOffset>{across}</wp:posOffset></wp:positionH><wp:positionV><wp:posOffset>{down}"
        f'</wp:posOffset></wp:positionV><wp:extent cx="{wide}" cy="{high}"/><wp:wrapNone/>'
        f"<wp:wsp>{inner.replace('WORDS', run(''))}</wp:wsp></wp:anchor></w:drawing></w:r></w:p>"
    )


def old_box(style: str, inner: str = "<w:txbxContent><w:p>WORDS</w:p></w:txbxContent>") -> str:
    """Return a text box as older files draw it."""
    said = inner.replace("WORDS", run(""))
    return f'<w:p><w:r><w:pict><v:shape xmlns:v="v" {style}>{said}</v:shape></w:pict></w:r></w:p>'


def placed(properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run('')}</w:p>"


FILLED = '<wp:spPr><a:solidFill xmlns:a="a"><a:srgbClr val="000000"/></a:solidFill></wp:spPr>'
SPELT = "".join(f'<w:sym w:font="Arial" w:char="F0{ord(c):X}"/>' for c in "Refuge")
UNSEEN = {
    "left of the page": (placed('<w:ind w:left="-9000"/>'), "off the page"),
    "left by its first line": (placed('<w:ind w:firstLine="-9000"/>'), "off the page"),
    "hanging off the page": (placed('<w:ind w:hanging="9000"/>'), "off the page"),
    "right of the page": (placed('<w:ind w:left="20000"/>'), "off the page"),
    "a frame off the page": (placed('<w:framePr w:x="-12000" w:y="1"/>'), "off the page"),
    "a frame below the page": (placed('<w:framePr w:x="1" w:y="31000"/>'), "off the page"),
    "a box off the page": (box("2000000 500000", "-9000000 0"), "off the page"),
    "a box below the page": (box("2000000 500000", "0 90000000"), "off the page"),
    "a box of no height": (box("2000000 1000", "0 0"), "too small"),
    "an old box off the page": (old_box('style="margin-left:-900pt;width:90pt"'), "off the page"),
    "an old box of no height": (old_box('style="width:90pt;height:.5pt"'), "too small"),
    "a black bar over words": (box("2000000 500000", "0 0", FILLED), "filled shape"),
    "an old white bar over words": (
        old_box('fillcolor="white [3212]" style="position:absolute;z-index:2"', ""), "filled shape",
    ),
    "a table off the page": (
        '<w:tbl><w:tblPr><w:tblInd w:w="-20000"/></w:tblPr></w:tbl>', "off the page",
    ),
    "a floating table off the page": (
        '<w:tbl><w:tblPr><w:tblpPr w:tblpX="1" w:tblpY="30000"/></w:tblPr></w:tbl>', "off the page",
    ),
    "a row that isn't shown": (
        "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>" + run("") + "</w:p></w:tc></w:tr>"
        "</w:tbl>", "row of a table",
    ),
    "spelt in symbols": (f"<w:p><w:r>{SPELT}</w:r></w:p>", "typed as symbols"),
    "fitted into nothing": (
        '<w:p><w:r><w:rPr><w:fitText w:val="1"/></w:rPr><w:t>Refuge Row</w:t></w:r></w:p>',
        "off their line",
    ),
    "stored in reverse": (f'<w:p><w:bdo w:val="rtl">{run("")}</w:bdo></w:p>', "another order"),
    "reversed by a character": (f"<w:p>{run('', chr(0x202E) + 'woR')}</w:p>", "another order"),
    "in a drawing": (
        '<w:p><a:txBody xmlns:a="a"><a:p><a:r><a:t>Refuge</a:t></a:r></a:p></a:txBody></w:p>',
        "in a drawing",
    ),
}  # fmt: skip

SEEN = {
    "a box on the page": box("2000000 500000", "-300000 200000"),
    "an old box on the page": old_box('style="position:absolute;margin-left:-9pt;width:90pt"'),
    "a hanging indent": placed('<w:ind w:left="720" w:hanging="720"/>'),
    "a little out into the margin": placed('<w:ind w:left="-720"/>'),
    "a ticked box": '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>',
    "a picture before the text": box("2000000 500000", "0 0", '<a:blip xmlns:a="a"/>' + FILLED),
}


@pytest.mark.parametrize(("body", "said"), UNSEEN.values(), ids=UNSEEN)
def test_words_where_no_reader_looks_are_refused(body: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_edited(edited(body), "x.docx")


@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN)
def test_words_that_stand_on_the_page_may_stay(body: str) -> None:
    assert "Dear" in read_edited(edited(body), "x.docx").body


def test_a_letterhead_hides_no_words_off_the_page() -> None:
    (problem,) = problems_of(letterhead(changed={HEADER: (NAME, NAME + SPELT_RUN)}))
    assert "typed as symbols" in problem
    white = box("2000000 500000", "0 0", FILLED.replace("000000", "FFFFFF"))
    assert "filled shape" in " ".join(problems_of(in_header(white)))
    assert problems_of(in_header(box("2000000 500000", "0 0", FILLED))) == ()
    assert "off the page" in " ".join(problems_of(in_header(placed('<w:ind w:left="-9000"/>'))))


SPELT_RUN = f"<w:r>{SPELT}</w:r>"


def in_header(body: str) -> bytes:
    return letterhead(changed={HEADER: ("</w:hdr>", f"{body}</w:hdr>")})


def test_a_letterhead_has_its_header_on_the_page() -> None:
    far = letterhead(changed={"word/document.xml": ('w:header="680"', 'w:header="20000"')})
    assert "off the page" in " ".join(problems_of(far))


def test_a_note_that_no_page_shows_is_refused() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = (
        f'<w:footnotes {space}><w:footnote w:id="2"><w:p>{run("")}</w:p></w:footnote></w:footnotes>'
    )
    told = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    with pytest.raises(Refused, match="no page shows"):
        read_edited(edited(added={"word/footnotes.xml": note}), "x.docx")
    assert "register" in read_edited(edited(told, added={"word/footnotes.xml": note}), "x").around


def test_a_style_of_pictures_is_for_marks_alone() -> None:
    style = f'<w:style w:type="character" w:styleId="X"><w:rPr>{PICTURED}</w:rPr></w:style>'
    styled, named = (
        {"word/styles.xml": ("</w:styles>", f"{style}</w:styles>")},
        '<w:rStyle w:val="X"/>',
    )
    assert problems_of(letterhead(changed={**styled, HEADER: (NAME, NAME + run(named, "x"))})) == ()
    (problem,) = problems_of(letterhead(changed={**styled, HEADER: (NAME, NAME + run(named))}))
    assert "font of pictures" in problem


EMPTY = '<w:r><w:rPr><w:vanish/><w:sz w:val="2"/></w:rPr></w:r>'
BODIES = {
    "deleted": ("<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>", "tracked changes"),
    "inserted": (f"<w:p><w:ins>{run('')}</w:ins></w:p>", "tracked changes"),
    "low line": (
        '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>' + run("") + "</w:p>",
        "lines too low",
    ),
    "low row": (
        '<w:tbl><w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr><w:tc><w:p>'
        + run("") + "</w:p></w:tc></w:tr></w:tbl>",
        "rows too low",
    ),
    "another file": ("<w:altChunk/>", "alternative chunk"),
    "filled later": ("<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr></w:sdt>", "filled from elsewhere"),
    "field": (
        '<w:p><w:fldSimple w:instr=" includetext /etc/passwd "/></w:p>', "includetext /etc/passwd",
    ),
    "link to a share": ('<w:p><w:r><w:pict href="\\\\host\\x"/></w:r></w:p>', "from outside"),
    "field to a share": (
        '<w:p><w:fldSimple w:instr=" HYPERLINK &quot;\\\\host\\x&quot; "/></w:p>', "Word field",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "said"), BODIES.values(), ids=BODIES)
def test_what_a_letter_can_t_have_is_refused(body: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_edited(edited(body), "x.docx")


ADDED = {
    "macros by another name": (
        {"word/notes.dat": "x"},
        '<Override PartName="/word/notes.dat" ContentType="application/vnd.ms-office.vbaProject"/>',
        "macros",
    ),
    "an embedded file as a picture": (
        {"word/media/a.png": "PK\x03\x04"}, '<Default Extension="png" ContentType="image/png"/>',
        "embedded files",
    ),
    "a part of no known kind": ({"word/x.dat": "x"}, "", "a letter can't have"),
    "a field by another name": (
        {"word/x.txt": '<x xmlns:w="y"><w:instrText>DDE c:</w:instrText></x>'},
        '<Default Extension="txt" ContentType="text/xml"/>', "Word field 'DDE c:'",
    ),
    "comments": (
        {"word/comments.xml": '<w:comments xmlns:w="y"><w:comment>x</w:comment></w:comments>'},
        '<Default Extension="xml" ContentType="application/xml"/>', "has comments",
    ),
    "words in an instruction": ({"word/x.xml": "<a><?x Tom?></a>"}, "", "no plain XML"),
    "words in CDATA": ({"word/x.xml": "<a><![CDATA[Tom]]></a>"}, "", "no plain XML"),
    "a template": (relation("attachedTemplate", "https://e.org/x.dotm"), "", "attachedTemplate"),
    "a picture from the web": (relation("image", "https://e.org/x.png"), "", "image"),
    "an object": (relation("oleObject", "x.bin", "Internal"), "", "oleObject"),
    "a chunk": (relation("aFChunk", "x.html", "Internal"), "", "aFChunk"),
    "a link to a share": (relation("hyperlink", "\\\\host\\share"), "", "link to"),
    "a link to a file": (relation("hyperlink", "file:///etc/passwd"), "", "link to"),
}  # fmt: skip


@pytest.mark.parametrize(("added", "types", "said"), ADDED.values(), ids=ADDED)
def test_parts_that_a_letter_can_t_have_are_refused(
    added: dict[str, str], types: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        read_edited(edited(added=added, types=types), "x.docx")


LAWFUL = {
    "as it was written": edited(),
    "a link to the web": edited(added=relation("hyperlink", "https://ico.org.uk")),
    "an e-mail link": edited(
        '<w:p><w:fldSimple w:instr=" HYPERLINK &quot;mailto:a@b.c&quot; "/></w:p>'
    ),
    "page numbers": edited('<w:p><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/></w:p>'),
    "white on a dark banner": edited(shaded("1F3864", run(WHITE))),
    "an empty hidden run": edited(f"<w:p>{EMPTY}</w:p>"),
}  # fmt: skip


@pytest.mark.parametrize("data", LAWFUL.values(), ids=LAWFUL)
def test_an_ordinary_letter_from_word_is_taken(data: bytes) -> None:
    assert "Dear" in read_edited(data, "x.docx").body


def test_no_word_file_is_told() -> None:
    with pytest.raises(BadFile, match="not a whole Word file"):
        read_edited(b"Dear Sir", "x.docx")
    with pytest.raises(BadFile, match="larger than"):
        read_edited(b"x" * 10_000_001, "x.docx")


def test_the_words_of_a_file_are_found_in_any_part() -> None:
    beside = edited('<w:p><w:r><w:docPr descr="1 Low Road"/></w:r></w:p>')
    assert "1 Low Road" in words_of(beside)
    assert "9 High Street" in words_of(edited(added={"customXml/x.xml": "<a>9 High Street</a>"}))
