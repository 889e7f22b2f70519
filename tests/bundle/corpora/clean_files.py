"""Files as an office makes them that hide nothing: each looks a little as if it did."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import reportlab
from docx.document import Document as DocumentObject
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.bundle.corpora.pdf_leaks import changed, drawn, page, pdf
from tests.bundle.corpora.people import Made
from tests.bundle.corpora.sheet_leaks import sheet
from tests.bundle.corpora.word_leaks import word

Named = Callable[[Made], tuple[str, bytes]]


def _letter(made: Made) -> tuple[str, bytes]:
    return "letter.pdf", drawn(lambda _canvas, _made: None, made.chance.randint(1, 5))(made)


def _report(made: Made) -> tuple[str, bytes]:
    """Return a report with a table: white words on a dark ground, and shaded rows."""
    out, styles = io.BytesIO(), getSampleStyleSheet()
    rows = [
        ["Day", "Lesson", "Mark"],
        *([f"{n}", line, "B"] for n, line in enumerate(made.lines())),
    ]
    table = Table(rows, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), colors.darkblue),
                ("TEXTCOLOR", (0, 0), (-1, 0), colors.white),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.whitesmoke]),
                ("GRID", (0, 0), (-1, -1), 0.25, colors.grey),
            ]
        )
    )
    story = [Paragraph("Report", styles["Title"])]
    story += [Paragraph(line, styles["Normal"]) for line in made.lines(30)]
    story += [Spacer(1, 12), table]
    SimpleDocTemplate(out, title="Report", author="", producer="Office").build(story)
    return "report.pdf", out.getvalue()


def _redacted(canvas: Canvas, _made: Made) -> None:
    """Draw a black box with nothing below, and what it stands for."""
    canvas.rect(60, 415, 180, 14, fill=1)
    canvas.setFillGray(1)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(66, 419, "s.40(2): another pupil")


def _struck(canvas: Canvas, _made: Made) -> None:
    """Draw underlined and struck words, and a small footnote."""
    canvas.drawString(60, 420, "Old lesson plan, replaced")
    canvas.line(60, 423, 180, 423)
    canvas.line(60, 418, 180, 418)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(60, 40, "1 As the school's policy on marking says.")


def _marked(canvas: Canvas, _made: Made) -> None:
    """Draw words on a yellow ground, and a pale stamp behind others."""
    canvas.setFillColorRGB(1, 1, 0.4)
    canvas.rect(58, 416, 200, 14, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(60, 420, "Please read this part first")
    canvas.saveState()
    canvas.setFillGray(0.75)
    canvas.setFont("Helvetica-Bold", 60)
    canvas.rotate(30)
    canvas.drawString(200, 150, "COPY")
    canvas.restoreState()


def _badge(canvas: Canvas, _made: Made) -> None:
    """Draw a small badge, as a letterhead has it, and a link to the school's website."""
    canvas.drawInlineImage(Image.new("RGB", (40, 40), "navy"), 480, 770, 50, 50)
    canvas.drawString(60, 420, "www.oakprimary.example.org")
    canvas.linkURL("https://www.oakprimary.example.org", (60, 416, 220, 432))


def _turned(made: Made) -> tuple[str, bytes]:
    """Return a PDF with a page that is read sideways."""

    def turn(writer: pypdf.PdfWriter, made: Made) -> None:
        writer.pages[0].rotate(made.chance.choice((90, 180, 270)))

    return "side.pdf", changed(turn)(made)


def _accents(made: Made) -> tuple[str, bytes]:
    """Return a PDF with an embedded font, accents, superscripts and a list of contents."""
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        font = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
        pdfmetrics.registerFont(TTFont("Vera", str(font)))

    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage("one")
        canvas.addOutlineEntry("Résumé", "one")
        canvas.setFont("Vera", 11)
        canvas.drawString(60, 180, "Café, naïve, façade, Übung, 5 × 3 = 15")
        text = canvas.beginText(60, 140)
        text.textOut("See note")
        text.setRise(4)
        text.setFont("Vera", 6)
        text.textOut("2")
        canvas.drawText(text)
        page(canvas, made)

    return "notes.pdf", pdf(draw)


def _drawn(draw: Callable[[Canvas, Made], None], name: str) -> Named:
    return lambda made: (name, drawn(draw, made.chance.randint(1, 3))(made))


def _plain_word(document: DocumentObject, made: Made) -> None:
    document.add_heading("What was agreed", 1)
    document.add_paragraph("First", style="List Bullet")
    document.add_paragraph("Second", style="List Number")
    table = document.add_table(rows=2, cols=2, style="Light Grid Accent 1")
    table.cell(0, 0).text, table.cell(0, 1).text = "Day", "What"
    table.cell(1, 0).text, table.cell(1, 1).text = "2 November", made.lines()[0]
    document.sections[0].header.paragraphs[0].text = "Oak Primary School"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.paragraphs[0].runs[0].font.size = Pt(8)
    document.paragraphs[0].runs[0].font.bold = True


def _marks(book: Workbook, _made: Made) -> None:
    first = book["Marks"]
    for cell in first[1]:
        cell.font = Font(color="FFFFFFFF", bold=True)
        cell.fill = PatternFill("solid", fgColor="FF1F4E78")
    first.freeze_panes = "A2"
    first.auto_filter.ref = "A1:C9"
    first["C12"] = "=SUM(C2:C9)"
    first["C13"] = '=C2&" | "&C3'
    first["A14"] = "Total"
    first["A14"].alignment = Alignment(horizontal="right")
    first.merge_cells("A15:C15")
    first["A15"] = "From the register of marks"
    first.column_dimensions["B"].width = 60
    first.row_dimensions[1].height = 24


def _plain_text(made: Made) -> tuple[str, bytes]:
    return "notes.txt", "\n".join(made.lines()).encode()


def _plain_table(made: Made) -> tuple[str, bytes]:
    rows = [f'{n},"{line}",{n * 2}' for n, line in enumerate(made.lines())]
    usual = ("4,+44 20 7946 0018,-3", "5,- Mr O’Shea (Year 6),a@example.org", "6,'=SUM(A1),x")
    return "marks.csv", "\r\n".join(("day,lesson,mark", *rows, *usual)).encode()


CLEAN: dict[str, Named] = {
    "letter": _letter,
    "report with a table": _report,
    "box with nothing below": _drawn(_redacted, "redacted.pdf"),
    "struck words and a footnote": _drawn(_struck, "plan.pdf"),
    "marked words and a stamp": _drawn(_marked, "copy.pdf"),
    "badge and a web link": _drawn(_badge, "head.pdf"),
    "page read sideways": _turned,
    "accents, superscripts, contents": _accents,
    "Word file": lambda made: ("minutes.docx", word(made, _plain_word)),
    "spreadsheet": lambda made: ("marks.xlsx", sheet(made, _marks)),
    "text": _plain_text,
    "table as text": _plain_table,
}
"""Each sort of file that hides nothing."""
