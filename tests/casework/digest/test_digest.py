"""The digest goes by SMTP to listed people, over TLS alone, and waits while the server is away."""

import socket
import ssl
from asyncio import AbstractServer
from collections.abc import Awaitable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import SMTP

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.digest import mail_digest
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.config import Role
from dpo_console.config.settings.settings import Mail
from dpo_console.errors import Refused, TryAgain


class _Inbox(Message):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[str, str, str]] = []

    def handle_message(self, message: object) -> None:
        get = message.get  # type: ignore[attr-defined]
        body = message.get_payload(decode=True)  # type: ignore[attr-defined]
        self.taken.append((str(get("X-RcptTo")), str(get("Subject")), body.decode()))


class _Sealed(Controller):
    """A server that takes mail only once the connection is sealed."""

    def __init__(self, inbox: _Inbox, authority: trustme.CA) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(self._context)
        self._door = socket.create_server(("127.0.0.1", 0))  # held: no other program takes its port
        self.at = int(self._door.getsockname()[1])
        super().__init__(inbox, hostname="127.0.0.1", port=self.at, ready_timeout=600)

    def _create_server(self) -> Awaitable[AbstractServer]:
        made: Awaitable[AbstractServer] = self.loop.create_server(
            self._factory_invoker, sock=self._door
        )
        return made

    def factory(self) -> SMTP:
        return SMTP(self.handler, tls_context=self._context, require_starttls=True)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def inbox() -> _Inbox:
    return _Inbox()


@pytest.fixture
def server(inbox: _Inbox, authority: trustme.CA) -> Iterator[_Sealed]:
    made = _Sealed(inbox, authority)
    made.start()
    yield made
    made.stop(no_assert=True)


def _desk(desk: Desk, tmp_path: Path, authority: trustme.CA, port: int) -> Desk:
    """Return a desk whose settings name the server, and whose DPO and clerk get the digest."""
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    mail = Mail(
        "localhost", port, "starttls", "dpo@example.org", ("dpo", "clerk"), "", "", str(trusted)
    )
    people = tuple(
        person._replace(email=f"{person.slug}@example.org") for person in desk.settings.people
    )
    return replace(desk, settings=desk.settings._replace(mail=mail, people=people))


def test_digest_goes_to_listed_people_without_names_or_restricted_cases(
    desk: Desk, tmp_path: Path, authority: trustme.CA, server: _Sealed, inbox: _Inbox
) -> None:
    request = NewRequest("sar", date(2026, 10, 20), "Jane Doe", "parent", subjects=("Tom Doe",))
    told, hidden = log_request(desk, request), log_request(desk, request)
    restrict(desk, hidden.reference, ("head",), why="A colleague's own")
    office = _desk(desk, tmp_path, authority, server.at)
    assert mail_digest(office) == 2
    assert [to for to, _, _ in inbox.taken] == ["dpo@example.org", "clerk@example.org"]
    for _, subject, body in inbox.taken:
        assert subject.startswith("Requests on ")
        assert told.reference in body
        assert "Doe" not in body
        assert hidden.reference not in body
    dpo, clerk = (office.settings.person(slug) for slug in ("dpo", "clerk"))
    people = (dpo, clerk._replace(role=Role.LEAD, schools=("elm",)))
    mail_digest(replace(office, settings=office.settings._replace(people=people)))
    assert [told.reference in body for _, _, body in inbox.taken[2:]] == [True, False]
    assert list(office.home.spool.glob("*.eml")) == []


def test_server_that_is_away_loses_nothing(
    desk: Desk, tmp_path: Path, authority: trustme.CA, server: _Sealed, inbox: _Inbox
) -> None:
    port = server.at
    away = _desk(desk, tmp_path, authority, 1)
    with pytest.raises(TryAgain, match="2 e-mails waiting for the next time"):
        mail_digest(away)
    assert len(list(away.home.spool.glob("*.eml"))) == 2
    assert mail_digest(_desk(desk, tmp_path, authority, port)) == 4
    assert len(inbox.taken) == 4


def test_server_without_a_trusted_certificate_gets_nothing(
    desk: Desk, tmp_path: Path, authority: trustme.CA, server: _Sealed, inbox: _Inbox
) -> None:
    office = _desk(desk, tmp_path, trustme.CA(), server.at)
    with pytest.raises(Refused, match="certificate isn't trusted"):
        mail_digest(office)
    assert inbox.taken == []
    assert len(list(office.home.spool.glob("*.eml"))) == 2


def test_office_without_a_server_or_an_address_is_told_what_is_missing(
    desk: Desk, tmp_path: Path, authority: trustme.CA
) -> None:
    with pytest.raises(Refused, match=r"set one under \[mail\]"):
        mail_digest(desk)
    office = _desk(desk, tmp_path, authority, 1)
    people = tuple(person._replace(email="") for person in office.settings.people)
    with pytest.raises(Refused, match="has no e-mail address"):
        mail_digest(replace(office, settings=office.settings._replace(people=people)))
