"""The digest by e-mail: laid in a spool first, then handed to the server that the settings name.

What lies in the spool stays there until the server has taken it. So a server that is away loses
nothing, and the next digest takes along what waits.
"""

import fcntl
import os
import secrets
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.utils import format_datetime
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.digest.digest import digest, digest_text
from dpo_console.config import Person
from dpo_console.config.files.inside import folder_inside, refuse_links
from dpo_console.config.settings.mail import TLS, Mail
from dpo_console.errors import Refused, TryAgain
from dpo_console.letters.email_draft import plain_email
from dpo_console.text import counted

SECONDS = 30
"""The longest that the server may take for an answer."""

WAITS, HALF = ".eml", ".tmp-"
"""The ending of a message that waits, and the beginning of one that is still being written."""


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
