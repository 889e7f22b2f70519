"""Two hundred made-up messages of every kind, each with what it is: `messages`.

`python -m tests.cases.intake.made_up` prints how many fields are proposed, left and wrong.
"""

import base64
import quopri
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dpo_console.cases.intake.proposal import CaseProposal, propose
from dpo_console.config import Settings
from dpo_console.mail.reading import read
from tests.cases.intake.bodies import BODIES, Body

COUNT = 200
TODAY = date(2026, 11, 25)
SCHOOL = "oak.example.org"


class Truth(NamedTuple):
    """What a message is. A day of None must be left to the officer."""

    kind: str
    requester: str
    about: tuple[str, ...]
    received: date | None


class Made(NamedTuple):
    """A message's bytes with its truth, and the name of its form for messages of tests."""

    form: str
    data: bytes
    truth: Truth


Form = Callable[[Body, datetime], Made]


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


def truth(body: Body, received: date | None) -> Truth:
    return Truth(body.kind, body.writer if body.kind else "", body.about, received)


def plain(body: Body, at: datetime) -> Made:
    more = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    data = f"{head(body, at, more)}{said(body)}".encode()
    return Made("plain", data, truth(body, at.date()))


def windows(body: Body, at: datetime) -> Made:
    """Write as an old Windows program does: cp1250 for Polish, quoted-printable."""
    charset = "windows-1252" if body.words.isascii() and body.writer.isascii() else "windows-1250"
    content = quopri.encodestring(said(body).encode(charset)).decode()
    more = (
        f"Content-Type: text/plain; charset={charset}\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return Made("windows", (head(body, at, more) + content).encode(), truth(body, at.date()))


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
    return Made("html only", (head(body, at, more) + content).encode(), truth(body, at.date()))


def with_file(body: Body, at: datetime) -> Made:
    more = (
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
        'Content-Type: multipart/alternative; boundary="y"\r\n\r\n--y\r\n'
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{said(body)}\r\n--y\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n{page(body)}\r\n--y--\r\n--x\r\n"
        'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="id.pdf"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjc=\r\n--x--\r\n"
    )
    return Made("with file", (head(body, at) + more).encode(), truth(body, at.date()))


def forwarded(body: Body, at: datetime) -> Made:
    """Forward it from the office two days later, as Outlook does."""
    outer = Body("", "Office", (), f"FW: {body.title}", "")
    block = (
        f"Please see below.\n\nThanks\nSandra\n\n________________________________\n"
        f"From: {body.writer} <{address(body.writer)}>\nSent: {at:%d %B %Y %H:%M}\n"
        f"To: Office <office@{SCHOOL}>\nSubject: {body.title}\n\n{said(body)}"
    )
    later = head(outer, at + timedelta(days=2), sender=f"Sandra Bell <office@{SCHOOL}>")
    later += "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    return Made("forwarded", (later + block).encode(), truth(body, at.date()))


def forwarded_by_gmail(body: Body, at: datetime) -> Made:
    outer = Body("", "Office", (), f"Fwd: {body.title}", "")
    block = (
        f"FYI\n\n---------- Forwarded message ---------\n"
        f"From: {body.writer} <{address(body.writer)}>\nDate: {at:%a, %d %b %Y} at {at:%H:%M}\n"
        f"Subject: {body.title}\nTo: <office@{SCHOOL}>\n\n\n{said(body)}"
    )
    later = head(outer, at + timedelta(days=1), sender=f"Sandra Bell <office@{SCHOOL}>")
    later += "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    return Made("forwarded by gmail", (later + block).encode(), truth(body, at.date()))


def attached(body: Body, at: datetime) -> Made:
    """Attach the request to another message."""
    outer = Body("", "Office", (), f"FW: {body.title}", "")
    inner = plain(body, at).data.decode()
    more = (
        'Content-Type: multipart/mixed; boundary="z"\r\n\r\n--z\r\nContent-Type: text/plain\r\n\r\n'
        f"For you.\r\n--z\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--z--\r\n"
    )
    later = head(outer, at + timedelta(days=3), sender=f"Sandra Bell <office@{SCHOOL}>") + more
    return Made("attached", later.encode(), truth(body, at.date()))


def replied(body: Body, at: datetime) -> Made:
    """Answer the school with the request, above what the school wrote."""
    quoted = (
        f"On {at - timedelta(days=1):%a, %d %b %Y} at 09:15, Sandra Bell\n"
        f"<office@{SCHOOL}> wrote:\n"
        "> Dear parents, our privacy notice has changed. It says how to make a subject access\n"
        "> request, and a freedom of information request.\n> Sandra Bell\n"
    )
    more = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    data = f"{head(body, at, more)}{said(body)}\n{quoted}".encode()
    return Made("replied", data, truth(body, at.date()))


def chased(body: Body, at: datetime) -> Made:
    """Remind the school of a request, and quote it: the first day counts."""
    outer = body._replace(title=f"Re: {body.title}", words="")
    more = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    block = (
        f"Have you had time to look at this?\n\n{body.writer}\n\n"
        f"From: {body.writer} <{address(body.writer)}>\nSent: {at:%A, %B %d, %Y %I:%M %p}\n"
        f"To: office@{SCHOOL}\nSubject: {body.title}\n\n{said(body)}"
    )
    data = (head(outer, at + timedelta(days=9), more) + block).encode()
    return Made("chased", data, truth(body, at.date() if body.kind else None))


def of_a_system(body: Body, at: datetime) -> Made:
    """Send it as a form of a school system."""
    pupil = f"Pupil name: {body.about[0]}\n" if len(body.about) == 1 else ""
    form = (
        f"A new form has been submitted.\n\nFull name: {body.writer}\n"
        f"Email address: {address(body.writer)}\n{pupil}Date submitted: {at:%d %B %Y}\n"
        f"Your request: {body.words}\n"
    )
    sent = head(body._replace(title="New form submission"), at, sender="noreply@mis.example.com")
    sent += "Content-Type: text/plain; charset=utf-8\r\nAuto-Submitted: auto-generated\r\n\r\n"
    return Made("form", (sent + form).encode(), truth(body, at.date()))


def of_the_regulator(body: Body, at: datetime) -> Made:
    """Send it as the Commissioner's service does, as a table of HTML."""
    asks = body.kind == "sar"
    rows = (("Your full name", body.writer), ("Your email address", address(body.writer)),
            *((("Data subject", body.about[0]),) if len(body.about) == 1 else ()),
            ("Details of your request", body.words))  # fmt: skip
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    lead = "<p>This subject access request was made through the ICO's service.</p>" if asks else ""
    sent = head(
        body._replace(title="Request made online"), at, sender="noreply@service.ico.example.com"
    )
    sent += "Content-Type: text/html; charset=utf-8\r\n\r\n"
    return Made(
        "service", f"{sent}<body>{lead}<table>{cells}</table></body>".encode(),
        truth(body, at.date()),
    )  # fmt: skip


def without_a_name(body: Body, at: datetime) -> Made:
    """Send it without a name, signed with a first name alone."""
    more = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    sent = head(body, at, more, sender="jumping_jack88@home.example.net")
    data = f"{sent}{body.words}\n\nCheers\n{body.writer.split()[0]}\n".encode()
    return Made("without a name", data, truth(body, at.date()))


def of_a_shared_account(body: Body, at: datetime) -> Made:
    """Send it from one person's account, signed by another."""
    more = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    sent = head(body, at, more, sender="Gordon Blandy <the.blandys@home.example.net>")
    return Made("shared account", f"{sent}{said(body)}".encode(), truth(body, at.date()))


def of_unknown_day(body: Body, at: datetime) -> Made:
    """Forward it with a day that may be two days."""
    day = at.replace(day=min(at.day, 9), month=10)
    outer = Body("", "Office", (), f"FW: {body.title}", "")
    block = (
        f"From: {body.writer} <{address(body.writer)}>\nSent: {day:%d/%m/%Y %H:%M}\n"
        f"To: Office <office@{SCHOOL}>\nSubject: {body.title}\n\n{said(body)}"
    )
    later = head(outer, at, sender=f"Sandra Bell <office@{SCHOOL}>")
    later += "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    return Made("unknown day", (later + block).encode(), truth(body, day.date()))


def surname_first(body: Body, at: datetime) -> Made:
    first, _, last = body.writer.partition(" ")
    more = "Content-Type: text/plain; charset=iso-8859-1\r\n\r\n"
    sent = head(body, at, more, sender=encoded(f"{last}, {first}") + f" <{address(body.writer)}>")
    sent = sent.replace(f"From: {last}, {first}", f'From: "{last}, {first}"')
    data = (sent + said(body)).encode("cp1252", "replace").replace(b"?jcik", b"\xf3jcik")
    return Made("surname first", data, truth(body, at.date()))


FORMS: tuple[Form, ...] = (
    plain, forwarded, html_only, replied, of_a_system, attached, windows, chased, with_file,
    forwarded_by_gmail, of_the_regulator, without_a_name, of_a_shared_account, of_unknown_day,
    surname_first,
)  # fmt: skip


def messages() -> Iterator[Made]:
    """Yield the messages, always the same. Each body meets other forms each time round."""
    for number in range(COUNT):
        round_, place = divmod(number, len(BODIES))
        body, form = BODIES[place], FORMS[(place + round_) % len(FORMS)]
        at = datetime(2026, 11, 2, 8, 5) + timedelta(days=number % 14, minutes=number * 7 % 600)
        yield form(body, at)


class Judged(NamedTuple):
    """A field of a message: what was proposed, and 'right', 'left' or 'wrong'."""

    field: str
    proposed: str
    verdict: str


def judged(made: Made, proposal: CaseProposal) -> Iterator[Judged]:
    """Yield the verdict on each field. A name for a message that is no request is not judged."""
    right = made.truth
    day = right.received.isoformat() if right.received else ""
    yield _judged("kind", proposal.kind.value, right.kind)
    if right.kind:
        yield _judged("requester", proposal.requester.value, right.requester)
        about = ("; ".join(sorted(names)) for names in (proposal.names, right.about))
        yield _judged("about", *about)
        yield _judged("received", proposal.received.value[:10], day)


def _judged(field: str, proposed: str, right: str) -> Judged:
    verdict = "right" if proposed == right else "wrong" if proposed else "left"
    return Judged(field, proposed, verdict)


def verdicts(settings: Settings) -> Iterator[tuple[Made, Judged]]:
    """Yield the verdict on each field of each message."""
    for made in messages():
        proposal = propose(read(made.data), settings, TODAY)
        yield from ((made, one) for one in judged(made, proposal))


if __name__ == "__main__":
    found = Counter((one.field, one.verdict) for _, one in verdicts(Settings("Oak Lane")))
    for (field, verdict), count in sorted(found.items()):
        print(f"{field}: {count} {verdict}")  # noqa: T201
