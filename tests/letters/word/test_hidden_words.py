"""No letterhead and no letter from Word may hide words, run anything, or load from outside."""

import io
import zipfile

import pytest

from dpo_console.errors import BadFile, Refused
from dpo_console.letters.word.edited import read_edited
from dpo_console.letters.word.letterhead import problems_of
from dpo_console.letters.word.reading import words_of
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
    "blacked out": ('<w:highlight w:val="black"/>', "colour of the ground"),
    "1 point": ('<w:sz w:val="2"/>', "too small"),
    "4 points": ('<w:sz w:val="8"/>', "too small"),
    "narrow": ('<w:w w:val="1"/>', "too narrow"),
}  # fmt: skip

SHOWN_RUNS = {
    "grey": '<w:color w:val="BFBFBF"/>',
    "grey by theme": '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>',
    "small print": '<w:sz w:val="13"/>',
    "not hidden": '<w:vanish w:val="0"/>',
    "white on blue": f'{WHITE}<w:shd w:val="clear" w:fill="1F3864"/>',
    "automatic on dark": '<w:shd w:val="clear" w:fill="000000"/>',
    "marked": '<w:highlight w:val="yellow"/>',
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


@pytest.mark.parametrize("properties", [v for v, _ in HIDDEN_RUNS.values()], ids=HIDDEN_RUNS)
def test_a_style_that_hides_words_is_refused(properties: str) -> None:
    style = f'<w:style w:type="character" w:styleId="X"><w:rPr>{properties}</w:rPr></w:style>'
    spoilt = letterhead(changed={"word/styles.xml": ("</w:styles>", f"{style}</w:styles>")})
    assert "hides words" in " ".join(problems_of(spoilt))


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
