"""Files that would exhaust their reader are refused by a sentence, within its limits."""

import io
import zipfile
import zlib

import pytest

from dpo_console.bundle import apart
from dpo_console.bundle.apart import inspect_apart, told_apart
from tests.bundle.corpora.people import made
from tests.bundle.corpora.sheet_leaks import sheet
from tests.bundle.corpora.word_leaks import with_part, word
from tests.bundle.pdf_files import told

ENTITIES = b"<!DOCTYPE l [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><l>&b;</l>"
STOPPED = "its reader stopped at page 1"


def _pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, the first of which is its root."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    end = b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return bytes(out) + head + end


def _page(content: bytes, more: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:
    """Return a PDF of one page with that program."""
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R>>" % box,
        b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), more, content),
    )


def _packed(name: str) -> bytes:
    """Return a file that unpacks to 60 MB of zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(60_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", "word/document.xml", "It unpacks to more than"),
        ("a.xlsx", "xl/workbook.xml", "It unpacks to 60 MB"),
        ("a.docx", with_part(word(made(1)), "word/x.xml", ENTITIES), "declares a document type"),
        ("a.xlsx", with_part(sheet(made(1)), "xl/x.xml", ENTITIES), "Its part xl/x.xml declares"),
        (
            "a.pdf",
            _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"),
            "It is damaged",
        ),
        (
            "a.pdf",
            _pdf(b"<</Type/Catalog/X%b>>" % (b"[" * 50_000 + b"]" * 50_000)),
            "It is damaged",
        ),
    ],
)  # fmt: skip
def test_bomb_is_refused_by_a_sentence(name: str, data: bytes | str, says: str) -> None:
    (found,) = told(data if isinstance(data, bytes) else _packed(data), name)
    assert says in found


def test_page_of_any_size_is_drawn_small() -> None:
    assert told(_page(b"BT ET", box=b"0 0 2000000000 2000000000")) == []


def test_cell_far_away_takes_no_longer_than_one_nearby() -> None:
    far = sheet(made(1), lambda book, _made: book["Marks"].cell(1_000_000, 16_000, "x"))
    (found,) = told(far, "marks.xlsx")
    assert found.endswith("from WQJ1000000 on.")


@pytest.mark.slow
def test_page_that_takes_too_much_is_told_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "told_apart", told_apart)
    pressed = zlib.compressobj(9)
    lines = b"0 0 m 1 1 l S\n" * 70_000
    content = b"".join(pressed.compress(lines) for _ in range(300)) + pressed.flush()
    (found,) = inspect_apart(_page(content, b"/Filter/FlateDecode"), "a.pdf").findings
    assert STOPPED in found.what
