"""Made-up messages of every kind, each with what it is: `messages`."""

import base64
import quopri
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from typing import NamedTuple

from tests.cases.intake.bodies import BODIES, Body

TODAY = date(2026, 11, 25)
SCHOOL = "oak.example.org"


class Made(NamedTuple):
    """A message's bytes, with its words and the day on which it came."""

    data: bytes
    body: Body
    day: date


def address(name: str) -> str:
    """Return a made-up address for a name."""
    plain = name.casefold().replace("ó", "o").replace(" ", ".")
    return f"{plain}@home.example.net"


def stamp(at: datetime) -> str:
    return f"{at:%a, %d %b %Y %H:%M:%S} +0000"


def head(body: Body, at: datetime, more: str = "", *, sender: str = "") -> str:
    who = sender or f"{encoded(body.writer)} <{address(body.writer)}>"
    return (
        f"Received: from mx.example.net by mail.{SCHOOL}; {stamp(at + timedelta(minutes=1))}\r\n"
        f"From: {who}\r\nTo: Office <office@{SCHOOL}>\r\nSubject: {encoded(body.title)}\r\n"
        f"Date: {stamp(at)}\r\nMessage-ID: <{at:%j%H%M}.{len(body.words)}@home.example.net>\r\n"
        f"MIME-Version: 1.0\r\n{more}"
    )


def encoded(text: str) -> str:
    if text.isascii():
        return text
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


def said(body: Body) -> str:
    return f"{body.words}\n\nKind regards,\n{body.writer}\n"


def plain(body: Body, at: datetime) -> Made:
    more = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    data = f"{head(body, at, more)}{said(body)}".encode()
    return Made(data, body, at.date())


def windows(body: Body, at: datetime) -> Made:
    """Write as an old Windows program does: cp1250 for Polish, quoted-printable."""
    charset = "windows-1252" if body.words.isascii() and body.writer.isascii() else "windows-1250"
    content = quopri.encodestring(said(body).encode(charset)).decode()
    more = (
        f"Content-Type: text/plain; charset={charset}\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return Made((head(body, at, more) + content).encode(), body, at.date())


def page(body: Body) -> str:
    lines = "".join(f"<p>{line}</p>" for line in said(body).split("\n"))
    hidden = '<div style="display:none">Freedom of information request, internal review</div>'
    return (
        f"<html><head><title>erasure</title><style>p {{}}</style></head><body>{hidden}"
        f"{lines}<script>data breach</script></body></html>"
    )


def html_only(body: Body, at: datetime) -> Made:
    content = base64.encodebytes(page(body).encode()).decode()
    more = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return Made((head(body, at, more) + content).encode(), body, at.date())


def with_file(body: Body, at: datetime) -> Made:
    more = (
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
        'Content-Type: multipart/alternative; boundary="y"\r\n\r\n--y\r\n'
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{said(body)}\r\n--y\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n{page(body)}\r\n--y--\r\n--x\r\n"
        'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="id.pdf"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjc=\r\n--x--\r\n"
    )
    return Made((head(body, at) + more).encode(), body, at.date())


FORMS = (plain, windows, html_only, with_file)


def messages() -> Iterator[Made]:
    """Yield each body in each form, always the same."""
    for number, (body, form) in enumerate(product(BODIES, FORMS)):
        yield form(body, datetime(2026, 11, 2, 8, 5) + timedelta(days=number % 14))
