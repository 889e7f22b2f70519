"""Changes of people and settings in the audit log."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.store.asking import Ask
from tests.casework.sharing.test_who_may import DEPUTY, EVE, HEAD, STANDS_IN
from tests.conftest import TODAY

REQUEST = NewRequest("disclosure", TODAY, "Ada Finch", requester_kind="insurer")


class Office:
    """A home whose settings change, with a clock that is set by hand."""

    def __init__(self, home: Path) -> None:
        self.home, self.file = home, home / "data" / "dpo.toml"
        self.before = self.file.read_text()
        self.now = datetime(2026, 11, 25, 9, tzinfo=UTC)

    def desk(self, who: str = "dpo") -> Desk:
        return open_desk(self.home, as_person=who, clock=lambda: self.now)

    def write(self) -> None:
        """Do any act."""
        log_request(self.desk("clerk"), REQUEST)

    def told(self) -> list[dict[str, dict[str, str]]]:
        with self.desk().database.read() as ask:
            return [told["people"] for told in entries(ask)]


def entries(ask: Ask) -> list[dict[str, Any]]:
    """Return what each change of settings told, oldest first."""
    rows = ask(
        "SELECT detail FROM audit_detail NATURAL JOIN audit WHERE action = 'settings' ORDER BY seq",
        {},
    )
    return [json.loads(str(words)) for (words,) in rows]


@pytest.fixture
def office(home: Path) -> Office:
    return Office(home)


def test_the_people_are_told_at_the_first_act_and_at_each_change(office: Office) -> None:
    office.desk()
    assert office.told() == []
    office.write()
    office.write()
    assert [set(people) for people in office.told()] == [{"dpo", "clerk", "head", "dsl", "auditor"}]
    office.file.write_text(office.before + EVE)
    office.desk()
    assert len(office.told()) == 1, "looking tells nothing"
    add_note(office.desk("eve"), "DSC-2026-0001", "Hello")
    assert office.told()[-1]["eve"]["role"] == "approver"
    assert verify(office.desk()).sound


CHANGES: dict[str, Callable[[str], str]] = {
    "a role": lambda text: text.replace('role = "clerk"', 'role = "dsl"'),
    "a name": lambda text: text.replace("Ben Hale", "Ruth Castle"),
    "an account": lambda text: text.replace('name = "Ben', 'account = "ben"\nname = "Ben'),
    "somebody gone": lambda text: text.replace(HEAD, ""),
    "a deputy": lambda text: text.replace(
        DEPUTY, DEPUTY + STANDS_IN.format(whom="head", first=TODAY, last=TODAY)
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_of_the_people_is_told(office: Office, change: str) -> None:
    office.write()
    office.file.write_text(CHANGES[change](office.before))
    office.write()
    first, second = office.told()
    assert first != second


DECIDING: dict[str, tuple[str, str, str]] = {
    "a school's type": ('type = "maintained"', 'type = "academy"', "settings.schools.oak.type"),
    "a term": ("[2026-11-03, 2026-12-18]", "[2026-11-03, 2026-12-17]",
               "settings.schools.oak.dates.spans"),
    "a small number": ("[dpo]", "[sharing]\nsmall_number = 5\n[dpo]",
                       "settings.sharing.small_number"),
    "a switch of the account": ("reads_files = true", "reads_files = false",
                                "settings.service.reads_files"),
    "a role": ('role = "clerk"', 'role = "dsl"', "people.clerk.role"),
}  # fmt: skip


@pytest.mark.parametrize(("was", "now", "path"), DECIDING.values(), ids=DECIDING)
def test_a_setting_that_decides_is_told_with_what_changed(
    office: Office, was: str, now: str, path: str
) -> None:
    office.write()
    office.file.write_text(office.before.replace(was, now, 1))
    office.write()
    office.write()
    with office.desk().database.read() as ask:
        first, second = entries(ask)
    assert (first["changed"], [*second["changed"]]) == ({}, [path])
    assert second["changed"][path][0] != second["changed"][path][1]


def test_a_setting_that_is_only_shown_is_not_told(office: Office) -> None:
    office.write()
    office.file.write_text(office.before.replace('label = "TEST"', 'label = "LIVE"'))
    office.write()
    assert len(office.told()) == 1


def test_dates_that_moved_without_an_act_are_told_with_the_setting(office: Office) -> None:
    log_request(office.desk("clerk"), NewRequest("foi", TODAY, "Ada Finch"))
    office.file.write_text(
        office.before.replace("[2026-11-03, 2026-12-18]", "[2026-11-03, 2026-11-27]")
    )
    office.desk("auditor")
    with office.desk().database.read() as ask:
        [[words]] = ask(
            "SELECT detail FROM audit_detail NATURAL JOIN audit WHERE action = 'dates'", {}
        )
    (moved,) = json.loads(str(words))["moved"].items()
    assert moved[0] == "FOI-2026-0001"
    assert moved[1][0] != moved[1][1]
    assert len(office.told()) == 2
    assert verify(office.desk()).sound
