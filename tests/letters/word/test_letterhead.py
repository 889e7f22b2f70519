"""The office's own letterhead is used only if it is safe and has what a letter needs."""

import io
import runpy
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest

from dpo_console.errors import BadFile
from dpo_console.letters.word.letterhead import PACKAGED, STYLES, problems_of, read_letterhead
from dpo_console.letters.word.word_file import docx_bytes
from tests.letters.samples import CREATED, letter

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NEW_SETTINGS = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{RELATIONSHIPS}/attachedTemplate" Target="https://example.org/x.dotm"
 TargetMode="External"/></Relationships>"""


def letterhead(
    *, changed: Mapping[str, tuple[str, str]] | None = None, added: Mapping[str, str] | None = None
) -> bytes:
    """Return the packaged letterhead with text replaced in some parts, or parts added."""
    target = io.BytesIO()
    with zipfile.ZipFile(PACKAGED) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            if name in (changed or {}):
                old, new = (changed or {})[name]
                assert old in text
                text = text.replace(old, new)
            archive.writestr(name, text)
        for name, text in (added or {}).items():
            archive.writestr(name, text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def field(*codes: str) -> str:
    """Return a Word field whose code is split over runs."""
    pieces = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    ends = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return ends[0] + pieces + ends[1]


def test_the_packaged_one_is_fit_small_and_as_its_script_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problems_of(PACKAGED.read_bytes()) == ()
    assert PACKAGED.stat().st_size < 15_000
    assert {s.name for s in docx.Document(str(PACKAGED)).styles} >= set(STYLES)
    script = runpy.run_path(str(Path(__file__).parents[3] / ".dev" / "make_letterhead.py"))
    again = tmp_path / "letterhead.docx"
    monkeypatch.setitem(script["main"].__globals__, "TARGET", again)
    script["main"]()
    assert again.read_bytes() == PACKAGED.read_bytes()


HEADER = "word/header1.xml"
NAME = '<w:r><w:t xml:space="preserve">{school.name}</w:t></w:r>'


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"added": {"word/vbaProject.bin": "x"}}, "macros"),
        ({"added": {"word/embeddings/oleObject1.bin": "x"}}, "embedded files"),
        (
            {"added": {"word/_rels/settings.xml.rels": NEW_SETTINGS}},
            "attachedTemplate",
        ),
        (
            {"added": {"word/media/bomb.xml": "0" * 50_000_001}},
            "unpacks to more than",
        ),
        (
            {"added": {f"word/{n}.bin": "" for n in range(500)}},
            "unpacks to more than",
        ),
        (
            {"changed": {"[Content_Types].xml": ("document.main", "template.main")}},
            "is a template or a file with macros",
        ),
        (
            {"changed": {HEADER: (NAME, field(" DDE", "AUTO c:\\\\cmd.exe "))}},
            "Word field 'DDEAUTO c:",
        ),
        (
            {
                "changed": {HEADER: (NAME, '<w:fldSimple w:instr=" INCLUDETEXT /etc/passwd "/>')},
            },
            "Word field 'INCLUDETEXT /etc/passwd'",
        ),
        (
            {"added": {"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}},
            "declares a document type or entities",
        ),
        ({"added": {"word/x.xml": "<a"}}, "is no plain XML"),
        (
            {"changed": {HEADER: ("{school.name}", "{requester.name}")}},
            "names {requester.name}; it may name {school.name}",
        ),
        (
            {"changed": {HEADER: ("{school.name}", "{school.name")}},
            "names {school.name",
        ),
        (PACKAGED.read_bytes()[:2000], "not a whole Word file"),
        (b"Dear Sir", "not a whole Word file"),
        (b"", "not a whole Word file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_unsafe_or_lacking_letterhead_is_refused(
    wrong: bytes | dict[str, Any], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "letterhead.docx"
    path.write_bytes(wrong if isinstance(wrong, bytes) else letterhead(**wrong))
    with pytest.raises(BadFile) as refused:
        read_letterhead(path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_letterhead_that_is_too_large_or_missing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    with pytest.raises(BadFile, match="can't be read"):
        read_letterhead(path)
    with path.open("wb") as file:
        file.truncate(10_000_001)
    with pytest.raises(BadFile, match="larger than 10,000,000 bytes"):
        read_letterhead(path)


def made_in_word(*, with_lists: bool = True) -> bytes:
    """Return a letterhead as Word makes one: none of our styles, and perhaps no lists at all."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{school.name}"
    if not with_lists:
        numbering = document.part.numbering_part
        (relation,) = (r for r in document.part.rels.values() if r._target is numbering)
        del document.part.rels[relation.rId]
        for name in ("List Bullet", "List Number", "Heading 1", "Body Text"):
            document.styles[name].delete()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("with_lists", [True, False])
def test_a_letterhead_without_our_styles_gets_them_and_keeps_its_own(
    with_lists: bool, tmp_path: Path
) -> None:
    path = tmp_path / "letterhead.docx"
    path.write_bytes(made_in_word(with_lists=with_lists))
    mended = docx.Document(io.BytesIO(read_letterhead(path)))
    assert {style.name for style in mended.styles} >= set(STYLES)
    own = docx.Document(str(path)).styles["Heading 2"].element.xml
    assert mended.styles["Heading 2"].element.xml == own
    identifiers = [style.style_id for style in mended.styles]
    assert len(identifiers) == len(set(identifiers))
    made = letter("clarification")
    made_again = [
        docx_bytes(made, letterhead=path, title="", author="", created=CREATED) for _ in range(2)
    ]
    assert made_again[0] == made_again[1]
    numbered = [p for p in docx.Document(io.BytesIO(made_again[0])).paragraphs if p.style]
    assert "List Number" in {p.style.name for p in numbered if p.style}
    assert problems_of(made_again[0]) == ()


def test_a_letterhead_with_every_style_is_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    path.write_bytes(PACKAGED.read_bytes())
    assert read_letterhead(path) == PACKAGED.read_bytes()


def test_links_and_page_numbers_may_stay(tmp_path: Path) -> None:
    link = NEW_SETTINGS.replace("attachedTemplate", "hyperlink")
    data = letterhead(
        added={"word/_rels/header1.xml.rels": link}, changed={HEADER: (NAME, field(" PAGE "))}
    )
    assert problems_of(data) == ()


def test_a_field_that_word_has_split_is_filled(tmp_path: Path) -> None:
    pieces = "".join(f"<w:r><w:t>{t}</w:t></w:r>" for t in ("At {sch", "ool.", "name} today"))
    path = tmp_path / "letterhead.docx"
    path.write_bytes(letterhead(changed={HEADER: (NAME, pieces)}))
    data = docx_bytes(
        letter("clarification"), letterhead=path, title="", author="", created=CREATED
    )
    head = docx.Document(io.BytesIO(data)).sections[0].first_page_header
    assert head.tables[0].cell(0, 0).paragraphs[0].text == "At Oak Lane Primary School today"


def test_what_stood_in_the_body_of_the_letterhead_is_not_in_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    old = "<w:body><w:p><w:r><w:t>Old</w:t></w:r></w:p>"
    path.write_bytes(letterhead(changed={"word/document.xml": ("<w:body>", old)}))
    data = docx_bytes(
        letter("clarification"), letterhead=path, title="", author="", created=CREATED
    )
    document = docx.Document(io.BytesIO(data))
    assert document.paragraphs[0].text.startswith("Jane Doe")
    assert document.sections[0].page_width is not None
