"""PDF files that hide something, each in its own way."""

import io
from collections.abc import Callable

import pypdf
from PIL import Image, ImageDraw
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.bundle.corpora.people import Made

Draw = Callable[[Canvas, Made], None]
Leak = Callable[[Made], bytes]

WIDE, HIGH = 595, 842
LINE_X, LINE_Y = 60.0, 420.0
"""Where the secret stands."""


def page(canvas: Canvas, made: Made) -> None:
    """Draw lines that anybody may read, with space for one more."""
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(made.lines()):
        canvas.drawString(LINE_X, 760 - 24 * number, line)


def pdf(*draws: Callable[[Canvas], object], author: str = "") -> bytes:
    """Return a PDF with a page for each drawing."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1)
    canvas.setAuthor(author)
    canvas.setTitle("Answer")
    canvas.setSubject("")
    canvas.setCreator("")
    canvas.setProducer("Office")
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn(draw: Draw, pages: int = 2) -> Leak:
    """Return a leak that is drawn on one of some pages."""

    def leak(made: Made) -> bytes:
        at = made.chance.randrange(pages)

        def one(number: int) -> Callable[[Canvas], None]:
            def both(canvas: Canvas) -> None:
                page(canvas, made)
                if number == at:
                    draw(canvas, made)

            return both

        return pdf(*(one(number) for number in range(pages)))

    return leak


def changed(change: Callable[[pypdf.PdfWriter, Made], object], draw: Draw | None = None) -> Leak:
    """Return a leak that lies in the parts of a PDF."""

    def leak(made: Made) -> bytes:
        plain = drawn(draw or (lambda _canvas, _made: None))(made)
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
        change(writer, made)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return leak


def _secret(canvas: Canvas, made: Made, x: float = LINE_X, y: float = LINE_Y) -> float:
    said = made.secret
    canvas.drawString(x, y, said)
    return float(canvas.stringWidth(said, "Helvetica", 10))


def _box(*colour: float) -> Draw:
    def draw(canvas: Canvas, made: Made) -> None:
        wide = _secret(canvas, made)
        canvas.setFillColorRGB(*colour)
        canvas.rect(LINE_X - 2, LINE_Y - 3, wide + 4, 14, stroke=0, fill=1)

    return draw


def _thick_line(canvas: Canvas, made: Made) -> None:
    wide = _secret(canvas, made)
    canvas.setLineWidth(14)
    canvas.line(LINE_X - 2, LINE_Y + 4, LINE_X + wide + 2, LINE_Y + 4)


def _labelled(canvas: Canvas, made: Made) -> None:
    _box(0, 0, 0)(canvas, made)
    canvas.setFillGray(1)
    canvas.drawString(LINE_X + 8, LINE_Y, "Redacted")


def _picture_over(canvas: Canvas, made: Made) -> None:
    wide = _secret(canvas, made)
    patch = ImageReader(Image.new("L", (40, 10), made.chance.choice((0, 255))))
    canvas.drawImage(patch, LINE_X - 2, LINE_Y - 3, wide + 4, 14)


def _grey(tone: float) -> Draw:
    def draw(canvas: Canvas, made: Made) -> None:
        canvas.setFillGray(tone)
        _secret(canvas, made)

    return draw


def _on_ground(canvas: Canvas, made: Made) -> None:
    colour = [made.chance.random() for _ in range(3)]
    canvas.setFillColorRGB(*colour)
    canvas.rect(LINE_X - 2, LINE_Y - 3, 400, 14, stroke=0, fill=1)
    _secret(canvas, made)


def _transparent(canvas: Canvas, made: Made) -> None:
    canvas.setFillAlpha(0)
    _secret(canvas, made)


def _tiny(canvas: Canvas, made: Made) -> None:
    canvas.setFont("Helvetica", made.chance.choice((0.4, 0.8, 1.2)))
    _secret(canvas, made)


def _outside(canvas: Canvas, made: Made) -> None:
    x, y = made.chance.choice(((-420, 300), (640, 300), (LINE_X, -40), (LINE_X, 900)))
    _secret(canvas, made, x, y)


def _clipped(canvas: Canvas, made: Made) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 50, 50)
    canvas.clipPath(path, stroke=0)
    _secret(canvas, made)
    canvas.restoreState()


def _mode(mode: int) -> Draw:
    def draw(canvas: Canvas, made: Made) -> None:
        text = canvas.beginText(LINE_X, LINE_Y)
        text.setTextRenderMode(mode)
        text.textLine(made.secret)
        canvas.drawText(text)

    return draw


def scanned(made: Made, *, said: str = "", high: int = 300) -> Image.Image:
    """Return a picture of a few lines, as a scanner makes it."""
    picture = Image.new("L", (WIDE, high), 245)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate((*made.lines(6), said)):
        pen.text((20, 20 + 30 * number), line, fill=20)
    return picture


def _boxed_scan(canvas: Canvas, made: Made) -> None:
    canvas.drawImage(ImageReader(scanned(made, said=made.secret)), 0, 60, WIDE, 300)
    canvas.rect(20, made.chance.randint(120, 240), 200, 20, fill=1)


def _scan_with_words(canvas: Canvas, made: Made) -> None:
    text = canvas.beginText(40, 200)
    text.setTextRenderMode(3)
    text.textLine(made.secret)
    canvas.drawText(text)
    picture = scanned(made)
    ImageDraw.Draw(picture).rectangle((20, 130, 575, 180), fill=0)
    canvas.drawImage(ImageReader(picture), 0, 60, WIDE, 300)


def _cropped_picture(canvas: Canvas, made: Made) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(60, 60, 200, 100)
    canvas.clipPath(path, stroke=0)
    canvas.drawImage(ImageReader(scanned(made, said=made.secret)), 60, 60, 400, 300)
    canvas.restoreState()


def _picture_off_page(canvas: Canvas, made: Made) -> None:
    canvas.drawImage(ImageReader(scanned(made, said=made.secret)), 300, 60, 590, 120)


def _link(canvas: Canvas, made: Made) -> None:
    address = made.other.replace(" ", ".").lower()
    canvas.linkURL(f"mailto:{address}@example.org", (60, 60, 200, 80))


def _bookmark(canvas: Canvas, made: Made) -> None:
    canvas.bookmarkPage("p")
    canvas.addOutlineEntry(f"Statement of {made.other}", "p")


def _plain_name(canvas: Canvas, made: Made) -> None:
    _secret(canvas, made)


DRAWN: dict[str, tuple[Draw, str]] = {
    "name left on the page": (_plain_name, "It names"),
    "black box over words": (_box(0, 0, 0), "under a box"),
    "white box over words": (_box(1, 1, 1), "under a white box"),
    "coloured box over words": (_box(0.2, 0.3, 0.6), "can be copied out"),
    "thick line over words": (_thick_line, "can be copied out"),
    "box with a label over words": (_labelled, "can be copied out"),
    "picture over words": (_picture_over, "can be copied out"),
    "white words": (_grey(1), "can be copied out"),
    "words as pale as paper": (_grey(0.985), "can be copied out"),
    "words the colour of their ground": (_on_ground, "can be copied out"),
    "transparent words": (_transparent, "can be copied out"),
    "tiny words": (_tiny, "can be copied out"),
    "words outside the page": (_outside, "outside the page"),
    "words outside a clip": (_clipped, "can be copied out"),
    "invisible words": (_mode(3), "can be copied out"),
    "words that only clip": (_mode(7), "can be copied out"),
    "box drawn over a scan": (_boxed_scan, "over a picture"),
    "words behind a black place of a scan": (_scan_with_words, "under a box"),
    "cropped picture in a PDF": (_cropped_picture, "part of a picture"),
    "picture over the edge of the page": (_picture_off_page, "part of a picture"),
    "name in a link": (_link, "It names"),
    "name in a bookmark": (_bookmark, "It names"),
}
"""Each way of drawing a leak, with words of the finding that must tell it."""


def name_object(**entries: object) -> DictionaryObject:
    """Return a PDF dictionary. Strings that begin with / are names."""
    made = DictionaryObject()
    for key, value in entries.items():
        if isinstance(value, str):
            text = NameObject(value) if value.startswith("/") else TextStringObject(value)
            made[NameObject(f"/{key}")] = text
        elif isinstance(value, int):
            made[NameObject(f"/{key}")] = NumberObject(value)
        elif isinstance(value, tuple):
            made[NameObject(f"/{key}")] = ArrayObject(FloatObject(n) for n in value)
        else:
            made[NameObject(f"/{key}")] = value
    return made


def stream(data: bytes, **entries: object) -> DecodedStreamObject:
    """Return a PDF stream."""
    made = DecodedStreamObject()
    made.set_data(data)
    made.update(name_object(**entries))
    return made
