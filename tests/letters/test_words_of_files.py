"""Every word of a Word file is read, in whichever part and attribute it stands."""

import io
import zipfile

import pytest

from dpo_console.letters.word.reading import words_of

DOCUMENT = b"<w:document><w:p><w:t>Dear Jane</w:t></w:p></w:document>"
SECRET = "4 Oak Row, ZZ1 4AB"


def word_file(name: str, part: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", DOCUMENT)
        archive.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/footer1.bin", f"<w:ftr><w:p><w:t>{SECRET}</w:t></w:p></w:ftr>"),
        ("word/footer1", f"\ufeff<w:ftr><w:t>{SECRET}</w:t></w:ftr>"),
        ("word/numbering.xml", f'<w:lvl><w:lvlText w:val="{SECRET}"/></w:lvl>'),
        ("word/settings.xml", f"<w:docVar w:name='a' w:val='{SECRET}'/>"),
        ("word/document2.xml", f'<w:tblCaption w:val="{SECRET}"/>'),
        ("word/_rels/document.xml.rels", f'<Relationship Target="mailto:a@b.example {SECRET}"/>'),
    ],
)
def test_words_are_read_in_any_part_and_attribute(name: str, part: str) -> None:
    assert SECRET in words_of(word_file(name, part))
    assert "Dear Jane" in words_of(word_file(name, part))


def test_a_picture_has_no_words() -> None:
    assert (
        words_of(word_file("word/media/image1.png", "\x89PNG <4 Oak Row>")).strip() == "Dear Jane"
    )
