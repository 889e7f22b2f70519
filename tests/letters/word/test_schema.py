"""Word files keep to the schema of Office Open XML, as every program that reads them expects."""

import zipfile
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from dpo_console.letters.word.bound import bind
from tests.letters.samples import CREATED, letter, word_file

OPTIONAL = ("relationships/fontTable", "relationships/theme")
"""Parts that the checker misses, though the standard lets a file do without them."""


def faults(path: Path) -> list[str]:
    """Return what the schema forbids in a Word file."""
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2007).validate(path).errors
    return [e.description for e in found if not any(part in e.description for part in OPTIONAL)]


# Between them these have every kind of block: tables, lists, panels, links and places for a pen.
@pytest.mark.parametrize("name", ["clarification", "decision-sheet", "third-party-approval"])
def test_a_letter_keeps_to_the_schema(name: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(word_file(letter(name)))
    assert faults(path) == []


def test_letters_bound_for_printing_keep_to_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "bound.docx"
    letters = [word_file(letter(name)) for name in ("clarification", "extension")]
    path.write_bytes(bind(letters, CREATED))
    assert faults(path) == []


def test_an_element_out_of_place_is_found(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(word_file(letter("extension")))
    with zipfile.ZipFile(path) as letter_file:
        parts = {name: letter_file.read(name) for name in letter_file.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:pPr>", b'<w:pPr><w:sz w:val="22"/>', 1
    )
    with zipfile.ZipFile(path, "w") as spoilt:
        for name, data in parts.items():
            spoilt.writestr(name, data)
    assert "sz" in faults(path)[0]
