"""The digest names nobody unless asked, and tells no restricted case to anybody."""

from datetime import date
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.digest import Digest, digest_text
from dpo_console.casework.facts import record_fact
from dpo_console.casework.restricted import restrict
from tests.casework.digest.office import (
    GIVEN,
    LATE,
    NAMES,
    OLD,
    PAUSED,
    SOON,
    UNSIGNED,
    WAITING,
    fill,
)
from tests.cli.conftest import Run
from tests.conftest import Begin
from tests.store import spoiling

PARTS = ("overdue", "due", "paused", "waiting", "unsigned", "to_be_destroyed", "disposal")


@pytest.fixture(autouse=True)
def cases(desk: Desk, home: Path, begin: Begin) -> None:
    """Fill the office, with one case for each part of the digest."""
    begin(home, fill)


def told(dpo: Run, *more: str, person: str = "dpo") -> dict[str, list[str]]:
    found = dpo("digest", "--json", *more, person=person).json
    return {part: [line["reference"] for line in found[part]] for part in PARTS}


def test_each_part_tells_its_cases(dpo: Run) -> None:
    assert told(dpo) == {
        "overdue": [LATE],
        "due": [SOON],
        "paused": [PAUSED],
        "waiting": [WAITING],
        "unsigned": [UNSIGNED],
        "to_be_destroyed": [GIVEN],
        "disposal": [OLD],
    }


def test_no_name_is_told_unless_asked(dpo: Run) -> None:
    for line in (("digest",), ("digest", "--json"), ("digest", "--email")):
        out = dpo(*line).out
        assert LATE in out
        assert not [name for name in NAMES if name in out]
    assert "Jane Doe re Tom Doe" in dpo("digest", "--names").out


def test_a_digest_that_was_kept_is_a_witness(dpo: Run, home: Path) -> None:
    kept = dpo("digest").out.splitlines()[-1].removeprefix("Head of the audit log: ")
    assert dpo("digest", "--json").json["head"] == kept
    assert dpo("verify", "--head", kept).code == 0
    spoiling.damage(home / "data" / "records.sqlite3", "DELETE FROM audit WHERE seq > 3")
    assert "!!  head" in dpo("verify", "--head", kept).out


def test_a_restricted_case_is_told_to_nobody(dpo: Run, desk: Desk) -> None:
    for reference in (LATE, OLD):
        restrict(desk, reference, ("head",), "A colleague's own")
    for person in ("dpo", "head", "clerk"):
        found = told(dpo, "--names", person=person)
        assert (found["overdue"], found["disposal"]) == ([], [])


def test_an_email_is_ready_for_a_mail_program(dpo: Run, home: Path) -> None:
    settings = home / "data" / "dpo.toml"
    mine = 'slug = "clerk"\nemail = "b.hale@example.org"'
    settings.write_text(settings.read_text().replace('slug = "clerk"', mine))
    message = message_from_bytes(dpo("digest", "--email", person="clerk").out.encode(), policy=SMTP)
    assert (message["To"], message["X-Unsent"]) == ("b.hale@example.org", "1")
    assert message["Subject"] == "Requests on Wed 25 Nov 2026: 1 overdue, 1 due within a week"
    assert SOON in message.get_content()


def test_a_case_that_ends_leaves_the_digest(dpo: Run, desk: Desk) -> None:
    record_fact(desk, PAUSED, "withdrawn", desk.today, note="By phone")
    dpo("close", PAUSED, "--outcome", "withdrawn")
    assert told(dpo)["paused"] == []


def test_an_office_with_nothing_to_do_is_told_so() -> None:
    assert "Nothing is due" in digest_text(Digest(date(2026, 11, 25), (), "1:ab"))
