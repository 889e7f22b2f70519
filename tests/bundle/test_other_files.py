"""What Word files, spreadsheets, pictures, messages and others hide is found."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.shared import Inches, RGBColor
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from PIL import Image

from dpo_console.bundle.sheet_file import UNSHOWN
from tests.bundle.corpora.word_leaks import without
from tests.bundle.locked import locked
from tests.bundle.pdf_files import pdf, read, told, words


def _word(change: Callable[[DocumentObject], object] = lambda _document: None) -> bytes:
    document = Document()
    document.core_properties.author = ""
    document.add_paragraph("Tess was here.")
    change(document)
    out = io.BytesIO()
    document.save(out)
    return without(out.getvalue(), "docProps/thumbnail.jpeg")


def _hidden(document: DocumentObject) -> None:
    document.add_paragraph().add_run("Cole Nash").font.hidden = True


def _white(document: DocumentObject) -> None:
    document.add_paragraph().add_run("Cole Nash").font.color.rgb = RGBColor(255, 255, 255)


def _comment(document: DocumentObject) -> None:
    run = document.add_paragraph().add_run("here")
    document.add_comment(run, text="Ask Cole Nash", author="Rosa Hall")


def _deleted(document: DocumentObject) -> None:
    paragraph = document.add_paragraph()._p
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    gone = paragraph.makeelement(f"{name}del", {f"{name}author": "Rosa Hall"})
    run = gone.makeelement(f"{name}r", {})
    text = run.makeelement(f"{name}delText", {})
    text.text = "Cole Nash"
    run.append(text)
    gone.append(run)
    paragraph.append(gone)


def _cropped(document: DocumentObject) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture, Inches(1))
    fill = document.element.body.find(".//{*}blipFill")
    name = "{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect"
    fill.insert(1, fill.makeelement(name, {"l": "5000"}))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_hidden, "some are formatted as hidden"),
        (_white, "some have the colour of the ground behind them"),
        (_comment, "Its comments, or who wrote them, can be read."),
        (_deleted, "tracked"),
        (_cropped, "A picture is cropped, and the rest of it is still there."),
    ],
)
def test_what_a_word_file_hides_is_told(
    change: Callable[[DocumentObject], object], says: str
) -> None:
    assert any(says in found for found in told(_word(change), "reply.docx"))


def test_a_plain_word_file_is_clean_and_its_pictures_are_to_be_looked_at() -> None:
    found = read(_word(), "reply.docx")
    assert (found.sort, found.findings, found.unread) == ("Word", (), ())
    assert "Tess was here." in found.words[0].text.splitlines()
    assert read(_word(_cropped), "reply.docx").unread == ("its pictures",)


def test_who_wrote_a_word_file_is_told() -> None:
    def write(document: DocumentObject) -> None:
        document.core_properties.author = "Rosa Hall"
        document.core_properties.last_modified_by = "Ben Hale"

    assert read(_word(write), "a.docx").writers == ("Rosa Hall", "Ben Hale")


def _sheet(change: Callable[[Workbook], object] = lambda _book: None) -> bytes:
    book = Workbook()
    book.active.title = "Marks"
    book.active.append(["Tess", "Ford"])
    book.create_sheet("Second").append(["Cole", "Nash"])
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _hide_sheet(book: Workbook) -> None:
    book["Second"].sheet_state = "veryHidden"


def _hide_row(book: Workbook) -> None:
    book["Second"].row_dimensions[1].hidden = True


def _hide_column(book: Workbook) -> None:
    book["Second"].column_dimensions["A"].hidden = True


def _note(book: Workbook) -> None:
    book["Second"]["A1"].comment = Comment("Ask Rosa", "Rosa Hall")


def _white_cell(book: Workbook) -> None:
    book["Second"]["A1"].font = Font(color="FFFFFFFF")


def _no_format(book: Workbook) -> None:
    book["Second"]["A1"].number_format = ";;;"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_hide_sheet, "The sheet is hidden."),
        (_hide_row, "Rows are hidden."),
        (_hide_column, "Columns are hidden."),
        (_note, "A comment can be opened: “Ask Rosa”."),
        (_white_cell, UNSHOWN),
        (_no_format, UNSHOWN),
    ],
)
def test_what_a_spreadsheet_hides_is_told(change: Callable[[Workbook], object], says: str) -> None:
    assert told(_sheet(change), "marks.xlsx") == [f"sheet “Second”: {says}"]


def test_a_plain_spreadsheet_is_clean_and_read_for_names() -> None:
    found = read(_sheet(), "marks.xlsx")
    assert (found.sort, found.findings) == ("spreadsheet", ())
    texts = [one.text for one in found.words]
    assert texts[:2] == ["Marks\nTess\tFord", "Second\nCole\tNash"]
    assert "Tess" not in texts[2]


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def _stored(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.pdf", data)
    return out.getvalue()


def _message(attached: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["Cc"] = "rosa@example.org", "cole@example.org"
    message.set_content("About Tess Ford")
    if attached:
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (_zipped(a=b"x"), "all.zip", "Other files are in it. Check each of them alone."),
        (_zipped(word__document=b"<x"), "a.docx", "is no plain XML as Word writes it"),
        (_zipped(xl__workbook=b"<x"), "a.xlsx", "can't be read as a spreadsheet"),
        (_zipped(**{"xl__a.xml": b"<!DOCTYPE x>"}), "a.xlsx", "Its part xl/a.xml declares"),
        (b"PK\x03\x04 and nothing more", "a.docx", "It is damaged."),
        (locked(_zipped(word__document=b"<x")), "a.docx", "It needs a password"),
        (_stored(pdf(words)), "all.zip", "A PDF stands at its start."),
        (b"\xd0\xcf\x11\xe0 old", "a.doc", "It is encrypted, or of an old format."),
        (b"\x00\x01\x02", "a.bin", "No check reads it."),
        (b"", "a.pdf", "It is empty."),
        (b"<!doctype html><html><p hidden>Tess", "a.htm", "Print it to a PDF."),
        (b"<p>4 Ref&#117;ge R<b>o</b>w</p>", "a.txt", "Markup may say more than its words."),
        (b"4&nbsp;Refuge&nbsp;Row", "a.txt", "Markup may say more than its words."),
        (rb"{\rtf1 4 Ref{\b u}ge R\'6fw}", "a.rtf", "Markup may say more than its words."),
        (b'{"a": "4 Ref\\u0075ge Row"}', "a.txt", "Markup may say more than its words."),
        (b"4 Ref=75=67e Row", "a.txt", "Markup may say more than its words."),
        (b"NCBSZWZ1Z2UgUm93" * 5, "a.txt", "Markup may say more than its words."),
        (b"<svg><text>4 Refuge</text></svg>", "a.svg", "Markup may say more than its words."),
        (b"word " * 100_000, "a.txt", "It has more than 300,000 characters."),
        ("name,year\nTess \u202eford,6".encode(), "a.csv", "RIGHT-TO-LEFT OVERRIDE"),
        (b"Tess \x1b[8mFord", "a.txt", "ESCAPE"),
        (b"name\n=cmd|'/c calc'!A0", "a.csv", "takes a cell for a formula: “=cmd|"),
        (b"name;year\nTess;+1-cmd|'/c calc'!A0", "a.csv", "takes a cell for a formula"),
        (b'name\n"Tess', "a.csv", "is not sound CSV"),
        (_message(), "a.eml", "It tells the way that it came"),
        (_message(attached=True), "a.eml", "Other files are attached to it."),
        (b"\xff\xd8\xff\xe1..Exif\0\0", "a.jpg", "perhaps where it was taken"),
        (pdf(words), "a.docx", "It is a PDF file and should end in .pdf."),
    ],
)
def test_files_of_other_sorts_are_told_and_never_passed_over(
    data: bytes, name: str, says: str
) -> None:
    assert any(says in found for found in told(data, name))


def test_a_picture_is_to_be_looked_at_and_a_text_is_read() -> None:
    assert read(b"\x89PNG...", "a.png").unread == ("the whole of it",)
    assert read("Zoë was here".encode("cp1252"), "a.txt").words[0].text == "Zoë was here"
    plain = "From Rosa <rosa@example.org>: 3 < 4 & 5 > 4; see https://example.org/?a=1&b=2"
    assert read(plain.encode(), "a.txt").is_clear
