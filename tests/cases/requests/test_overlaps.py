"""One message that is several requests is logged at once, whole or not at all."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.overlaps import (
    Similar,
    candidates,
    clocks_of,
    earliest_words,
    offers,
    short_name,
    similar,
)
from dpo_console.cases.queue.queue import Query, count
from dpo_console.cases.records.verify import verify
from dpo_console.cases.requests import read_line
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import due_first
from dpo_console.casework import requests
from dpo_console.casework.change import Change
from dpo_console.casework.closing import close, reopen
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.store.session import write
from dpo_console.store.tables import CounterTable
from tests.answering import meet_checklist
from tests.conftest import DeskOf

NEW = NewRequest("sar", date(2026, 11, 24), "Jane Doe", subjects=("Tom Doe",))


def found(desk: Desk, request: NewRequest = NEW) -> list[Similar]:
    return list(similar(request, candidates(desk, (request.requester, *request.subjects))))


def only(desk: Desk, request: NewRequest = NEW) -> tuple[str, str]:
    [one] = found(desk, request)
    return one.why, one.text


def test_the_same_people_within_thirty_days_are_probably_the_same_request(desk: Desk) -> None:
    log_request(desk, replace(NEW, received=date(2026, 10, 25)))
    why, text = only(desk, replace(NEW, requester="  jane DOE"))
    assert why == "duplicate"
    assert text == "probably the same: the same people, received Sun 25 Oct 2026"


def test_the_same_people_longer_ago_are_merely_told(desk: Desk) -> None:
    log_request(desk, replace(NEW, received=date(2026, 10, 24)))
    assert only(desk) == ("same-requester", "the same people, received Sat 24 Oct 2026")


def test_a_closed_one_of_the_same_kind_is_repeated_and_says_when_it_was_answered(
    desk_of: DeskOf,
) -> None:
    early = desk_of(today=date(2026, 11, 20))
    log_request(early, replace(NEW, received=date(2026, 11, 2)))
    meet_checklist(early, "0001")
    record_fact(early, "0001", "responded", date(2026, 11, 17))
    close(early, "0001", "disclosed", date(2026, 11, 20))
    why, text = only(desk_of())
    assert why == "repeat"
    assert text.startswith(
        "a repeat: the last one was answered Tue 17 Nov 2026. UK GDPR Art 12(5): it can be refused"
    )


def test_an_answer_that_was_struck_out_is_none(desk: Desk) -> None:
    log_request(desk, NEW)
    meet_checklist(desk, "0001")
    close(desk, "0001", "disclosed", desk.today)
    assert "the last one was answered" in only(desk)[1]
    reopen(desk, "0001", "It was never sent")
    close(desk, "0001", "withdrawn", desk.today)
    assert "the last one was closed" in only(desk)[1]


def test_a_closed_one_of_another_kind_is_no_repeat(desk: Desk) -> None:
    log_request(desk, replace(NEW, kind="foi"))
    close(desk, "0001", "withdrawn", desk.today)
    assert only(desk)[0] == "duplicate"
    why, text = only(desk, replace(NEW, also=("foi",)))
    assert why == "repeat"
    assert text.startswith("a repeat: the last one was closed Wed 25 Nov 2026. FOIA 2000 s.14(2)")


@pytest.mark.parametrize(
    ("earlier", "why", "says"),
    [
        ({"subjects": ("Ann Doe",)}, "same-requester", "about Ann Doe"),
        ({"subjects": ()}, "same-requester", "about themselves"),
        ({"requester": "Sam Doe"}, "same-subject", "about the same person, from Sam Doe"),
        (
            {"requester": "Tom Doe", "subjects": ("Una Rae",)},
            "same-name",
            "it names the same person, received Tue 24 Nov 2026",
        ),
    ],
)
def test_other_likenesses_say_what_they_are(
    desk: Desk, earlier: dict[str, object], why: str, says: str
) -> None:
    log_request(desk, replace(NEW, **earlier))  # type: ignore[arg-type]
    told = only(desk)
    assert told[0] == why
    assert told[1].endswith(says)


def test_the_closest_stands_first_and_strangers_are_left_out(desk: Desk) -> None:
    log_request(desk, replace(NEW, requester="Una Rae", subjects=("Vic Rae",)))
    log_request(desk, replace(NEW, subjects=("Ann Doe",)))
    log_request(desk, replace(NEW, requester="Sam Doe"))
    log_request(desk, NEW)
    assert [one.why for one in found(desk)] == ["duplicate", "same-subject", "same-requester"]


def test_somebody_who_asks_about_themselves_repeats_themselves(desk: Desk) -> None:
    about_self = replace(NEW, subjects=())
    log_request(desk, about_self)
    assert only(desk, replace(NEW, subjects=("Jane Doe",)))[0] == "duplicate"


RECEIVED = date(2026, 11, 9)
EVERYTHING = NewRequest(
    "sar", RECEIVED, "Jane Doe", subjects=("Tom Doe",), channel="email",
    also=("foi", "educational-record"), summary="Everything you hold on Tom, and your policies",
)  # fmt: skip


def test_each_kind_is_a_case_with_its_own_date_and_the_earliest_stands_first(desk: Desk) -> None:
    logged = log_request(desk, EVERYTHING)
    assert logged.reference == "SAR-2026-0001"
    assert [(one.reference, one.clock.due) for one in logged.also] == [
        ("EDR-2026-0001", date(2026, 11, 30)),
        ("FOI-2026-0001", date(2026, 12, 8)),
    ]
    assert [one.reference for one in logged.together] == [
        "EDR-2026-0001", "FOI-2026-0001", "SAR-2026-0001",
    ]  # fmt: skip
    for one in logged.together:
        case = case_view(desk, one.reference)
        assert (case.requester.name, case.requester_kind) == ("Jane Doe", "parent")
        assert case.row.subjects == ("Tom Doe",)
        assert case.version == 1
    assert verify(desk).sound


def test_they_belong_together_and_each_history_names_the_others(desk: Desk) -> None:
    log_request(desk, EVERYTHING)
    for reference, others in {
        "SAR-2026-0001": {"EDR-2026-0001", "FOI-2026-0001"},
        "FOI-2026-0001": {"SAR-2026-0001", "EDR-2026-0001"},
        "EDR-2026-0001": {"SAR-2026-0001", "FOI-2026-0001"},
    }.items():
        case = case_view(desk, reference)
        assert {link.row.reference for link in case.links} == others
        assert {(link.nature, link.words) for link in case.links} == {
            ("same-message", "same message")
        }
        [event] = case.timeline
        assert all(other in event.text for other in others)


def test_a_failing_second_case_leaves_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    record = requests._record

    def fails(this: Change, request: NewRequest) -> None:
        record(this, request)
        if request.kind == "foi":
            raise OSError("the disk is full")

    monkeypatch.setattr(requests, "_record", fails)
    with pytest.raises(OSError, match="full"):
        log_request(desk, EVERYTHING)
    monkeypatch.undo()
    assert count(desk, Query()) == 0
    with write(desk.database) as session:
        assert session.get(CounterTable, ("SAR", 2026)) is None
    assert verify(desk).sound
    assert log_request(desk, EVERYTHING).reference == "SAR-2026-0001"


@pytest.mark.parametrize(
    ("also", "says"),
    [(("sar",), "sar is named twice"), (("foi", "foi"), "foi is named twice"),
     (("foy",), "no kind of request 'foy'")],
)  # fmt: skip
def test_kinds_that_mean_nothing_are_refused(desk: Desk, also: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        log_request(desk, replace(EVERYTHING, also=also))
    assert count(desk, Query()) == 0


def test_the_case_of_the_message_that_is_due_first_is_told_on_the_others(desk: Desk) -> None:
    log_request(desk, EVERYTHING)
    sar, record = case_view(desk, "SAR-2026-0001"), case_view(desk, "EDR-2026-0001")
    first = due_first(sar.row, sar.links)
    assert first
    assert (first.row.reference, first.row.due) == ("EDR-2026-0001", "2026-11-30")
    assert due_first(record.row, record.links) is None


def test_a_closed_case_of_the_message_is_due_no_more(desk: Desk) -> None:
    from dpo_console.casework.closing import close

    log_request(desk, EVERYTHING)
    meet_checklist(desk, "EDR-2026-0001")
    close(desk, "EDR-2026-0001", "provided", desk.today)
    sar = case_view(desk, "SAR-2026-0001")
    first = due_first(sar.row, sar.links)
    assert first
    assert first.row.reference == "FOI-2026-0001"
    edr = case_view(desk, "EDR-2026-0001")
    assert due_first(edr.row, edr.links) is None
    closed = [replace(x, row=x.row._replace(closed_on="2026-11-25")) for x in sar.links]
    assert due_first(sar.row, closed) is None


def test_dates_are_told_earliest_first_with_the_one_to_keep(desk: Desk) -> None:
    clocks = clocks_of(desk, EVERYTHING)
    assert earliest_words(clocks) == (
        "Earliest: Mon 30 Nov 2026 (educational record, 15 school days); FOI Tue 8 Dec 2026; "
        "SAR Wed 9 Dec 2026. Work to the earliest."
    )


def test_a_kind_without_a_limit_stands_last(desk: Desk) -> None:
    clocks = clocks_of(desk, replace(EVERYTHING, kind="disclosure", also=("sar",)))
    assert earliest_words(clocks) == (
        "Earliest: Wed 9 Dec 2026 (SAR, 1 month); disclosure no fixed date in law. "
        "Work to the earliest."
    )


@pytest.mark.usefixtures("two_schools")
def test_at_an_academy_the_record_has_no_date_in_law(desk: Desk) -> None:
    clocks = clocks_of(desk, replace(EVERYTHING, school="elm", also=("educational-record",)))
    assert earliest_words(clocks) == (
        "Earliest: Wed 9 Dec 2026 (SAR, 1 month); educational record no fixed date in law. "
        "Work to the earliest."
    )


def test_hours_of_a_breach_come_before_days(desk: Desk) -> None:
    told = NewRequest("complaint", datetime(2026, 11, 24, 9, 30), "Jane Doe", also=("breach",))
    logged = log_request(desk, told)
    assert [one.reference for one in logged.together] == ["BRC-2026-0001", "CMP-2026-0001"]
    assert logged.also[0].clock.due == datetime(2026, 11, 27, 9, 30)


def test_one_line_says_several_kinds_by_slug_or_prefix(desk: Desk) -> None:
    request = read_line(desk, "sar+EDR+foi Jane Doe re Tom Doe, email, yesterday")
    assert (request.kind, request.also) == ("sar", ("educational-record", "foi"))
    assert (request.requester, request.subjects) == ("Jane Doe", ("Tom Doe",))
    with pytest.raises(BadInput, match="begins with 'foy'"):
        read_line(desk, "sar+foy Jane Doe")


def test_one_line_may_begin_with_who_asks_or_with_as_much_of_a_kind_as_tells_it(
    desk: Desk,
) -> None:
    request = read_line(desk, "police PC Ada Finch re Tom Doe, phone, of Westmarch Police")
    assert (request.kind, request.requester_kind) == ("disclosure", "police")
    assert (request.requester, request.organisation) == ("PC Ada Finch", "Westmarch Police")
    request = read_line(desk, "Exam Tia Poole")
    assert (request.kind, request.requester_kind) == ("exam-results", "")
    for line, says in (
        ("re Jane Doe", "'re' could be any of: rectification, restriction"),
        ("solicitor Jane Doe", "'solicitor' says who asks, but not what for"),
        ("sar Jane Doe, 0163296", "'0163296' is not a day"),
        ("police Ada Finch, Westmarch Police", "“of” before an organisation"),
        ("data Jane Doe", "Begin with the kind, such as sar, foi, complaint, breach, police"),
        ("sar Jane Doe, 31 Nov", "'31 Nov' is not a day"),
    ):
        with pytest.raises(BadInput, match=says):
            read_line(desk, line)


def test_one_line_is_read_as_people_say_it(desk: Desk) -> None:
    request = read_line(desk, "social services Orla Finch of Kent re Tom Doe, 01632 960111, 23/11")
    assert (request.kind, request.requester_kind) == ("disclosure", "la-safeguarding")
    assert (request.requester, request.organisation) == ("Orla Finch", "Kent")
    assert (request.phone, request.received) == ("01632 960111", date(2026, 11, 23))
    for line, kind in (
        ("exam results from Tia Poole", "exam-results"),
        ("Freedom of Information request Tia Poole", "foi"),
        ("subject access request Tia Poole", "sar"),
    ):
        request = read_line(desk, line)
        assert (request.kind, request.requester) == (kind, "Tia Poole")
    request = read_line(desk, "disclosure Earl of Sandwich re Tom Doe, children’s services")
    assert (request.requester, request.requester_kind) == ("Earl of Sandwich", "la-safeguarding")


def test_what_else_it_may_be_is_told_with_its_limit() -> None:
    found = offers("sar", "parent", SchoolType.MAINTAINED)
    assert [offer.words for offer in found] == [
        "educational record (15 school days)",
        "FOI (20 school days or 60 working days)",
    ]
    assert found[0].law == "SI 2005/1437 reg 5(2), (3)"
    assert offers("sar", "parent", SchoolType.ACADEMY, ("foi",)) == ()


def test_kinds_are_called_as_officers_call_them() -> None:
    names = [short_name(k) for k in ("sar", "educational-record", "foi-review", "ico-enquiry")]
    assert names == ["SAR", "educational record", "FOI review", "ICO enquiry"]
