"""Secrets can be kept from the first moment, and nobody is locked out for good."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.parties import Reach, read_reach
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import SOMETHING, Report, verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.people.parties import with_protected
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict, suggestion
from dpo_console.errors import BadInput, Refused
from tests.conftest import DeskOf, desks, make_home
from tests.store import spoiling

REQUEST = NewRequest("sar", date(2026, 11, 2), "Wilhelmina Quist", "staff", readers=("head",))


def test_it_is_there_for_its_readers_alone_from_the_start(desk_of: DeskOf, desk: Desk) -> None:
    reference = log_request(desk, REQUEST).reference
    case = case_view(desk_of("head"), reference)
    assert case.readers == ("dpo", "head")
    assert case.timeline[0].text == "Logged; restricted to Amara Okafor, Ruth Castle"
    assert page(desk_of("clerk"), Query()).rows == ()
    assert verify(desk).sound


def test_every_case_of_the_message_is(desk_of: DeskOf, desk: Desk) -> None:
    log_request(desk, replace(REQUEST, also=("foi", "educational-record")))
    assert page(desk_of("clerk"), Query()).rows == ()
    assert len(page(desk_of("head"), Query()).rows) == 3


def test_who_logs_it_needs_somebody_who_may_lift_it(desk_of: DeskOf, desk: Desk) -> None:
    dsl = desk_of("dsl")
    with pytest.raises(Refused, match="may lift the restriction: dpo or head"):
        log_request(dsl, replace(REQUEST, readers=("clerk",)))
    reference = log_request(dsl, replace(REQUEST, readers=("dpo",))).reference
    assert case_view(desk, reference).readers == ("dpo", "dsl")
    with pytest.raises(BadInput, match="There is no case"):
        case_view(desk_of("clerk"), reference)


def test_what_cannot_be_restricted_so_is_not_logged(desk_of: DeskOf, desk: Desk) -> None:
    for readers, said in (
        (("clerk", "head", "dsl", "auditor"), "This includes everyone"),
        (("nobody",), "no person 'nobody'"),
    ):
        with pytest.raises((Refused, BadInput), match=said):
            log_request(desk, replace(REQUEST, readers=readers))
    with pytest.raises(Refused, match="clerk may not see this case"):
        log_request(desk, replace(REQUEST, owner="clerk"))
    assert page(desk, Query()).rows == ()


def test_an_account_alone_restricts_nothing(tmp_path: Path) -> None:
    alone = desks(make_home(tmp_path / "alone", people=False))()
    with pytest.raises(Refused, match="nobody to restrict it from"):
        log_request(alone, REQUEST)


def test_whoever_may_not_restrict_is_told_whom_to_ask(desk_of: DeskOf, desk: Desk) -> None:
    assert "Ask the DPO to restrict it" in suggestion(desk_of("clerk"), "staff")
    assert "To restrict it" in suggestion(desk, "staff")


def test_an_address_is_protected_from_the_start(desk: Desk) -> None:
    request = NewRequest(
        "sar", date(2026, 11, 2), "Jane Doe", "parent", address="4 Refuge Row\nHB4 9ZZ",
        email="jane@example.org", protected=True,
    )  # fmt: skip
    reference = log_request(desk, request).reference
    case = case_view(desk, reference)
    assert case.requester.protected
    assert "Refuge" not in repr(case)
    assert "jane@" not in repr(case)
    assert with_protected(desk, reference)[0].address == "4 Refuge Row\nHB4 9ZZ"
    assert "Refuge Row" in preview_letter(desk, reference, "acknowledgement", {}).text
    assert verify(desk).sound


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Reach()),
        ("jane@example.org", Reach(email="jane@example.org")),
        (" 01632 960 555 ", Reach(phone="01632 960 555")),
        ("+44 (0)1632-960555", Reach(phone="+44 (0)1632-960555")),
        ("4 Oak Row, Harbourton, HB4 9ZZ", Reach(address="4 Oak Row\nHarbourton\nHB4 9ZZ")),
        ("a@example.org;; 4 Oak Row; 01632 960555",
         Reach("a@example.org", "01632 960555", "4 Oak Row")),
        ("c/o Ann @ the shop", Reach(address="c/o Ann @ the shop")),
    ],
)  # fmt: skip
def test_how_somebody_is_reached_is_read_from_a_line(typed: str, meant: Reach) -> None:
    assert read_reach(typed) == meant


def test_two_of_one_sort_are_refused_rather_than_lost() -> None:
    with pytest.raises(BadInput, match=r"'b@example\.org' is a second email"):
        read_reach("a@example.org; b@example.org")


def said(report: Report, name: str) -> str:
    return next(check.text for check in report.checks if check.name == name)


def test_verify_tells_who_may_not_see_it_no_more_than_where(desk_of: DeskOf, desk: Desk) -> None:
    hidden = log_request(desk, REQUEST).reference
    shown = log_request(desk, replace(REQUEST, readers=(), requester="Jane Doe")).reference
    spoiling.change(
        desk.home.database,
        "UPDATE party SET name = 'X'",
        "UPDATE cases SET due_at = '2020-01-01T00:00'",
    )
    stray = desk.home.exports / hidden / f"{hidden}-third-party-refusal-1.docx"
    stray.parent.mkdir()
    stray.write_text("x")
    clerk, dpo = verify(desk_of("clerk")), verify(desk)
    assert said(clerk, "records").startswith(f"{hidden}: {SOMETHING}; {shown}: its words changed")
    assert said(clerk, "letters") == f"{hidden}: {SOMETHING}"
    assert "due_at" not in said(clerk, "dates").partition(f"{shown}:")[0]
    assert f"{hidden}: its words changed" in said(dpo, "records")
    assert "no case knows this file" in said(dpo, "letters")


def test_a_case_that_nobody_listed_may_see_is_found(
    desk_of: DeskOf, desk: Desk, home: Path
) -> None:
    """The DPO leaves, and with her everybody who could see the case: its date still runs."""
    reference = log_request(desk, REQUEST).reference
    restrict(desk, reference, [])
    assert verify(desk_of("clerk")).sound
    settings = home / "data" / "dpo.toml"
    before = settings.read_text()
    after = before.replace('slug = "dpo"', 'slug = "new"').replace('person = "dpo"', "")
    settings.write_text(after)
    report = verify(desk_of("new"))
    assert f"{reference}: it is restricted to dpo, of whom" in said(report, "readers")
    assert not report.sound
    settings.write_text(before)
    assert verify(desk_of()).sound
