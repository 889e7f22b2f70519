"""What is due, paused, waiting, unsigned and to be destroyed, without names unless asked for.

Restricted cases are left out for everybody: a digest may be sent on, and nobody sees who read it.
"""

import fcntl
import os
import secrets
import smtplib
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.utils import format_datetime
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.witness import head, in_short
from dpo_console.cases.sharing.chasing import AWAITED, CERTIFICATE, COMES, TERMS
from dpo_console.casework.retention.due_list import due_cases
from dpo_console.config import Person
from dpo_console.config.files.folders import folder_inside, refuse_links
from dpo_console.config.settings.settings import TLS, Mail
from dpo_console.errors import Refused, TryAgain
from dpo_console.law.statutes import statute
from dpo_console.letters.email_draft import plain_email
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import lists
from dpo_console.text import counted, day_words, each_once

EVERYTHING = 1_000_000

UNSIGNED = (TERMS, AWAITED[TERMS][1])

DESTROYED = (CERTIFICATE, AWAITED[CERTIFICATE][1], COMES[CERTIFICATE])
"""The next acts of a case that waits for signed terms, and for a certificate of destruction."""

SECONDS = 30
"""The longest that the server may take for an answer."""

WAITS, HALF = ".eml", ".tmp-"
"""The ending of a message that waits, and the beginning of one that is still being written."""


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One case: its day, or None, and what is next. `who` is '' unless names were asked for."""

    reference: str
    kind: str
    due: str | None
    says: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class DigestPart:
    """The cases of one heading. `name` is the key of its JSON."""

    name: str
    title: str
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What needs doing on a day, part by part, and the head of the audit log, to keep elsewhere."""

    on: date
    parts: tuple[DigestPart, ...]
    head: str

    @property
    def subject(self) -> str:
        """The subject of its e-mail: how much is overdue, due and to go through, and no names."""
        sizes = {part.name: len(part.lines) for part in self.parts}
        told = [f"{sizes.get('overdue', 0)} overdue", f"{sizes.get('due', 0)} due within a week"]
        return f"Requests on {day_words(self.on)}: {', '.join(told)}"


def digest(desk: Desk, *, names: bool = False) -> Digest:
    """Return what needs doing today, the most urgent first within each part."""
    rows = page(desk, Query(filters=("!band:closed",)), limit=EVERYTHING).rows
    seen = [row for row in rows if not row.restricted]
    parts = [
        DigestPart(name, title, tuple(_line(row, names) for row in seen if fits(desk, row)))
        for name, title, fits in PARTS
    ]
    disposal = DigestPart("disposal", "Kept long enough: to go through", tuple(_disposal(desk)))
    return Digest(desk.today, (*parts, disposal), in_short(head(desk)))


def _line(row: QueueRow, names: bool) -> DigestLine:
    who = _who(row) if names else ""
    return DigestLine(row.reference, row.title, row.due, row.next_action, who)


def _who(row: QueueRow) -> str:
    about = ", ".join(name for name in row.subjects if name != row.requester)
    return each_once(row.requester, row.organisation) + (f" re {about}" if about else "")


def _disposal(desk: Desk) -> Iterator[DigestLine]:
    """Yield the closed cases whose period has ended, from the oldest."""
    with desk.database.whole.read() as ask:
        restricted = lists.readers(ask)
    for one in due_cases(desk):
        if one.reference not in restricted:
            against = f"; {counted(len(one.against), 'reason')} against it" if one.against else ""
            says = f"may be erased since {day_words(one.since)}{against}"
            yield DigestLine(one.reference, statute(one.kind).title, None, says)


def _in_bands(*bands: str) -> Callable[[Desk, QueueRow], bool]:
    return lambda desk, row: row.band(desk.now) in bands


def _awaits(*acts: str) -> Callable[[Desk, QueueRow], bool]:
    return lambda _, row: row.next_act in acts


def _waits(desk: Desk, row: QueueRow) -> bool:
    """Return True if others must move, and no other part tells the case."""
    told = row.next_act in (*UNSIGNED, *DESTROYED) or row.band(desk.now) == "paused"
    return row.whose_move in ("requester", "recipient", "approver") and not told


PARTS: tuple[tuple[str, str, Callable[[Desk, QueueRow], bool]], ...] = (
    ("overdue", "Overdue", _in_bands("overdue")),
    ("due", "Due within a week", _in_bands("today", "week")),
    ("paused", "The clock is stopped", _in_bands("paused")),
    ("waiting", "Waiting for others", _waits),
    ("unsigned", "Terms not signed yet", _awaits(*UNSIGNED)),
    ("to_be_destroyed", "With recipients, to be destroyed", _awaits(*DESTROYED)),
)
"""Each part of open cases, with its title and the cases that it tells."""


def digest_text(found: Digest) -> str:
    """Return a digest as plain text, with every part that has a case."""
    blocks = [_block(part) for part in found.parts if part.lines]
    said = blocks or ["Nothing is due, paused, waiting, unsigned or to be destroyed."]
    return "\n".join((f"{found.subject}\n", *said, f"Head of the audit log: {found.head}\n"))


def _block(part: DigestPart) -> str:
    lines: Iterable[str] = (_words(line) for line in part.lines)
    return f"{part.title} ({len(part.lines)})\n" + "".join(f"  {line}\n" for line in lines)


def _words(line: DigestLine) -> str:
    kept = datetime if "T" in (line.due or "") else date
    due = f"due {day_words(kept.fromisoformat(line.due))}" if line.due else ""
    parts = (line.reference, line.who, due, line.says)
    return "  ".join(part for part in parts if part)


def mail_digest(desk: Desk, *, names: bool = False) -> int:
    """Send the digest to the people whom the settings name, and what waits. Return how many went.

    Raises Refused where the settings name nobody with an address, or the server refuses us. Raises
    TryAgain if the server is away: then every message waits in the spool.
    """
    mail = desk.settings.mail
    with _spool(desk) as folder:
        for person in _readers(desk, mail):
            _lay_down(folder, _message(desk, person, names=names))
        return _send_all(mail, folder)


def _readers(desk: Desk, mail: Mail) -> tuple[Person, ...]:
    """Return the listed people who get the digest, each with an address."""
    if not mail.server:
        raise Refused("No server for mail is named: set one under [mail] in data/dpo.toml.")
    people = tuple(person for person in desk.settings.people if person.slug in mail.to)
    for person in people:
        if not person.email:
            raise Refused(f"{person.name} has no e-mail address under [[people]]. Add one.")
    return people


def _message(desk: Desk, person: Person, *, names: bool) -> bytes:
    found = digest(replace(desk, person=person), names=names)  # as they may see it
    message = plain_email(
        to=person.email,
        subject=found.subject,
        words=digest_text(found),
        sent_from=desk.settings.mail.sender,
    )
    del message["X-Unsent"]
    message["Date"] = format_datetime(desk.clock())
    domain = desk.settings.mail.sender.rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    return message.as_bytes()


@contextmanager
def _spool(desk: Desk) -> Iterator[Path]:
    """Yield the folder of what waits, held by this process alone."""
    path = desk.home.spool
    refuse_links(desk.home.root, path)
    with folder_inside(desk.home.root, path, make=True) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield path


def _lay_down(folder: Path, message: bytes) -> None:
    """Write a message to the spool, whole or not at all."""
    name = secrets.token_hex(16)
    half = folder / f"{HALF}{name}"
    descriptor = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message)
        file.flush()
        os.fsync(file.fileno())
    half.rename(folder / f"{name}{WAITS}")


def _send_all(mail: Mail, folder: Path) -> int:
    """Hand every message that waits to the server, and delete each once it was taken."""
    waiting, sent = sorted(folder.glob(f"*{WAITS}"), key=lambda path: path.stat().st_mtime), 0
    try:
        with _connected(mail) as server:
            for path in waiting:
                message = message_from_bytes(path.read_bytes(), policy=policy.SMTP)
                server.send_message(message)
                path.unlink()
                sent += 1
    except ssl.SSLError as problem:
        raise Refused(_refused(mail, f"its certificate isn't trusted ({problem.reason})")) from None
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as problem:
        raise Refused(_refused(mail, str(problem))) from None
    except (OSError, smtplib.SMTPException) as problem:
        left = counted(len(waiting) - sent, "e-mail")
        what = f"{mail.server} didn't take the mail ({problem}). {left} waiting for the next time."
        raise TryAgain(what) from None
    return sent


def _refused(mail: Mail, why: str) -> str:
    return f"{mail.server} can't be used: {why}. Look at [mail] in data/dpo.toml. The mail waits."


@contextmanager
def _connected(mail: Mail) -> Iterator[smtplib.SMTP]:
    """Yield a connection that is sealed, and whose server has shown a certificate of its name."""
    trusted = ssl.create_default_context(cafile=mail.trusted or None)
    if mail.security == TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.server, mail.port, timeout=SECONDS, context=trusted
        )
    else:
        server = smtplib.SMTP(mail.server, mail.port, timeout=SECONDS)
    with server:
        if mail.security != TLS:
            server.starttls(context=trusted)
        if mail.user:
            server.login(mail.user, Path(mail.password).read_text(encoding="utf-8").strip())
        yield server
