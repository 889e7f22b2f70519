"""The Word file holds the written text exactly, for any author and content."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpo_console.errors import BadInput, LetterIncomplete
from dpo_console.letters.catalogue import catalogue, wording_path
from dpo_console.letters.letter import Letter, Paragraph, Rows, Run, Style, preview
from dpo_console.letters.word.reading import letter_words
from dpo_console.letters.word.word_body import broken
from dpo_console.letters.word.word_file import docx_bytes
from tests.hostile import CONTROL, HOSTILE
from tests.letters.samples import CREATED, FIELDS, letter, texts, word_file

MARKERS = {"List Bullet": "• ", "Letter Panel": "| "}


def test_a_letter_s_subject_is_its_heading_unless_words_of_the_case_stand_in_that() -> None:
    made = letter("clarification")
    assert made.subject == "A question about your request"
    named = Paragraph(Style.SUBJECT, (Run("About ", live=True), Run("Tom Doe")))
    blocks = tuple(named if b.text == made.subject else b for b in paragraphs(made))
    assert replace(made, blocks=blocks).subject == made.title


def paragraphs(made: Letter) -> list[Paragraph]:
    """Return its paragraphs, without tables."""
    return [block for block in made.blocks if isinstance(block, Paragraph)]


def opened(made: Letter) -> Any:  # noqa: ANN401 - python-docx types nearly everything as optional
    """Return its Word file, read again."""
    return docx.Document(io.BytesIO(word_file(made)))


@pytest.mark.parametrize("name", catalogue())
def test_the_preview_shows_exactly_the_words_of_the_word_file(name: str) -> None:
    made = letter(name)
    data = word_file(made)
    said, number = "", 0
    for style, text in texts(data):
        number = number + 1 if style == "List Number" else 0
        said += (f"{number}. " if number else MARKERS.get(style, "")) + text + " "
    assert preview(made).split() == said.split()
    assert letter_words(data) == preview(made), "read again, it reads as it did"
    levels = [int(style[-1]) for style, _ in texts(data) if "Heading" in style[:7]]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stands_exactly_in_the_letter(name: str) -> None:
    made = letter(
        "disclosure-cover", about=name, subject__names=name,
        requester__address=f"{name}\n1 Mill Street",
        schedule=Rows((name, "Pages"), ((name, name),)), disclosure__searched=name,
        school__name=name,
    )  # fmt: skip
    data = word_file(made)
    said = texts(data)
    assert ("Letter Address", f"{name}\n1 Mill Street") in said
    assert ("Letter Panel", f"About: {name}") in said
    assert ("List Bullet", name) in said
    assert ("Letter Cell Heading", name) in said
    assert said.count(("Letter Cell", name)) == 2
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].first_page_header.tables[0].cell(0, 0).paragraphs[0].text == name


@pytest.mark.parametrize("name", [*CONTROL, "Ann\x00Bell", "lone \ud800"])
def test_what_word_cannot_hold_is_refused_with_the_character_named(name: str) -> None:
    with pytest.raises(LetterIncomplete, match=r"subject\.names: U\+[0-9A-F]{4}.*Word"):
        letter("disclosure-cover", subject__names=name)
    with pytest.raises(LetterIncomplete, match=r"schedule: U\+[0-9A-F]{4}.*Word"):
        letter("disclosure-cover", schedule=Rows(("A",), ((name,),)))
    with pytest.raises(BadInput, match=r"title: U\+"):
        docx_bytes(letter("clarification"), letterhead=None, title=name, author="", created=CREATED)


PLAIN = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t{}*_#`[]<>&|:\\"),
    min_size=1,
).filter(str.strip)


@given(PLAIN)
def test_any_text_comes_back_from_word_as_it_went_in(text: str) -> None:
    said = texts(word_file(letter("refusal-excessive", refusal__reason=text)))
    assert ("Body Text", broken(text)) in said


ADDRESSED = [
    (name, person)
    for name in catalogue()
    for person in ("requester", "recipient")
    if f"{{{person}.address}}" in wording_path(name).read_text("utf-8")
]
"""Each letter with its addressee."""

ANY = st.text(st.characters(exclude_characters="\r\n"), min_size=1).filter(str.strip)


@pytest.mark.slow
@settings(max_examples=1_000)
@given(ANY, st.sampled_from(ADDRESSED))
def test_a_thousand_names_stand_exactly_or_are_refused_by_character(
    name: str, which: tuple[str, str]
) -> None:
    kind, person = which
    try:
        made = letter(kind, **{f"{person}__address": f"{name}\n1 Mill Street"})
    except LetterIncomplete as refused:
        named = re.findall(r"U\+([0-9A-F]{4,6})", str(refused))
        assert {chr(int(code, 16)) for code in named} <= set(name)
        assert named
    else:
        assert ("Letter Address", f"{name}\n1 Mill Street") in texts(word_file(made))


def test_the_same_letter_has_the_same_bytes_whenever_it_is_made() -> None:
    first, second = word_file(letter("clarification")), word_file(letter("clarification"))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[:5] for entry in archive.infolist()} == {(2026, 11, 25, 9, 30)}


def test_word_is_told_title_author_language_and_when() -> None:
    data = docx_bytes(
        letter("clarification"), letterhead=None, title="Clarification SAR-2026-0042",
        author="A" * 300, created=CREATED,
    )  # fmt: skip
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.title == "Clarification SAR-2026-0042"
    assert properties.author == "A" * 255
    assert properties.language == "en-GB"
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(2026, 11, 25, 9, 30)


def test_the_header_names_the_school_and_the_footer_the_reference() -> None:
    section = opened(letter("clarification")).sections[0]
    head = section.first_page_header.tables[0].cell(0, 0).paragraphs
    names = ("school.name", "school.address", "school.reach")
    assert [p.text for p in head] == [FIELDS[name] for name in names]
    for footer in (section.first_page_footer, section.footer):
        assert footer.paragraphs[-1].text == "Our reference SAR-2026-0042\tPage 1 of 1"


def test_the_first_page_has_the_courtesy_lines_and_the_company_at_its_foot() -> None:
    foot = [
        p.text for p in opened(letter("clarification")).sections[0].first_page_footer.paragraphs
    ]
    assert "Not for you?" in foot[0]
    assert foot[1] == FIELDS["company"]


def test_a_school_that_is_no_company_has_no_blank_line_at_the_foot() -> None:
    made = opened(letter("clarification", company="", school__reach=""))
    assert len(made.sections[0].first_page_footer.paragraphs) == 2
    assert len(made.sections[0].first_page_header.tables[0].cell(0, 0).paragraphs) == 2


def test_each_numbered_list_begins_at_one() -> None:
    document = opened(letter("third-party-approval"))
    lists = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert len(set(lists)) == 4
    numbering = document.part.numbering_part.element
    for number in set(lists):
        override = numbering.num_having_numId(number).lvlOverride_lst[0]
        assert override.startOverride.val == 1


def test_tables_have_header_rows() -> None:
    (table,) = opened(letter("third-party-approval")).tables
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert all(row.height for row in table.rows[1:])


def test_the_closing_never_begins_a_page() -> None:
    document = opened(letter("clarification"))
    place = next(n for n, p in enumerate(document.paragraphs) if p.text == "Yours sincerely")
    kept = document.paragraphs[place - 1 : place + 1]
    assert all(p.paragraph_format.keep_with_next for p in kept)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("extension", "Questions and complaints"), ("eir-extension", "If you are not satisfied")],
)
def test_contact_and_signature_never_stand_alone_on_a_page(name: str, begins: str) -> None:
    document = opened(letter(name))
    kept = {p.text: p.paragraph_format.keep_with_next for p in document.paragraphs}
    place = list(kept).index(begins)
    contact = [words for words in list(kept)[place:] if "Data Protection Officer" in words]
    assert list(kept.values())[place - 1] is None
    assert contact
    assert all(kept[words] for words in (begins, contact[0], "Yours sincerely"))


@pytest.mark.parametrize("name", ["third-party-approval", "terms-acceptance", "application-form"])
def test_the_table_to_sign_never_stands_alone_on_a_page(name: str) -> None:
    """What leads into it stays with it, from the block before its heading."""
    body = [*opened(letter(name)).element.body.iterchildren()]
    last = max(place for place, block in enumerate(body) if block.tag.endswith("}tbl"))
    styles = [block.xpath("string(w:pPr/w:pStyle/@w:val)") for block in body]
    heading = max(place for place in range(last) if styles[place] == "Heading2")
    assert all(block.xpath("boolean(.//w:keepNext)") for block in body[heading - 1 : last])
