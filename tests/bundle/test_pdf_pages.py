"""Words that a page of a PDF doesn't show are found, and words that it shows are not."""

import pypdf
import pytest
from pypdf.generic import NameObject, NumberObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

from tests.bundle.pdf_files import LINE, Draw, boxed, edited, labelled, pdf, read, scan, told, words

COVERED = "page 1: Words under a box or a picture can be copied out: “Tess Ford,”"
PALE = "page 1: Words as pale as the page, under a white box or not shown can be copied out: "


def _white_box(canvas: Canvas) -> None:
    words(canvas)
    canvas.setFillGray(1)
    canvas.rect(105, 695, 46, 16, fill=1, stroke=0)


def _white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    words(canvas)


def _picture(canvas: Canvas) -> None:
    words(canvas)
    canvas.setFillColorRGB(0.3, 0.6, 0.9)
    canvas.rect(105, 695, 46, 16, fill=1, stroke=0)


def _unseen(canvas: Canvas) -> None:
    text = canvas.beginText(50, 700)
    text.setTextRenderMode(3)
    text.textLine("Tess Ford")
    canvas.drawText(text)


def _clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(50, 100, 10, 10)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(50, 700, "Tess Ford")


def _in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("inner")
    canvas.setFont("Helvetica", 10)
    boxed(canvas)
    canvas.endForm()
    canvas.doForm("inner")


def _tiny(canvas: Canvas) -> None:
    canvas.setFontSize(0.4)
    canvas.drawString(50, 700, "Tess Ford")


def _outside(canvas: Canvas) -> None:
    canvas.drawString(50, 900, "Tess Ford")


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (boxed, COVERED),
        (labelled, COVERED),
        (_in_a_form, COVERED),
        (_picture, COVERED),
        (_white_box, f"{PALE}“Tess Ford,”"),
        (_white, f"{PALE}“{LINE[:40]}"),
        (_unseen, f"{PALE}“Tess Ford”"),
        (_clipped, f"{PALE}“Tess Ford”"),
        (_tiny, "page 1: Words too small to read can be copied out: “Tess Ford”"),
        (_outside, "page 1: Words outside the page can be copied out: “Tess Ford”"),
    ],
)
def test_words_that_no_page_shows_are_told(draw: Draw, says: str) -> None:
    (found,) = told(pdf(draw))
    assert found.startswith(says.removesuffix("”"))


def test_a_part_of_a_word_that_is_covered_is_told() -> None:
    def half(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Whitlockson")
        canvas.rect(80, 695, 40, 16, fill=1)

    assert told(pdf(half)) == [COVERED.replace("Tess Ford,", "Whitlockson")]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_is_turned_or_cropped_is_read_as_it_is_seen(turned: int) -> None:
    def turn(writer: pypdf.PdfWriter) -> None:
        page = writer.pages[0]
        page[NameObject("/Rotate")] = NumberObject(turned)
        page.cropbox = RectangleObject((20, 400, 500, 800))

    assert told(edited(pdf(words), turn)) == []
    assert told(edited(pdf(boxed), turn)) == [COVERED]


def test_words_cut_off_by_the_crop_are_outside_the_page() -> None:
    def crop(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].cropbox = RectangleObject((20, 20, 500, 600))

    (found,) = told(edited(pdf(words), crop))
    assert found.startswith("page 1: Words outside the page can be copied out: “The mother,")


def _every_size(canvas: Canvas) -> None:
    """Draw words in many fonts and sizes, in grey, turned, and white on a dark heading."""
    height = 820.0
    for font in ("Helvetica", "Times-Roman", "Courier", "Helvetica-Bold", "Times-Italic"):
        for size in (5, 6, 7, 8, 9, 10, 12, 18):
            canvas.setFont(font, size)
            height -= size + 4
            canvas.drawString(40, height, "Illicit, it will fill (i) l 1 | W-m e.g. £5,000")
    canvas.setFont("Helvetica", 9)
    for n, grey in enumerate((0.3, 0.5, 0.6, 0.7)):
        canvas.setFillGray(grey)
        canvas.drawString(420, 800 - 20 * n, "a footer in grey")
    canvas.setFillColorRGB(0, 0.2, 0.5)
    canvas.rect(400, 600, 160, 40, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(410, 620, "White on a blue heading")
    canvas.setFillGray(0)
    for angle in (30, 90, 180):
        canvas.saveState()
        canvas.translate(480, 300)
        canvas.rotate(angle)
        canvas.drawString(20, 10, "turned words")
        canvas.restoreState()


def test_words_that_a_reader_sees_are_no_finding() -> None:
    assert told(pdf(_every_size, words)) == []


def test_a_redaction_that_took_the_words_out_is_no_finding() -> None:
    def redacted(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "The mother,")
        canvas.rect(105, 695, 46, 16, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(108, 699, "s.40(2)")

    assert told(pdf(redacted)) == []


def test_a_scan_cant_be_read_and_each_of_its_pages_is_named() -> None:
    found = read(pdf(words, scan))
    assert (found.findings, found.unread, found.pages) == ((), ("page 2",), 2)
    assert LINE in found.words[-1].text, "the words behind a scan are read for names"


def test_words_behind_a_black_place_of_a_scan_are_told() -> None:
    (found,) = told(pdf(lambda canvas: scan(canvas, black=True)))
    assert found.startswith(COVERED.removesuffix(" Ford,”"))


def test_a_page_whose_words_are_drawn_as_shapes_cant_be_read() -> None:
    assert read(pdf(lambda canvas: canvas.line(50, 50, 80, 90))).unread == ("page 1",)
