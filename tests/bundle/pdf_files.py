"""Made-up PDF files: a page of words, and what somebody drew over it."""

import io
from collections.abc import Callable

import pypdf
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dpo_console.bundle.inspection import Inspection
from dpo_console.bundle.reading import inspect

LINE = "The mother, Tess Ford, said that he hit her"
"""The words of each page. The name begins 56 points after the line, and is 43 wide."""

NAME = (105.0, 695.0, 46.0, 16.0)
"""A box over the name: left, bottom, width, height."""

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw) -> bytes:
    """Return a PDF with a page for each drawing, and no properties that name anybody."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setAuthor("")
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def words(canvas: Canvas) -> None:
    """Draw the line."""
    canvas.drawString(50, 700, LINE)


def boxed(canvas: Canvas) -> None:
    """Draw the line with a black box over the name."""
    words(canvas)
    canvas.rect(*NAME, fill=1)


def labelled(canvas: Canvas) -> None:
    """Draw the same with words on the box."""
    boxed(canvas)
    canvas.setFillGray(1)
    canvas.setFontSize(8)
    canvas.drawString(110, 700, "s.40(2)")


def scan(canvas: Canvas, *, black: bool = False) -> None:
    """Draw a page that is a picture, with the words that a program read in it behind."""
    text = canvas.beginText(50, 700)
    text.setTextRenderMode(3)
    text.textLine(LINE)
    canvas.drawText(text)
    picture = Image.effect_noise((595, 842), 80)
    if black:
        picture.paste(0, (100, 125, 160, 155))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)


def annotated(data: bytes, subtype: str, **more: str) -> bytes:
    """Return a PDF with a comment of that sort on its first page."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    left, bottom, wide, high = NAME
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): ArrayObject(
                FloatObject(n) for n in (left, bottom, left + wide, bottom + high)
            ),
            NameObject("/F"): NumberObject(4),
            **{NameObject(f"/{key}"): TextStringObject(value) for key, value in more.items()},
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    return _written(writer)


def edited(data: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    """Return a PDF after a change of its parts."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    return _written(writer)


def changed_later(data: bytes) -> bytes:
    """Return a PDF that keeps its earlier version: a change was added at its end."""
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_blank_page()
    return _written(writer)


def read(data: bytes, name: str = "reply.pdf") -> Inspection:
    """Return the inspection of a file."""
    *_, last = inspect(data, name)
    assert isinstance(last, Inspection)
    return last


def told(data: bytes, name: str = "reply.pdf") -> list[str]:
    """Return what was found in a file, with its place."""
    found = read(data, name).findings
    return [f"{one.place}: {one.what}" if one.place else one.what for one in found]


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
