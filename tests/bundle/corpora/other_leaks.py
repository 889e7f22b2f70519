"""Files of other sorts that hide something."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.bundle.corpora.pdf_leaks import scanned
from tests.bundle.corpora.people import Made

Named = Callable[[Made], tuple[str, bytes]]


def _camera(made: Made) -> tuple[str, bytes]:
    exif = Image.Exif()
    exif[0x010E] = made.secret
    out = io.BytesIO()
    scanned(made).save(out, "JPEG", exif=exif)
    return "picture.jpg", out.getvalue()


def _picture_words(made: Made) -> tuple[str, bytes]:
    out, about = io.BytesIO(), PngInfo()
    about.add_text("Comment", made.secret)
    scanned(made).save(out, "PNG", pnginfo=about)
    return "picture.png", out.getvalue()


def _pages(made: Made) -> tuple[str, bytes]:
    out = io.BytesIO()
    scanned(made).save(out, "TIFF", save_all=True, append_images=[scanned(made, said=made.secret)])
    return "scan.tif", out.getvalue()


def _frames(made: Made) -> tuple[str, bytes]:
    out = io.BytesIO()
    scanned(made).save(out, "GIF", save_all=True, append_images=[scanned(made, said=made.secret)])
    return "scan.gif", out.getvalue()


def _zipped(made: Made) -> tuple[str, bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("notes.txt", made.secret)
    return "reply.zip", out.getvalue()


def _message(made: Made) -> tuple[str, bytes]:
    message = EmailMessage()
    message["Subject"] = "Behaviour"
    message["Cc"] = f"{made.other} <parent@example.org>"
    message.set_content("See below.")
    return "message.eml", message.as_bytes()


def _text(made: Made) -> tuple[str, bytes]:
    return "notes.txt", "\n".join((*made.lines(), made.secret)).encode()


def _small_letters(made: Made) -> tuple[str, bytes]:
    return "notes.txt", "\n".join((*made.lines(), made.secret.lower())).encode()


def _table(made: Made) -> tuple[str, bytes]:
    first, last = made.other.split()
    return "marks.csv", f"surname,name,mark\n{last},{first},4\n".encode()


def _web(made: Made) -> tuple[str, bytes]:
    return "page.html", f"<p hidden>{made.secret}</p><p>Nothing.</p>".encode()


def _rich(made: Made) -> tuple[str, bytes]:
    return "notes.rtf", b"{\\rtf1 {\\v " + made.secret.encode() + b"} Nothing.}"


def _named(made: Made) -> tuple[str, bytes]:
    return f"{made.other} - statement.txt", "\n".join(made.lines()).encode()


def _spaced(made: Made) -> tuple[str, bytes]:
    hidden = "\u200b".join(made.other)
    return "notes.txt", "\n".join((*made.lines(), hidden)).encode()


OTHERS: dict[str, tuple[Named, str]] = {
    "words of a camera": (_camera, "camera or a program"),
    "words of a picture": (_picture_words, "camera or a program"),
    "second page of a scan": (_pages, "pages"),
    "second picture of a GIF": (_frames, "pages"),
    "packed file": (_zipped, "Other files are in it"),
    "person copied in": (_message, "the way that it came"),
    "name in a text": (_text, "It names"),
    "name in small letters": (_small_letters, "It names"),
    "surname first in a table": (_table, "It names"),
    "hidden part of a web page": (_web, "Markup"),
    "hidden part of a rich text": (_rich, "Markup"),
    "name of the file": (_named, "It names"),
    "name with signs that show nothing": (_spaced, "It "),
}
"""Each leak of another sort, with words of the finding that must tell it."""
