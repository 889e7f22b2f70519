"""Changes of settings in the audit log, and rulings under a role held only in between."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import Check, verify
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.ruling import decide
from dpo_console.errors import NotAllowed
from dpo_console.store.audit import settings
from tests.casework.sharing.test_who_may import DEPUTY, EVE, HEAD, STANDS_IN
from tests.conftest import TODAY

REQUEST = NewRequest("disclosure", TODAY, "Ada Finch", requester_kind="insurer")
DAY = timedelta(days=1)


class Office:
    """A home whose settings change, with a clock that is set by hand."""

    def __init__(self, home: Path) -> None:
        self.home, self.file = home, home / "data" / "dpo.toml"
        self.before = self.file.read_text()
        self.now = datetime(2026, 11, 25, 9, tzinfo=UTC)

    def desk(self, who: str = "dpo") -> Desk:
        return open_desk(self.home, as_person=who, clock=lambda: self.now)

    def staff(self, more: str = "", *, without: str = "", after: timedelta = timedelta()) -> None:
        """Change the people, some time later."""
        self.now += after
        self.file.write_text(self.before.replace(without, "") + more)

    def write(self) -> None:
        """Do any act."""
        log_request(self.desk("clerk"), REQUEST)

    def told(self) -> list[dict[str, dict[str, str]]]:
        with self.desk().database.read() as ask:
            return [json.loads(words)["people"] for _, _, words in settings.all_told(ask)]

    def roles(self) -> Check:
        return next(c for c in verify(self.desk()).checks if c.name == "roles")


@pytest.fixture
def office(home: Path) -> Office:
    return Office(home)


def test_the_people_are_told_at_the_first_act_and_at_each_change(office: Office) -> None:
    office.desk()
    assert office.told() == []
    office.write()
    office.write()
    assert [set(people) for people in office.told()] == [{"dpo", "clerk", "head", "dsl", "auditor"}]
    office.staff(EVE)
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


def test_an_approver_listed_for_an_hour_is_named(office: Office) -> None:
    office.write()
    office.staff(EVE)
    decide(office.desk("eve"), "DSC-2026-0001", "approve", "Fine")
    office.staff(after=timedelta(hours=1))
    found = office.roles()
    assert not found.sound
    assert found.text.startswith("DSC-2026-0001: Eve Marsh ruled on it and held that role only")
    office.write()
    assert office.roles().text.endswith("Wed 25 Nov 2026, 09:00 UTC to Wed 25 Nov 2026, 10:00 UTC")


def test_somebody_made_safeguarding_lead_for_an_hour_is_named_with_what_they_did(
    office: Office,
) -> None:
    office.write()
    office.file.write_text(office.before.replace('role = "clerk"', 'role = "dsl"'))
    add_party(office.desk("clerk"), "DSC-2026-0001", "other", {"name": "Jo Lee"})
    office.staff(after=timedelta(hours=1))
    found = office.roles()
    assert (found.sound, "Ben Hale changed its people and held that role" in found.text) == (
        False, True,
    )  # fmt: skip


def test_a_ruling_recorded_for_an_approver_listed_for_an_hour_is_named(office: Office) -> None:
    office.write()
    office.staff(EVE)
    decide(office.desk(), "DSC-2026-0001", "refuse", "No", by="eve", evidence="Minute 7")
    office.staff(after=timedelta(hours=1))
    assert "Eve Marsh ruled on it" in office.roles().text


def test_a_ruling_by_somebody_unlisted_while_the_head_was_off_the_list_is_named(
    office: Office,
) -> None:
    office.write()
    office.staff(without=HEAD)
    ruling = ("DSC-2026-0001", "approve", "The chair rules")
    with pytest.raises(NotAllowed, match="Ruth Castle was an approver while this case was open"):
        decide(office.desk(), *ruling, by="Glen Moor", evidence="Sheet signed today")
    keep_paper(office.desk(), "DSC-2026-0001", b"Signed: Glen Moor", "sheet.txt")
    shown = "Sheet signed today, paper 1"
    with pytest.raises(NotAllowed, match="Somebody else records this decision: Samir Nath"):
        decide(office.desk(), *ruling, by="Glen Moor", evidence=shown)
    decide(office.desk("dsl"), *ruling, by="Glen Moor", evidence=shown)
    assert office.roles().sound
    office.staff(after=timedelta(hours=1))
    assert "Glen Moor ruled on it while Ruth Castle was off the list" in office.roles().text
    assert not office.roles().sound


def test_a_slug_lent_to_another_name_for_an_hour_is_named(office: Office) -> None:
    office.write()
    office.staff(EVE.replace("eve", "head").replace("Marsh", "Mallory"), without=HEAD)
    decide(office.desk("head"), "DSC-2026-0001", "approve", "Fine")
    office.staff(after=timedelta(hours=1))
    assert "Eve Mallory ruled on it" in office.roles().text


def test_a_deputy_taken_off_before_the_last_day_is_named(office: Office) -> None:
    deputy = STANDS_IN.format(whom="head", first="2026-11-25", last="2026-12-25")
    office.write()
    office.file.write_text(office.before.replace(DEPUTY, DEPUTY + deputy))
    decide(office.desk("dsl"), "DSC-2026-0001", "approve", "Fine")
    office.staff(after=timedelta(hours=1))
    assert "Samir Nath ruled on it" in office.roles().text


def test_a_deputy_whose_days_ran_out_is_in_order(office: Office) -> None:
    deputy = STANDS_IN.format(whom="head", first="2026-11-25", last="2026-11-27")
    office.write()
    office.file.write_text(office.before.replace(DEPUTY, DEPUTY + deputy))
    decide(office.desk("dsl"), "DSC-2026-0001", "approve", "Fine")
    office.staff(after=3 * DAY)
    office.write()
    assert office.roles().sound


def test_a_head_who_stays_or_leaves_after_years_fails_nothing(office: Office) -> None:
    office.write()
    office.staff(EVE)
    decide(office.desk("eve"), "DSC-2026-0001", "approve", "Fine")
    assert office.roles() == Check("roles", True, office.roles().text)
    office.staff(after=900 * DAY)
    office.write()
    found = office.roles()
    assert found.sound
    assert "Eve Marsh ruled on it and held that role only from Wed 25 Nov 2026" in found.text


def test_somebody_listed_from_the_first_is_never_named(office: Office) -> None:
    office.write()
    decide(office.desk("head"), "DSC-2026-0001", "approve", "Fine")
    office.staff(without=HEAD, after=DAY)
    office.write()
    assert office.roles().text == "nobody ruled under a role that they held only in between"


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
        first, second = [json.loads(words) for _, _, words in settings.all_told(ask)]
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
