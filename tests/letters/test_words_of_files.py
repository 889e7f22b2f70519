"""Every word of a Word file is read, in whichever part and attribute it stands."""

import io
import zipfile
from urllib.parse import quote

import pytest

from dpo_console.letters.word.reading import words_of

DOCUMENT = b"<w:document><w:p><w:t>Dear Jane</w:t></w:p></w:document>"
ONE_WORD = "ZZ14AB"
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
        (
            "word/a.xml",
            "".join(f'<w:sym w:char="F0{ord(c):02X}"/>' if c.isalnum() else c for c in SECRET),
        ),
        ("word/b.xml", f'<w:bookmarkStart w:id="1" w:name="{ONE_WORD}"/>'),
        ("word/c.xml", f'<w:tag w:val="{ONE_WORD}"/>'),
        ("word/styles.xml", f'<w:style w:customStyle="1"><w:name w:val="{SECRET}"/></w:style>'),
        ("word/styles.xml", f'<w:style w:type="a"><w:name w:val="{SECRET}"/></w:style>'),
        (f"word/media/{SECRET}.png", "x"),
        (
            "word/_rels/document.xml.rels",
            f'<Relationship Target="https://a.example/{quote(SECRET)}"/>',
        ),
        ("word/document2.xml", f'<w:tblCaption w:val="{SECRET}"/>'),
        ("word/_rels/document.xml.rels", f'<Relationship Target="mailto:a@b.example {SECRET}"/>'),
    ],
)
def test_words_are_read_in_any_part_and_attribute(name: str, part: str) -> None:
    said = words_of(word_file(name, part))
    assert SECRET in said or ONE_WORD in said
    assert "Dear Jane" in words_of(word_file(name, part))


def test_a_picture_has_no_words() -> None:
    assert (
        words_of(word_file("word/media/image1.png", "\x89PNG <4 Oak Row>")).strip() == "Dear Jane"
    )
