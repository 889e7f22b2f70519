"""What a PDF holds besides its pages is found."""

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from tests.bundle.pdf_files import (
    annotated,
    changed_later,
    edited,
    labelled,
    pdf,
    read,
    told,
    words,
)

PLAIN = pdf(words)


@pytest.mark.parametrize(
    ("subtype", "more", "says"),
    [
        ("/Text", {"Contents": "Ask Tess Ford first"}, "A comment can be opened: “Ask Tess Ford"),
        ("/Highlight", {}, "A comment can be opened: a mark without words."),
        ("/FreeText", {"Contents": "draft"}, "A comment can be opened: “draft”."),
        ("/Square", {}, "A shape is laid over the page as a comment. Anybody can take it off."),
        ("/Redact", {}, "A place is marked to be redacted, and the words are still there."),
        ("/FileAttachment", {}, "A file is attached to the page."),
    ],
)
def test_a_comment_is_told(subtype: str, more: dict[str, str], says: str) -> None:
    found, *_covered = told(annotated(PLAIN, subtype, **more))
    assert found.startswith(f"page 1: {says}")


def test_a_link_is_no_comment() -> None:
    assert told(annotated(PLAIN, "/Link")) == []


def _attach(writer: pypdf.PdfWriter) -> None:
    writer.add_attachment("notes.txt", b"Tess Ford")


def _script(writer: pypdf.PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def _layer(writer: pypdf.PdfWriter) -> None:
    layer = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/OCG"),
                NameObject("/Name"): TextStringObject("Before redaction"),
            }
        )
    )
    setting = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): setting}
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_attach, "Other files are attached to it."),
        (_script, "It runs something when it is opened."),
        (_layer, "Layers are hidden, and anybody can show them: “Before redaction”."),
    ],
)
def test_what_no_page_shows_is_told(change: object, says: str) -> None:
    assert callable(change)
    assert told(edited(PLAIN, change)) == [says]


def test_an_earlier_version_in_the_file_is_told() -> None:
    assert told(changed_later(PLAIN)) == ["It keeps 1 earlier version of itself."]


def test_its_properties_tell_who_wrote_it_and_what_names_it_has() -> None:
    def write(writer: pypdf.PdfWriter) -> None:
        writer.add_metadata({"/Author": "Rosa Hall", "/Title": "About Tess Ford", "/Producer": "X"})

    found = read(edited(PLAIN, write))
    assert found.writers == ("Rosa Hall",)
    (beside,) = (one.text for one in found.words if one.place == "its properties")
    assert "About Tess Ford" in beside


def test_words_for_screen_readers_and_comments_are_read_for_names() -> None:
    def tag(writer: pypdf.PdfWriter) -> None:
        picture = DictionaryObject({NameObject("/Alt"): TextStringObject("Photo of Cole Nash")})
        place = writer._add_object(picture)
        picture[NameObject("/K")] = ArrayObject([place])  # a circle, which ends all the same
        writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject(
            {NameObject("/K"): ArrayObject([place])}
        )

    said = {one.place: one.text for one in read(edited(PLAIN, tag)).words}
    assert said["its words for screen readers"] == "Photo of Cole Nash"


def test_a_file_with_a_password_is_told_and_not_guessed() -> None:
    locked = edited(PLAIN, lambda writer: writer.encrypt("secret"))
    assert told(locked) == ["It needs a password, so it can't be read here. Take the password off."]


@pytest.mark.parametrize("cut", [30, 300, 900])
def test_a_damaged_file_is_never_told_as_clean(cut: int) -> None:
    data = pdf(labelled)
    for broken in (data[:cut], data[:cut] + b"\0" * 50 + data[cut + 50 :]):
        found = read(broken)
        assert found.findings or found.unread
