"""What went wrongly: recalled, with its breach, and what else went to the same address."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dpo_console.cases.letters.same_address import Reached
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.letters.recalling import else_there, recall
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.casework.sharing.release import release
from dpo_console.errors import BadInput, NotAllowed, Refused, StaleSave
from tests.conftest import TODAY, DeskOf, on_day

SAR = NewRequest(
    "sar", date(2026, 11, 9), "Jane Doe", subjects=("Tom Doe",), email="jane@example.org",
    address="4 Oak Row\nBrookfield",
)  # fmt: skip
POLICE = NewRequest(
    "disclosure", date(2026, 11, 20), "PC Ada Finch", "police", email="jane@example.org",
    organisation="Kent Police", subjects=("Tom Doe",),
)  # fmt: skip


def sent(desk: Desk, request: NewRequest = SAR) -> str:
    """Log a request whose acknowledgement went out."""
    there = on_day(desk, date(2026, 11, 12))
    reference = log_request(there, request).reference
    write_letter(there, reference, "acknowledgement", {})
    return mark_sent(there, reference, "acknowledgement", there.today, "email")


def test_a_letter_that_went_wrongly_opens_a_breach_whose_hours_run(desk: Desk) -> None:
    reference = sent(desk)
    noticed = datetime(2026, 11, 25, 8, 30)
    done = recall(desk, reference, "acknowledgement", "Another Jane", noticed=noticed, to="x@y.org")
    case, breach = case_view(desk, reference), case_view(desk, done.breach.reference)
    assert breach.clock.due == datetime(2026, 11, 28, 8, 30)
    assert [one.row.reference for one in breach.links] == [reference]
    assert [one.row.reference for one in case.links] == [breach.reference]
    assert breach.row.subjects == ("Tom Doe",)
    for told in (
        "Acknowledgement",
        reference,
        "12 Nov 2026",
        "meant for Jane Doe, was recorded",
        "went to x@y.org. Another",
    ):
        assert told in breach.summary
    assert {p.name: p.value for p in breach.particulars}["breach.happened"] == breach.summary
    assert "sent by mistake; BRC-2026-0001 is the breach: Another Jane" in case.timeline[-1].text
    assert any("was sent by mistake (noticed Wed 25 Nov 2026)" in flag for flag in case.flags)
    assert case.facts[-1].letter_id == case.letters[0].id
    assert verify(desk).sound


def test_we_are_aware_from_now_unless_another_minute_is_said(desk: Desk) -> None:
    done = recall(desk, sent(desk), "acknowledgement", "x")
    assert done.breach.clock.received == datetime(2026, 11, 25, 9, 0)


def test_a_release_is_recalled_too(desk: Desk, desk_of: DeskOf) -> None:
    shared = log_request(desk, POLICE).reference
    release(desk_of("dsl"), shared, TODAY, method="By e-mail", urgent=True, reason="At risk")
    done = recall(desk, shared, "release", "Wrong mailbox")
    breach = case_view(desk, done.breach.reference)
    assert (
        f"Release of {shared} was sent by mistake on Wed 25 Nov 2026 to PC Ada Finch"
        in breach.summary
    )
    with pytest.raises(Refused, match="was recalled already, on Wed 25 Nov 2026"):
        recall(desk, shared, "release", "Again")
    assert verify(desk).sound


ALSO = [
    # the other case's requester: e-mail, address, name; what is the same ('': it isn't listed)
    ("JANE@example.org ", "1 Low Road", "Ann Bell", "same e-mail"),
    ("", "4, oak row, BROOKFIELD", "Ann Bell", "same address"),
    ("", "", "Mrs Jane Doe", "same name"),
    ("jane@example.net", "14 Oak Row\nBrookfield", "Janet Doe", ""),
    ("", "", "Ann Bell", ""),
]


@pytest.mark.parametrize(("email", "address", "name", "why"), ALSO)
def test_what_else_went_there_is_listed(
    desk: Desk, email: str, address: str, name: str, why: str
) -> None:
    other = sent(desk, replace(SAR, email=email, address=address, requester=name))
    reference = sent(desk)
    found = recall(desk, reference, "acknowledgement", "x").also
    assert [(one.reference, one.why) for one in found] == ([(other, why)] if why else [])


def test_where_it_really_went_counts_too(desk: Desk) -> None:
    other = sent(desk, replace(SAR, email="ann@example.org", address="", requester="Ann Bell"))
    found = else_there(desk, sent(desk), "acknowledgement", "Ann@example.org")
    assert [(one.reference, one.why) for one in found] == [(other, "same e-mail")]


def test_a_case_out_of_sight_is_never_listed(desk: Desk, desk_of: DeskOf) -> None:
    hidden = sent(desk)
    restrict(desk, hidden, ["dpo", "head"], "A colleague's child")
    reference = sent(desk)
    assert [one.reference for one in else_there(desk, reference, "acknowledgement")] == [hidden]
    assert else_there(desk_of("clerk"), reference, "acknowledgement") == ()


def test_the_breach_of_a_restricted_case_has_its_readers_alone(desk: Desk, desk_of: DeskOf) -> None:
    reference = sent(desk)
    restrict(desk, reference, ["dpo", "head"], "A colleague's child")
    breach = case_view(desk, recall(desk, reference, "acknowledgement", "x").breach.reference)
    assert set(breach.readers) == {"dpo", "head"}
    with pytest.raises(BadInput, match="no case"):
        case_view(desk_of("clerk"), breach.reference)


WRONG = [
    ("disclosure-cover", "x", {}, BadInput, "no letter disclosure-cover was written"),
    ("release", "x", {}, BadInput, "nothing was released"),
    ("postcard", "x", {}, BadInput, "postcard"),
    ("acknowledgement", " ", {}, BadInput, "why"),
    ("acknowledgement", "x", {"noticed": datetime(2026, 11, 11, 9)}, BadInput, "is before it went"),
    ("acknowledgement", "x", {"noticed": datetime(2026, 11, 26, 9)}, BadInput, "in the future"),
    ("acknowledgement", "x", {"version": 1}, StaleSave, "Sent the letter"),
]


@pytest.mark.parametrize(("what", "why", "more", "error", "says"), WRONG)
def test_what_means_nothing_opens_no_breach(
    desk: Desk, what: str, why: str, more: dict[str, object], error: type[Exception], says: str
) -> None:
    reference = sent(desk)
    before = case_view(desk, reference)
    with pytest.raises(error, match=says):
        recall(desk, reference, what, why, **more)  # type: ignore[arg-type]
    assert case_view(desk, reference) == before


def test_a_clerk_may_recall_and_who_only_reads_or_rules_may_not(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = sent(desk)
    for person in ("auditor", "head"):
        with pytest.raises(NotAllowed, match="who may not recall what was sent by mistake"):
            recall(desk_of(person), reference, "acknowledgement", "x")
    assert recall(desk_of("clerk"), reference, "acknowledgement", "x").breach.reference


def test_nothing_is_the_same_about_unknown_addresses() -> None:
    assert Reached("Ann").same("Bea", "", "") == ""
