"""The files that lines of the tables are given on stdin, made for each home."""

import base64
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial
from io import BytesIO
from pathlib import Path

from docx import Document
from reportlab.pdfgen.canvas import Canvas

from dpo_console.cases.application import public_forms
from dpo_console.casework.notice.publishing import form_file
from tests.bundle.pdf_files import boxed, pdf
from tests.casework.application.filling import filled
from tests.conftest import desks
from tests.leaving.tricks import SECRET
from tests.letters.word.test_logo import PNG


def _taken(home: Path, reference: str, name: str) -> bytes:
    """Return the Word file of a letter, as somebody takes it from the shared folder."""
    return (home / "exports" / reference / f"{reference}-{name}-1.docx").read_bytes()


def _hidden(home: Path) -> bytes:
    """Return an acknowledgement with an address in words that Word doesn't show."""
    document, file = Document(BytesIO(_taken(home, "SAR-2026-0002", "acknowledgement"))), BytesIO()
    document.add_paragraph().add_run(SECRET).font.hidden = True
    document.save(file)
    return file.getvalue()


def _another_pupil(home: Path, words: str = "She sat beside Cole Nash.") -> bytes:
    """Return an acknowledgement to which somebody added the name of another family's child."""
    document, file = Document(BytesIO(_taken(home, "SAR-2026-0002", "acknowledgement"))), BytesIO()
    document.add_paragraph(words)
    document.save(file)
    return file.getvalue()


def _spaced(text: str) -> str:
    """Return a text as somebody types it, without the spaces that keep words together."""
    return text.replace("\u00a0", " ")


def _added(home: Path, reference: str, name: str, words: str, line: str = "") -> bytes:
    """Return a letter with words added at its end, or in place of what a line of it says."""
    document, file = Document(BytesIO(_taken(home, reference, name))), BytesIO()
    found = [p for p in document.paragraphs if line and line in _spaced(p.text)]
    for paragraph in found:
        paragraph.text = _spaced(paragraph.text).replace(line, words)
    if not found:
        document.add_paragraph(words)
    document.save(file)
    return file.getvalue()


def _pasted(home: Path, reference: str, paper: str) -> bytes:
    """Return an acknowledgement with all but the first lines of a paper pasted below it."""
    source = Document(BytesIO(_taken(home, reference, paper)))
    lines = [paragraph.text for paragraph in source.paragraphs if paragraph.text.strip()]
    return _added(home, reference, "acknowledgement", "\n".join(lines[2:]))


def _pictured(home: Path, reference: str) -> bytes:
    """Return an acknowledgement with a picture, such as a scan of an address."""
    document, file = Document(BytesIO(_taken(home, reference, "acknowledgement"))), BytesIO()
    document.add_picture(BytesIO(PNG))
    document.save(file)
    return file.getvalue()


def _edited(home: Path, reference: str, body: str) -> bytes:
    """Return an acknowledgement with more in its body, as only a program can write it."""
    taken, file = BytesIO(_taken(home, reference, "acknowledgement")), BytesIO()
    with zipfile.ZipFile(taken) as source, zipfile.ZipFile(file, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:sectPr", f"{body}<w:sectPr".encode(), 1)
            archive.writestr(name, part)
    return file.getvalue()


def _with_part(home: Path, reference: str, name: str, data: bytes, told: str) -> bytes:
    """Return an acknowledgement with one more part, and `told` among the relations that it has."""
    taken, file = BytesIO(_taken(home, reference, "acknowledgement")), BytesIO()
    with zipfile.ZipFile(taken) as source, zipfile.ZipFile(file, "w") as archive:
        for part in source.namelist():
            content = source.read(part)
            if part == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", f"{told}</Relationships>".encode())
            archive.writestr(part, content)
        archive.writestr(name, data)
    return file.getvalue()


_RELATION = '<Relationship Id="rId99" Type="http://schemas.{}" Target="{}" TargetMode="{}"/>'


def _line(words: str = SECRET, paragraph: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


_SPELT = "".join(f'<w:sym w:font="Arial" w:char="F0{ord(c):02X}"/>' for c in SECRET)

BODIES = {
    "off-page.docx": _line(paragraph='<w:ind w:left="-20000"/>'),
    "frame.docx": _line(paragraph='<w:framePr w:x="-12000" w:y="1"/>'),
    "symbols.docx": f"<w:p><w:r>{_SPELT}</w:r></w:p>",
    "squeezed.docx": _line(run='<w:fitText w:val="1"/>'),
    "lifted.docx": _line(run='<w:position w:val="3000"/>'),
    "pictures.docx": _line(run='<w:rFonts w:ascii="Wingdings"/>'),
    "see-through.docx": _line(run="<w:textFill><w:noFill/></w:textFill>"),
    "reversed.docx": f'<w:p><w:bdo w:val="rtl">{_line()}</w:bdo></w:p>',
    "plain-edit.docx": _line("We add: the office is closed on 18 December."),
    "indented.docx": _line("1. The years you mean.", '<w:ind w:left="720" w:hanging="720"/>'),
}
"""What a program puts into a letter: words in hidden places, and lawful ones."""


def _word(*lines: str) -> bytes:
    document, file = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


REGISTER = """Type,Received,Requester,Requester type,Organisation,Pupil,Answered,Closed,Result
disclosure,16/11/2026,Rex Vane,insurer,Keel Insurance,Tess Ford,24/11/2026,24/11/2026,disclosed
sar,16/11/2026,Rex Vane,parent,,Tess Ford,24/11/2026,24/11/2026,disclosed in full
"""
"""A register that says that a man who was refused got what he asked for."""


FORGED = b"""From: Anna Reed <anna.new@example.org>
Reply-To: p.reed77@example.org
To: office@oak.example.org
Subject: My data
Date: Mon, 23 Nov 2026 09:00:00 +0000

Please send me a copy of everything that you hold about my daughter Lily Reed. This is a subject
access request.
Anna Reed
"""


def _message(words: str) -> bytes:
    """Return an e-mail with words in a file that is attached to it."""
    message = EmailMessage()
    message["From"], message["Subject"] = "jane@example.org", "The form"
    message.set_content("See the form.")
    message.add_attachment(
        words.encode(), maintype="application", subtype="octet-stream", filename="form.docx"
    )
    return message.as_bytes()


def _form(home: Path, **said: str) -> bytes:
    """Return an e-mail with our complaint form, which asks to keep a house from Rob Ash."""
    told = {"name": "Gwen Ash", "reach": "gwen@example.org, 5 Hidden Close, Harbourton HB8 8HH"}
    told |= {"whose": "My child's", "person": "Tia Ash", "what": "You told him", **said}
    answers = {f"points.listed/{tag}": words for tag, words in told.items()}
    form = form_file(desks(home)(), public_forms()["complaint"])
    data = filled(form, {**answers, "outcome.protected": "Yes: Rob Ash"})
    message = EmailMessage()
    message["From"], message["Date"] = "gwen@example.org", "Tue, 24 Nov 2026 09:12:00 +0000"
    message.set_content("My form is attached.")
    message.add_attachment(
        data, maintype="application", subtype="octet-stream", filename="form.docx"
    )
    return message.as_bytes()


def _plain(canvas: Canvas) -> None:
    canvas.drawString(50, 700, "She sits in the second row.")


FILES: dict[str, Callable[[Path], bytes]] = {
    "reply.pdf": lambda _: pdf(*[_plain] * 3),
    "boxed.pdf": lambda _: pdf(boxed),
    "scan.pdf": lambda _: pdf(lambda canvas: canvas.rect(50, 50, 300, 300, fill=1)),
    "text.txt": lambda _: b"She is in the second row of the picture.",
    "empty.docx": lambda _: _word("Nothing."),
    "secret.docx": lambda _: _word("Jane lives at", SECRET),
    "hidden.docx": _hidden,
    "another-pupil.docx": _another_pupil,
    "his-house.docx": partial(_another_pupil, words="Was she at 9 Mill Lane that day?"),
    "picture.docx": partial(_pictured, reference="SAR-2026-0002"),
    "more-given.docx": partial(
        _added, reference="DSC-2026-0003", name="approved-data-cover", words="Also: their badges."
    ),
    "refused-and-given.docx": partial(
        _added, reference="DSC-2026-0006", name="third-party-refusal", words="PS. tess was absent."
    ),
    "another-house.docx": partial(
        _added,
        reference="SAR-2026-0002",
        name="acknowledgement",
        words="c/o Keel, 6 Hill Street",
        line="2 Oak Row",
    ),
    "above-it.docx": partial(
        _added,
        reference="SAR-2026-0002",
        name="acknowledgement",
        words="Keel Insurance, 6 Hill Street\nRosa Lane",
        line="Rosa Lane",
    ),
    "to-police.docx": partial(
        _added, reference="DSC-2026-0009", name="acknowledgement", words="We close at noon."
    ),
    "copied.docx": partial(
        _added,
        reference="SAR-2026-0016",
        name="acknowledgement",
        words="Copy to: Mr P. Reed, 9 Mill Lane",
    ),
    "copied-to-his-solicitor.docx": partial(
        _added,
        reference="SAR-2026-0016",
        name="acknowledgement",
        words="Copy to: Noel Crane, Crane and Rook",
    ),
    "named-below.docx": partial(
        _added,
        reference="SAR-2026-0016",
        name="acknowledgement",
        words="Paul Reed\n9 Mill Lane, Brookfield",
    ),
    "named-in-a-sentence.docx": partial(
        _added,
        reference="SAR-2026-0016",
        name="acknowledgement",
        words="We said the same to Paul Reed on the telephone.",
    ),
    "named-in-part.docx": partial(
        _added, reference="SAR-2026-0016", name="acknowledgement", words="Also for Mr Reed"
    ),
    "greeted.docx": partial(
        _added,
        reference="SAR-2026-0016",
        name="acknowledgement",
        words="Ms Reed, please bring this letter. Our office closes on 18 December.",
    ),
    "copied-to-the-head.docx": partial(
        _added, reference="SAR-2026-0016", name="acknowledgement", words="Copy to: Ruth Castle"
    ),
    "and-another.docx": partial(
        _added,
        reference="SAR-2026-0002",
        name="acknowledgement",
        words="Rosa Lane and Rex Vane",
        line="Rosa Lane",
    ),
    "fathers-picture.docx": partial(_pictured, reference="SAR-2026-0017"),
    "small-letters.docx": partial(_another_pupil, words="she sat beside cole nash and tess ford"),
    "protected.docx": partial(_another_pupil, words="anna reed was there too."),
    "macro.docx": partial(
        _with_part,
        reference="SAR-2026-0002",
        name="word/note.png",
        data=b"\xd0\xcf\x11\xe0 a program",
        told=_RELATION.format(
            "microsoft.com/office/2006/relationships/vbaProject", "note.png", "Internal"
        ),
    ),
    "loads.docx": partial(
        _with_part,
        reference="SAR-2026-0002",
        name="word/more.xml",
        data=b"<a/>",
        told=_RELATION.format(
            "openxmlformats.org/officeDocument/2006/relationships/image",
            "file://server/share/4-refuge-row.png",
            "External",
        ),
    ),
    **{name: partial(_edited, reference="SAR-2026-0002", body=b) for name, b in BODIES.items()},
    "acknowledgement.docx": lambda home: _taken(home, "SAR-2026-0002", "acknowledgement"),
    "terms.docx": lambda home: _taken(home, "DSC-2026-0004", "third-party-approval"),
    "search-request.docx": lambda home: _taken(home, "SAR-2026-0002", "search-request"),
    "search-pasted.docx": partial(_pasted, reference="SAR-2026-0002", paper="search-request"),
    "terms-and-more.docx": partial(
        _added, reference="DSC-2026-0004", name="third-party-approval", words="Ann was absent."
    ),
    "register.csv": lambda _: REGISTER.encode(),
    "text.docx": lambda _: b"This is no Word file.",
    "scan.png": lambda _: b"\x89PNG\r\n a picture",
    "her-house.eml": lambda _: _message(SECRET),
    "forged.eml": lambda _: FORGED,
    "protecting.eml": _form,
    "base64.txt": lambda _: base64.encodebytes(f"She lives at {SECRET}, {SECRET}".encode()),
    "her-house.txt": lambda _: b"She lives at 4 Refuge Row, Harbourton HB4 9ZZ now.",
    "fern.txt": lambda _: b"He lives at 7 Fern Row, Harbourton HB7 7QQ now.",
    "cole.txt": lambda _: b"he sat beside cole nash",
}
