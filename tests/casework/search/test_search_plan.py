"""The search plan: preservation notices first, then every place asked, chased and answered.

A place may also be left out with a reason.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.cases.letters.letter_fields import fields_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.search import (
    addresses,
    next_in_plan,
    next_places,
    overdue_places,
    paper_row,
    searched,
    standing,
    summary,
    usual_reply_by,
    warnings,
)
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.reclassify import reclassify
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import (
    EVERY,
    add_place,
    add_usual,
    ask_places,
    chase,
    record_answer,
    tell_to_keep,
)
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.law.calendar.calendars import is_working_day
from dpo_console.law.statutes import kinds, statute
from dpo_console.store.cases.case_file import CaseFile, find, load
from dpo_console.store.session import write
from tests.conftest import TODAY, DeskOf

DAY = timedelta(days=1)
HOLDS = {"staff-email", "chat", "cctv", "leavers-accounts"}


def logged(desk: Desk, kind: str = "sar", **more: object) -> str:
    request = NewRequest(kind, date(2026, 11, 20), "Jane Doe", **more)  # type: ignore[arg-type]
    return log_request(desk, request).reference


def file_of(desk: Desk, reference: str) -> CaseFile:
    with desk.database.read() as ask:
        return load(ask, find(ask, reference))


def gaps(desk: Desk, reference: str) -> dict[str, str]:
    return dict(standing(file_of(desk, reference)))


days = st.dates(date(2026, 1, 1), date(2027, 11, 30))


@given(on=days, left=st.none() | st.integers(-40, 90))
def test_a_place_is_asked_to_answer_in_time(on: date, left: int | None) -> None:
    act_by = None if left is None else on + timedelta(days=left)
    by = usual_reply_by(on, act_by)
    assert on <= by <= on + timedelta(days=10)
    if act_by and act_by < on:
        assert is_working_day(by)
    assert (
        by == on
        or is_working_day(by)
        or not any(is_working_day(on + timedelta(days=n)) for n in range(1, (by - on).days + 1))
    )
    if act_by and act_by >= on:
        assert (act_by - by) * 3 >= act_by - on


def test_ten_days_where_there_is_time_and_half_where_there_is_not() -> None:
    assert usual_reply_by(date(2026, 11, 23), None) == date(2026, 12, 3)
    assert usual_reply_by(date(2026, 11, 23), date(2026, 12, 21)) == date(2026, 12, 3)
    assert usual_reply_by(date(2026, 11, 23), date(2026, 12, 1)) == date(2026, 11, 27)
    assert usual_reply_by(date(2026, 11, 23), date(2026, 11, 23)) == date(2026, 11, 23)
    assert usual_reply_by(date(2026, 11, 20), date(2026, 11, 19)) == date(2026, 11, 23)


def test_a_request_opens_with_its_places_and_its_holds_to_tell(desk: Desk) -> None:
    case = case_view(desk, logged(desk))
    assert {row.slug for row in case.places if row.to_tell} == HOLDS
    assert [row.number for row in case.places] == list(range(1, len(case.places) + 1))
    assert all(row.to_ask for row in case.places)
    assert case.row.next_action == "Preserve the records"
    assert len(case.timeline) == 1


@pytest.mark.parametrize("kind", [k for k in kinds() if k not in ("foi-review", "breach")])
def test_only_what_is_searched_for_has_a_plan(desk: Desk, kind: str) -> None:
    case = case_view(desk, logged(desk, kind))
    planned = statute(kind).work.searched
    assert bool(case.places) == planned
    assert bool(gaps(desk, case.reference)["search.complete"]) == planned


def test_what_is_next_goes_from_holds_to_questions_to_the_reply(desk: Desk) -> None:
    reference = logged(desk)
    case = case_view(desk, tell_to_keep(desk, reference, EVERY, "Ann Bell, IT"))
    assert case.row.next_action == "Acknowledge"
    record_fact(desk, reference, "acknowledged", TODAY)
    assert case_view(desk, reference).row.next_action == "Ask 9 places"
    case = case_view(desk, ask_places(desk, reference, ["1", "cctv"], by=date(2026, 12, 1)))
    assert case.row.next_action == "Ask 7 places"
    case = case_view(desk, ask_places(desk, reference, EVERY, by=date(2026, 12, 3)))
    assert case.row.next_action == "Await 2 search replies by Tue 1 Dec"
    record_answer(desk, reference, ["1", "cctv"], "found")
    assert next_in_plan(file_of(desk, reference)) == "Await 7 search replies by Thu 3 Dec"
    case = case_view(desk, record_answer(desk, reference, EVERY, "nothing"))
    assert case.row.next_action == "List what was found"
    assert gaps(desk, reference) == {"search.hold": "", "search.complete": ""}


def test_the_holds_come_before_a_wait_for_the_requester(desk: Desk) -> None:
    reference = logged(desk)
    record_fact(desk, reference, "clarification_requested", TODAY, note="Which years?")
    case = case_view(desk, reference)
    assert case.row.next_action.startswith("Preserve the records, then await the clar")
    assert case.row.whose_move == "us"
    assert warnings(case.places, TODAY)
    case = case_view(desk, tell_to_keep(desk, reference, EVERY, "Ann Bell, IT"))
    assert case.row.next_action.startswith("Await the clarification")
    assert case.row.whose_move == "requester"


def test_who_was_told_and_asked_is_kept_with_its_days(desk: Desk) -> None:
    reference = logged(desk)
    tell_to_keep(desk, reference, ["cctv"], "Site manager, by phone", date(2026, 11, 24))
    case = case_view(desk, ask_places(desk, reference, ["cctv"], of="Kim Ito"))
    (row,) = [row for row in case.places if row.slug == "cctv"]
    assert (row.told_on, row.told) == (date(2026, 11, 24), "Site manager, by phone")
    assert (row.asked_on, row.asked) == (TODAY, "Kim Ito")
    assert row.reply_by == usual_reply_by(TODAY, case.clock.act_by)
    assert [e.text for e in case.timeline[1:]] == [
        "Sent a preservation notice: CCTV; Site manager, by phone",
        "Asked what is held: CCTV; Kim Ito; reply by Fri 4 Dec 2026",
    ]


def test_what_will_be_overwritten_is_said_until_somebody_was_told(desk: Desk) -> None:
    reference = logged(desk)
    case = case_view(desk, reference)
    assert warnings(case.places, TODAY) == [
        "CCTV: what it held when the request came is lost day by day, the last of it on "
        "Sun 20 Dec 2026."
    ]
    assert "was lost on Sun 20 Dec 2026" in warnings(case.places, date(2026, 12, 21))[0]
    assert (
        warnings(case_view(desk, tell_to_keep(desk, reference, ["cctv"], "Kim")).places, TODAY)
        == []
    )


def test_late_answers_are_chased_and_listed_over_all_cases(desk: Desk, desk_of: DeskOf) -> None:
    first, second, closed = logged(desk), logged(desk), logged(desk)
    ask_places(desk, first, ["mis"], by=date(2026, 12, 4))
    ask_places(desk, second, ["mis", "cctv"], by=date(2026, 12, 2))
    ask_places(desk, closed, EVERY, by=date(2026, 11, 26))
    close(desk, closed, "withdrawn", TODAY)
    record_answer(desk, second, ["mis"], "nothing")
    on_the_day = desk_of(today=date(2026, 12, 2))
    assert overdue_places(on_the_day) == ()
    assert not any(r.is_overdue(on_the_day.today) for r in case_view(on_the_day, second).places)
    late = overdue_places(desk_of(today=date(2026, 12, 7)))
    assert [(row.reference, row.title) for row in late] == [
        (second, "CCTV"),
        (first, "Pupil information system"),
    ]
    later = desk_of(today=date(2026, 12, 7))
    assert "No answer yet: CCTV (due Wed 2 Dec 2026)." in warnings(
        case_view(later, second).places, later.today
    )
    row = next(r for r in case_view(later, chase(later, second, EVERY)).places if r.slug == "cctv")
    assert row.chased_on == later.today
    assert row.reply_by is not None
    assert row.reply_by > later.today
    assert [r.reference for r in overdue_places(later)] == [first]


def test_only_what_was_asked_and_is_open_is_chased(desk: Desk) -> None:
    reference = logged(desk)
    with pytest.raises(Refused, match="was not asked yet"):
        chase(desk, reference, ["mis"])
    ask_places(desk, reference, ["mis"])
    record_answer(desk, reference, ["mis"], "found")
    with pytest.raises(Refused, match="has answered"):
        chase(desk, reference, ["mis"])
    with pytest.raises(Refused, match="no answer is late"):
        chase(desk, reference, EVERY)


def test_a_place_is_left_out_only_with_a_reason(desk: Desk) -> None:
    reference = logged(desk)
    with pytest.raises(BadInput, match="because"):
        record_answer(desk, reference, ["cctv"], "not-searched", " ")
    case = case_view(
        desk,
        record_answer(desk, reference, ["cctv"], "not-searched", "No camera where it happened."),
    )
    row = next(r for r in case.places if r.slug == "cctv")
    assert (row.result, row.note) == ("not-searched", "No camera where it happened.")
    assert not row.to_tell
    assert case.timeline[-1].text == "Not searched: CCTV; No camera where it happened."


def test_a_place_that_is_asked_again_is_open_again(desk: Desk) -> None:
    reference = logged(desk)
    ask_places(desk, reference, ["mis"])
    record_answer(desk, reference, ["mis"], "nothing")
    case = case_view(desk, ask_places(desk, reference, ["mis"]))
    assert (case.places[0].is_open, case.places[0].result) == (True, "")


def test_a_place_recorded_as_asked_by_mistake_is_to_be_asked_again(desk: Desk) -> None:
    reference = logged(desk)
    tell_to_keep(desk, reference, EVERY, "Ann Bell, IT")
    ask_places(desk, reference, EVERY, of="Ben Hale")
    with pytest.raises(BadInput, match="note: this can't be empty"):
        record_answer(desk, reference, ["1"], "not-asked")
    record_answer(desk, reference, ["1", "cctv"], "not-asked", "Only the pupil file was meant")
    record_answer(desk, reference, ["cctv"], "not-told", "That notice never went")
    first, *_ = case_view(desk, reference).places
    cctv = next(row for row in case_view(desk, reference).places if row.slug == "cctv")
    assert (first.asked_on, first.asked, first.reply_by, first.to_ask) == (None, "", None, True)
    assert (cctv.told_on, cctv.told, cctv.to_tell) == (None, "", True)
    with pytest.raises(Refused, match="no question is recorded"):
        record_answer(desk, reference, ["1"], "not-asked", "Twice")
    told = [event.text for event in case_view(desk, reference).timeline]
    assert "Corrected: not asked: Pupil information system, CCTV; Only the pupil file" in told[-2]
    assert verify(desk).sound


def test_an_answer_recorded_by_mistake_is_taken_back_and_the_question_stays(desk: Desk) -> None:
    reference = logged(desk)
    ask_places(desk, reference, ["1", "2"], of="Ben Hale", by=TODAY + timedelta(days=8))
    record_answer(desk, reference, ["1"], "nothing", "Looked twice")
    record_answer(desk, reference, ["1"], "not-answered", "The wrong key")
    first = case_view(desk, reference).places[0]
    assert (first.is_open, first.result, first.note, first.answered_on) == (True, "", "", None)
    assert (first.asked, first.reply_by) == ("Ben Hale", TODAY + timedelta(days=8))
    assert case_view(desk, reference).timeline[-1].text == (
        "Corrected: no answer yet: Pupil information system; The wrong key"
    )
    with pytest.raises(Refused, match="no answer is recorded"):
        record_answer(desk, reference, ["2"], "not-answered", "Never came")
    assert verify(desk).sound


def test_places_are_added_by_slug_or_title_and_once(desk: Desk) -> None:
    reference = logged(desk)
    case = case_view(desk, add_place(desk, reference, "previous-school", holder="Ash Primary"))
    assert (case.places[-1].title, case.places[-1].holder) == ("Previous school", "Ash Primary")
    case = case_view(desk, add_place(desk, reference, "Trip file of Year 5"))
    assert (case.places[-1].slug, case.places[-1].number) == ("", len(case.places))
    for again in ("cctv", "trip FILE of year 5"):
        with pytest.raises(BadInput, match="on the plan already"):
            add_place(desk, reference, again)
    with pytest.raises(Refused, match="every usual place"):
        add_usual(desk, reference)


def test_a_case_that_is_counted_as_another_kind_gets_what_that_kind_lacks(desk: Desk) -> None:
    reference = logged(desk)
    record_answer(desk, reference, ["mis"], "found")
    case = case_view(desk, reclassify(desk, reference, "foi", "No personal data is asked for."))
    assert [row.slug for row in case.places[9:]] == ["governors"]
    assert case.places[0].result == "found"


def test_any_kind_can_be_given_a_plan(desk: Desk) -> None:
    reference = logged(desk, "complaint")
    assert gaps(desk, reference)["search.complete"] == ""
    add_place(desk, reference, "staff-email")
    assert "Staff mailboxes" in gaps(desk, reference)["search.hold"]
    assert "1 of 1 place not answered" in gaps(desk, reference)["search.complete"]


def test_a_case_of_older_records_says_that_it_has_no_plan(desk: Desk) -> None:
    reference = logged(desk)
    with write(desk.database) as session:
        session.connection().exec_driver_sql("DELETE FROM place")
    assert set(gaps(desk, reference).values()) == {"The search plan has no places yet."}
    assert next_in_plan(file_of(desk, reference)) == ""
    assert len(case_view(desk, add_usual(desk, reference)).places) == 9


def test_what_means_nothing_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    reference = logged(desk)
    before = case_view(desk, reference)
    attempts: list[tuple[Callable[[], object], str]] = [
        (lambda: tell_to_keep(desk, reference, ["99"], "IT"), "has no place '99'.*1 mis"),
        (lambda: tell_to_keep(desk, reference, ["cctv"], ""), "told"),
        (lambda: tell_to_keep(desk, reference, ["cctv"], "IT", date(2026, 11, 26)), "future"),
        (lambda: ask_places(desk, reference, ["mis"], by=date(2026, 11, 24)), "before it is asked"),
        (lambda: ask_places(desk, reference, [], by=None), "Say which place"),
        (lambda: ask_places(desk, reference, ["mis"], of="a\x00b"), "NULL"),
        (lambda: record_answer(desk, reference, ["mis"], "lost"), "no result 'lost'"),
        (lambda: add_place(desk, reference, " "), "place"),
    ]
    for attempt, says in attempts:
        with pytest.raises(BadInput, match=says):
            attempt()
    assert case_view(desk, reference) == before


def test_an_answer_is_not_older_than_its_question(desk: Desk) -> None:
    reference = logged(desk)
    ask_places(desk, reference, ["mis"])
    with pytest.raises(BadInput, match="was asked after Tue 24 Nov 2026"):
        record_answer(desk, reference, ["mis"], "found", on=date(2026, 11, 24))


ACTS: dict[str, Callable[[Desk, str], object]] = {
    "hold": lambda desk, reference: tell_to_keep(desk, reference, EVERY, "IT"),
    "ask": lambda desk, reference: ask_places(desk, reference, EVERY),
    "chase": lambda desk, reference: chase(desk, reference, ["mis"]),
    "answer": lambda desk, reference: record_answer(desk, reference, ["mis"], "found"),
    "add": lambda desk, reference: add_place(desk, reference, "previous-school"),
    "usual": add_usual,
}


@pytest.mark.parametrize("act", ACTS)
def test_who_may_not_and_a_closed_case_change_no_plan(
    desk: Desk, desk_of: DeskOf, act: str
) -> None:
    reference = logged(desk)
    for person in ("auditor", "head"):
        with pytest.raises(NotAllowed, match="work on the search plan"):
            ACTS[act](desk_of(person), reference)
    close(desk, reference, "withdrawn", TODAY)
    with pytest.raises(Refused, match="closed"):
        ACTS[act](desk, reference)


def test_a_clerk_works_the_plan(desk: Desk, desk_of: DeskOf) -> None:
    case = case_view(desk_of("clerk"), tell_to_keep(desk_of("clerk"), logged(desk), EVERY, "IT"))
    assert case.timeline[-1].by == "clerk"


def test_a_letter_says_where_was_searched_and_never_who_holds_it(desk: Desk) -> None:
    reference = logged(desk)
    record_answer(desk, reference, ["mis"], "found")
    record_answer(desk, reference, ["cctv"], "nothing")
    record_answer(desk, reference, ["chat"], "not-searched", "No child is on it.")
    file = file_of(desk, reference)
    assert searched(file) == ["Pupil information system", "CCTV"]
    assert fields_of(desk, file, {})["disclosure.searched"] == "Pupil information system\nCCTV"
    own = fields_of(desk, file, {"disclosure.searched": "The office"})
    assert own["disclosure.searched"] == "The office"


def test_the_plan_is_summed_up(desk: Desk) -> None:
    reference = logged(desk)
    ask_places(desk, reference, ["mis", "cctv"])
    case = case_view(desk, record_answer(desk, reference, ["mis"], "found"))
    said = "1 of 9 places answered, 1 awaited, 7 places to ask"
    assert summary(case.places) == f"{said}, 2 holders need a preservation notice"


def test_a_place_has_a_row_on_paper_for_whoever_looks_into_it(desk: Desk) -> None:
    reference = logged(desk)
    tell_to_keep(desk, reference, ["cctv"], "Kim")
    case = case_view(
        desk, record_answer(desk, reference, ["cctv"], "not-searched", "No camera there")
    )
    assert paper_row(case.places[7]) == (
        "8", "CCTV", "Kim, Wed 25 Nov 2026", "", "", "",
        "not searched Wed 25 Nov 2026: No camera there",
    )  # fmt: skip
    assert paper_row(case.places[0])[6] == ""


def test_what_is_next_is_marked_step_by_step(desk: Desk) -> None:
    reference = logged(desk)
    rows = case_view(desk, reference).places
    assert {row.slug for row in next_places(rows, TODAY)} == HOLDS
    rows = case_view(desk, tell_to_keep(desk, reference, EVERY, "IT")).places
    assert len(next_places(rows, TODAY)) == 9
    ask_places(desk, reference, ["mis"], by=date(2026, 11, 26))
    rows = case_view(desk, ask_places(desk, reference, EVERY, by=date(2026, 12, 1))).places
    assert [row.slug for row in next_places(rows, date(2026, 11, 27))] == ["mis"]
    assert len(next_places(rows, TODAY)) == 9


@pytest.mark.usefixtures("two_schools")
def test_an_office_that_lists_its_places_has_only_those(home: Path, desk_of: DeskOf) -> None:
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write("\n[[place]]\nslug = 'elm-file'\ntitle = 'Elm file'\nschool = 'elm'\n")
        settings.write("\n[[place]]\nslug = 'mis'\ntitle = 'Arbor'\n")
        settings.write("holder = 'Office'\nemail = 'office@example.org'\n")
    desk = desk_of()
    case = case_view(desk, logged(desk))
    assert [r.title for r in case.places] == ["Arbor"]
    assert addresses(desk.settings, case.places) == ["office@example.org"]
    elm = case_view(desk, logged(desk, school="elm"))
    assert [r.title for r in elm.places] == ["Elm file", "Arbor"]
    assert verify(desk).sound


def test_another_answer_leaves_no_words_of_the_one_before(desk: Desk) -> None:
    reference = logged(desk)
    record_answer(desk, reference, ["1"], "not-searched", "The server was down")
    record_answer(desk, reference, ["1"], "found")
    first = case_view(desk, reference).places[0]
    assert (first.result, first.note) == ("found", "")
