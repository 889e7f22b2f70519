"""A logo fits the width of the text, and a screen reader says whose it is."""

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from dpo_console.letters.word.word_file import docx_bytes
from tests.letters.samples import CREATED, letter

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


def with_logo(path: Path, width: int) -> None:
    """Save a letterhead with a square logo of that width in its header, in millimetres."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(PNG), Mm(width))
    document.save(str(path))


@pytest.mark.parametrize("width", [40, 400])
def test_a_logo_is_described_and_no_wider_than_the_text(width: int, tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    with_logo(path, width)
    data = docx_bytes(letter("fee"), letterhead=path, title="", author="", created=CREATED)
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    text = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    (shape,) = section.header._element.xpath(".//wp:inline")
    assert shape.extent.cx == min(Mm(width), text // 635 * 635)
    assert shape.extent.cx == shape.extent.cy
    (size,) = shape.xpath(".//a:xfrm/a:ext")
    assert (size.cx, size.cy) == (shape.extent.cx, shape.extent.cy)
    assert shape.docPr.get("descr") == "Logo of Oak Lane Primary School"
