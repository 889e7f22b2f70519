"""A DPO's day through casework: everything done is kept, whole and in order."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.overlaps import candidates
from dpo_console.cases.queue.due import due_report
from dpo_console.cases.queue.queue import Query, counts, key_of, last_page, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close, reopen
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.notes import add_note, assign
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput, NotAllowed, Refused, StaleSave
from dpo_console.store.session import write
from tests.answering import meet_checklist
from tests.conftest import DeskOf, desks, make_home

SAR = NewRequest("sar", date(2026, 11, 2), "Jane Doe", subjects=("Tom Doe",), channel="email")


def test_logging_gives_a_reference_and_a_date(desk: Desk) -> None:
    logged = log_request(desk, SAR)
    assert logged.reference == "SAR-2026-0001"
    assert logged.clock.due == date(2026, 12, 2)
    case = case_view(desk, logged.reference)
    assert case.requester.name == "Jane Doe"
    assert case.row.subjects == ("Tom Doe",)
    assert case.row.due == "2026-12-02"
    assert case.row.next_action == "Preserve the records"


def test_references_go_on_after_9999(desk: Desk) -> None:
    from dpo_console.store.tables import CounterTable

    with write(desk.database) as session:
        session.add(CounterTable(prefix="SAR", year=2026, last=9999))
    assert log_request(desk, SAR).reference == "SAR-2026-10000"
    assert case_view(desk, "sar-2026-10000").reference == "SAR-2026-10000"


def test_a_clarification_stops_the_clock_and_its_answer_starts_it(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    case = case_view(
        desk,
        record_fact(desk, reference, "clarification_requested", date(2026, 11, 9), note="Years?"),
    )
    assert (case.row.status, case.row.due) == ("paused", None)
    assert case.row.band(desk.now) == "paused"
    assert case.row.whose_move == "us"  # preservation notices are still to send
    case = case_view(
        desk, record_fact(desk, reference, "clarification_received", date(2026, 11, 16))
    )
    assert case.row.due == "2026-12-10"
    assert case.clock.paused_days == 8


def test_correcting_receipt_keeps_the_pause_and_the_old_fact(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    record_fact(desk, reference, "clarification_requested", date(2026, 11, 9), note="Years?")
    record_fact(desk, reference, "clarification_received", date(2026, 11, 16))
    received = case_view(desk, reference).facts[0]
    case = case_view(
        desk,
        correct_fact(desk, reference, received.id, on=date(2026, 11, 3), why="Post-room stamp"),
    )
    assert case.row.due == "2026-12-11"
    old = next(f for f in case.facts if f.id == received.id)
    new = next(f for f in case.facts if f.id == old.superseded_by)
    assert (old.on, new.on, new.note) == (date(2026, 11, 2), date(2026, 11, 3), "Post-room stamp")
    with pytest.raises(BadInput, match="corrected already"):
        correct_fact(desk, reference, received.id, on=date(2026, 11, 4), why="again")
    with pytest.raises(Refused, match="Tue 3 Nov 2026 is recorded already"):
        correct_fact(desk, reference, new.id, on=new.on, why="The same day")
    assert case_view(desk, reference) == case


def test_struck_out_fact_no_longer_counts(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    asked = case_view(
        desk,
        record_fact(desk, reference, "clarification_requested", date(2026, 11, 9), note="Years?"),
    )
    case = case_view(
        desk, correct_fact(desk, reference, asked.facts[-1].id, why="Meant for another case")
    )
    assert case.row.due == "2026-12-02"
    assert "Struck out" in case.timeline[-1].text


def test_answer_follows_the_question_it_answers_when_that_is_corrected(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    asked = case_view(
        desk,
        record_fact(desk, reference, "clarification_requested", date(2026, 11, 9), note="Years?"),
    ).facts[-1]
    record_fact(desk, reference, "clarification_received", date(2026, 11, 16), answers=asked.id)
    case = case_view(
        desk, correct_fact(desk, reference, asked.id, on=date(2026, 11, 10), why="Sent a day later")
    )
    assert case.clock.paused_days == 7


def test_closing_and_reopening(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    with pytest.raises(BadInput, match="no outcome 'granted-ish'"):
        close(desk, reference, "granted-ish", desk.today)
    meet_checklist(desk, reference)
    outcome = case_view(desk, reference).outcomes[0][0]
    case = case_view(desk, close(desk, reference, outcome, desk.today))
    assert case.row.band(desk.now) == "closed"
    with pytest.raises(Refused, match="closed"):
        record_fact(desk, reference, "acknowledged", desk.today)
    case = case_view(desk, reopen(desk, reference, "A further mailbox came to light"))
    assert case.row.closed_on is None
    assert "further mailbox" in case.timeline[-1].text


def test_a_breach_is_not_closed_without_saying_whether_it_was_reported(desk: Desk) -> None:
    reference = log_request(
        desk, NewRequest("breach", datetime(2026, 11, 24, 14, 20), "Ann Bell")
    ).reference
    case = case_view(desk, reference)
    assert case.row.due == "2026-11-27T14:20"
    with pytest.raises(Refused, match="reported"):
        close(desk, reference, case.outcomes[0][0], desk.today)


def test_days_that_cannot_be(desk: Desk) -> None:
    with pytest.raises(BadInput, match="in the future"):
        log_request(desk, replace(SAR, received=date(2026, 11, 26)))
    with pytest.raises(BadInput, match="before it was received"):
        log_request(desk, replace(SAR, recognised=date(2026, 11, 1)))
    reference = log_request(desk, SAR).reference
    with pytest.raises(BadInput, match="in the future"):
        record_fact(desk, reference, "acknowledged", date(2026, 11, 26))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "sarr"}, "sar"),
        ({"requester": "  "}, "requester"),
        ({"channel": "pigeon"}, "channel"),
        ({"school": "ash"}, "oak"),
        ({"requester": "Jane\x00Doe"}, "U\\+0000"),
        ({"requester_kind": "wizard"}, "wizard"),
    ],
)
def test_what_means_nothing_is_refused_and_nothing_is_kept(
    desk: Desk, change: dict[str, str], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        log_request(desk, replace(SAR, **change))  # type: ignore[arg-type]
    assert page(desk, Query()).rows == ()


def test_a_stale_save_tells_who_did_what_and_changes_nothing(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, SAR).reference
    opened = case_view(desk, reference).version
    assign(desk_of("clerk"), reference, "clerk", opened)
    assign(desk, reference, "head", opened + 1)
    with pytest.raises(StaleSave) as caught:
        assign(desk, reference, "dpo", opened)
    assert caught.value.meanwhile == (
        "Ben Hale, 09:00: Assigned to Ben Hale",
        "you, elsewhere, 09:00: Assigned to Ruth Castle",
    )
    assert case_view(desk, reference).row.owner == "head"


def test_timeline_tells_who_did_what(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, SAR).reference
    case = case_view(
        desk_of("clerk"), add_note(desk_of("clerk"), reference, "She rang; wants it by post.")
    )
    assert [e.by for e in case.timeline] == ["dpo", "clerk"]
    assert case.timeline[-1].text == "She rang; wants it by post."


def test_queue_pages_in_both_directions_without_gaps(desk: Desk) -> None:
    for day in range(1, 25):
        log_request(desk, replace(SAR, received=date(2026, 11, day)))
    query, seen, after = Query("all"), [], None
    while True:
        found = page(desk, query, after=after, limit=7)
        seen += [r.reference for r in found.rows]
        if not found.more:
            break
        after = key_of(query, found.rows[-1])
    assert len(seen) == len(set(seen)) == 24
    end = last_page(desk, query, limit=7)
    assert [r.reference for r in end.rows] == seen[-7:]
    back = page(desk, query, before=key_of(query, end.rows[0]), limit=7)
    assert [r.reference for r in back.rows] == seen[-14:-7]


@pytest.mark.usefixtures("two_schools")
def test_views_and_filters(desk: Desk) -> None:
    late = log_request(
        desk, replace(SAR, received=date(2026, 10, 1), requester="Zoë Ågren", school="oak")
    ).reference
    soon = log_request(desk, replace(SAR, received=date(2026, 10, 28), school="elm")).reference
    log_request(desk, replace(SAR, received=date(2026, 11, 10), school="oak"))

    def found(view: str, *filters: str) -> list[str]:
        return [r.reference for r in page(desk, Query(view, filters)).rows]

    assert found("overdue") == [late]
    assert found("week") == [soon]
    assert found("all", "zoe agr") == [late]
    assert found("all", "!school:oak") == [soon]
    assert found("all", "band:overdue", "kind:SAR") == [late]
    assert found("all", "due:7") == [late, soon]
    assert found("all", "received:2026-10-20..2026-10-31") == [soon]
    assert found("all", "owner:me") == []
    assert found("all", '"); DROP TABLE cases; --') == []
    assert counts(desk)["overdue"] == 1
    assert counts(desk, ("tom",))["all"] == 3
    with pytest.raises(BadInput, match="bands are"):
        found("all", "band:soonish")
    assert [r.reference for r in due_report(desk, desk.today)] == [late, soon]


def test_the_same_people_are_noticed(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    assert [c.row.reference for c in candidates(desk, ["tom doe"])] == [reference]
    assert candidates(desk, ["", "Al"]) == ()


def test_roles(desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed, match="auditor"):
        log_request(desk_of("auditor"), SAR)
    reference = log_request(desk_of("clerk"), SAR).reference
    with pytest.raises(NotAllowed, match="the DPO may"):
        close(desk_of("clerk"), reference, "disclosed", date(2026, 11, 25))


def test_everything_is_there_next_time_and_verifies(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, SAR).reference
    add_note(desk, reference, "A note.")
    again = desk_of(today=date(2026, 11, 26))
    assert case_view(again, reference).timeline[-1].text == "A note."
    report = verify(again)
    assert report.sound, report


def test_a_fact_that_this_kind_does_not_count_is_kept_and_moves_nothing(desk: Desk) -> None:
    request = replace(SAR, kind="rectification")
    reference = log_request(desk, request).reference
    case = case_view(
        desk,
        record_fact(desk, reference, "clarification_requested", date(2026, 11, 9), note="Years?"),
    )
    assert (case.row.status, case.row.due) == ("running", "2026-12-02")
    assert any("clarification" in warning.lower() for warning in case.clock.warnings)
    with pytest.raises(BadInput, match="has no fact individuals_told"):
        record_fact(desk, reference, "individuals_told", date(2026, 11, 9))


def test_reopening_brings_back_the_date_that_closing_took_for_granted(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    meet_checklist(desk, reference)
    assert (
        case_view(desk, close(desk, reference, "disclosed", desk.today)).clock.deadlines[0].met_on
        == desk.today
    )
    case = case_view(desk, reopen(desk, reference, "Two years are missing"))
    assert (case.row.due, case.row.next_action) == ("2026-12-02", "Acknowledge")
    assert "closed" not in [f.name for f in case.facts if f.superseded_by is None]


def test_reopening_after_a_real_answer_stays_in_sight(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    meet_checklist(desk, reference)
    record_fact(desk, reference, "responded", date(2026, 11, 20))
    close(desk, reference, "disclosed", desk.today)
    case = case_view(desk, reopen(desk, reference, "Two years are missing"))
    assert case.row.next_action == "Finish what it was reopened for"
    assert page(desk, Query()).rows[0].reference == reference


def test_closing_on_a_day_that_cannot_be(desk: Desk) -> None:
    reference = log_request(desk, SAR).reference
    meet_checklist(desk, reference)
    record_fact(desk, reference, "responded", date(2026, 11, 20))
    with pytest.raises(BadInput, match="“Answered” is recorded on Fri"):
        close(desk, reference, "disclosed", date(2026, 11, 19))
    record_fact(desk, reference, "withdrawn", date(2026, 11, 20))
    with pytest.raises(Refused, match="was withdrawn"):
        close(desk, reference, "disclosed", desk.today)


def test_filters_that_mean_nothing(desk: Desk) -> None:
    for typed in ("due:²", "due:" + "9" * 5000, "owner:\ud800", "received:soon"):
        with pytest.raises(BadInput):
            page(desk, Query("all", (typed,)))


def test_an_owner_is_no_name(tmp_path: Path) -> None:
    alone = desks(make_home(tmp_path / "alone", people=False))()
    reference = log_request(alone, replace(SAR, owner="me")).reference
    with pytest.raises(BadInput, match="one short word"):
        assign(alone, reference, "Tom Doe's mother, 07700 900123")
