"""A restricted case is visible to its readers, and reveals itself to nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases import overlaps, search
from dpo_console.cases.disclosure import schedule
from dpo_console.cases.letters.letter_choices import letters_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import others_who_may_own
from dpo_console.cases.office.references import resolve
from dpo_console.cases.queue import due, queue
from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports import register
from dpo_console.cases.reports import statistics as figures
from dpo_console.cases.view.case import case_view
from dpo_console.casework import links, notes
from dpo_console.casework.change import change
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters import letter_writing
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict, suggestion, unrestrict
from dpo_console.casework.search.searching import ask_places
from dpo_console.casework.sharing.release import release
from dpo_console.casework.undo import undoing
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.store.reads import conditions, lists
from tests.conftest import DeskOf, add_elm, desks, make_home

WHO = "Wilhelmina Quist"
REQUEST = NewRequest("sar", date(2026, 9, 2), WHO, "staff", subjects=("Tom Doe",))


@pytest.fixture
def other(desk: Desk) -> str:
    return log_request(desk, NewRequest("foi", date(2026, 9, 3), "Jane Doe")).reference


@pytest.fixture
def hidden(desk: Desk, other: str) -> str:
    reference = log_request(desk, REQUEST).reference
    links.link(desk, other, reference, "related")
    ask_places(desk, reference, ["1"], on=date(2026, 9, 3), by=date(2026, 9, 10))
    restrict(desk, reference, ["head"], "A colleague's own request")
    return reference


def test_readers_and_the_actor_see_it(desk_of: DeskOf, desk: Desk, hidden: str) -> None:
    case = case_view(desk_of("head"), hidden)
    assert case.row.restricted
    assert case.readers == ("dpo", "head")
    assert (
        case.timeline[-1].text
        == "Restricted to Amara Okafor, Ruth Castle: A colleague's own request"
    )
    assert case_view(desk, hidden).row.requester == WHO
    assert verify(desk).sound


def test_an_actor_stays_and_whoever_is_not_named_again_goes(desk: Desk, hidden: str) -> None:
    assert case_view(desk, restrict(desk, hidden, ["dsl"])).readers == ("dpo", "dsl")
    assert case_view(desk, unrestrict(desk, hidden, "Done")).readers == ()
    with pytest.raises(Refused, match="not restricted"):
        unrestrict(desk, hidden, "Done")
    assert verify(desk).sound


def test_a_request_about_the_dpo_is_restricted_by_the_approver(
    desk_of: DeskOf, desk: Desk, hidden: str
) -> None:
    restrict(desk_of("head"), hidden, [])
    with pytest.raises(BadInput, match="There is no case"):
        case_view(desk, hidden)
    with pytest.raises(BadInput, match="There is no case"):
        restrict(desk, hidden, ["dpo"])
    with pytest.raises(NotAllowed):
        restrict(desk_of("clerk"), hidden, ["clerk"])


def test_nobody_to_restrict_it_from(desk_of: DeskOf, desk: Desk, other: str) -> None:
    with pytest.raises(Refused, match="includes everyone"):
        restrict(desk, other, ["clerk", "head", "dsl", "auditor"])
    with pytest.raises(BadInput, match="no person 'nobody'"):
        restrict(desk, other, ["nobody"])


def test_a_sole_account_has_nobody_to_restrict_it_from(tmp_path: Path) -> None:
    root = make_home(tmp_path / "alone", people=False)
    alone = desks(root)()
    reference = log_request(alone, REQUEST).reference
    with pytest.raises(Refused, match="nobody to restrict it from"):
        restrict(alone, reference, [])


def test_an_owner_who_is_left_out_owns_it_no_more(desk: Desk, other: str) -> None:
    notes.assign(desk, other, "clerk")
    assert case_view(desk, restrict(desk, other, ["head"])).row.owner == ""
    with pytest.raises(Refused, match="clerk may not see"):
        notes.assign(desk, other, "clerk")
    assert case_view(desk, notes.assign(desk, other, "head")).row.owner == "head"


@pytest.mark.parametrize("readers", [[], ["head", "auditor"]])
def test_only_those_are_offered_as_owners_who_can_be(
    home: Path, desk: Desk, other: str, readers: list[str]
) -> None:
    lead = 'slug = "lead"\nname = "Lena Ford"\nrole = "lead"\nschools = ["elm"]\n'
    add_elm(home)
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write(f"\n[[people]]\n{lead}")
    desk = desks(home)()
    case = case_view(desk, restrict(desk, other, readers) if readers else other)
    offered = others_who_may_own(desk, case.row.school, case.readers)
    for person in desk.people:
        try:
            notes.assign(desk, other, person.slug)
        except Refused:
            assert person not in offered
        else:
            assert person in offered or person == desk.person


def test_what_is_better_restricted_is_said(desk: Desk) -> None:
    assert "restrict SAR-1 --to" in suggestion(desk, "staff", "SAR-1")
    assert suggestion(desk, "parent") == ""


LOOKS: dict[str, Callable[[Desk, str], object]] = {
    "list": lambda desk, _: queue.page(desk, queue.Query()),
    "end of the list": lambda desk, _: queue.last_page(desk, queue.Query()),
    "words": lambda desk, _: queue.page(desk, queue.Query("all", ("quist",))),
    "all but words": lambda desk, _: queue.page(desk, queue.Query("all", ("!foi",))),
    "count": lambda desk, _: queue.count(desk, queue.Query()),
    "counts": lambda desk, _: queue.counts(desk),
    "bands": lambda desk, _: queue.counts_by_band(desk),
    "due": lambda desk, _: due.due_report(desk, desk.today),
    "late answers": lambda desk, _: search.overdue_places(desk),
    "figures": lambda desk, _: figures.statistics(desk, date(2026, 1, 1), date(2026, 12, 31)),
    "register": lambda desk, _: register.register(desk),
    "batch": lambda desk, _: letter_writing.cases_of(desk, queue.Query()),
    "likely": lambda desk, _: overlaps.similar(
        REQUEST, overlaps.candidates(desk, (WHO, "Tom Doe"))
    ),
    "linked case": lambda desk, other: case_view(desk, other),
}
"""Every view of more than one case, and of a case linked with the restricted one."""


@pytest.mark.parametrize("look", LOOKS)
def test_no_look_at_others_betrays_it(desk_of: DeskOf, other: str, look: str) -> None:
    """The clerk sees exactly the same as if the case had never come."""
    clerk = desk_of("clerk")
    before = LOOKS[look](clerk, other)
    desk = desk_of()
    hidden = log_request(desk, REQUEST).reference
    record_fact(desk, hidden, "acknowledged", date(2026, 9, 3))
    ask_places(desk, hidden, ["1"], on=date(2026, 9, 3), by=date(2026, 9, 10))
    restrict(desk, hidden, [])
    seen = LOOKS[look](clerk, other)
    assert seen == before
    if look not in ("figures", "register", "linked case"):
        assert LOOKS[look](desk, other) != before


def test_a_linked_case_tells_nothing_of_it(desk_of: DeskOf, hidden: str, other: str) -> None:
    case = case_view(desk_of("clerk"), other)
    assert case.links == ()
    assert hidden not in repr(case)
    assert WHO not in repr(case)
    assert hidden in repr(case_view(desk_of(), other))


def test_cases_of_one_message_tell_nothing_of_it(desk_of: DeskOf, desk: Desk) -> None:
    logged = log_request(desk, replace(REQUEST, also=("foi", "educational-record")))
    restrict(desk, logged.reference, [])
    for one in logged.also:
        assert logged.reference not in repr(case_view(desk_of("clerk"), one.reference))


ON_ONE: dict[str, Callable[[Desk, str], object]] = {
    "resolve": resolve,
    "show": case_view,
    "letters": letters_for,
    "schedule": schedule,
    "note": lambda desk, ref: notes.add_note(desk, ref, "x"),
    "fact": lambda desk, ref: record_fact(desk, ref, "acknowledged", date(2026, 9, 3)),
    "close": lambda desk, ref: close(desk, ref, "withdrawn", desk.today),
    "release": lambda desk, ref: release(desk, ref, desk.today),
    "link": lambda desk, ref: links.link(desk, "FOI-2026-0001", ref),
    "about": lambda desk, ref: log_request(desk, replace(REQUEST, about=ref)),
}


@pytest.mark.parametrize("act", ON_ONE)
@pytest.mark.parametrize("typed", ["SAR-2026-0001", "sar-2026-0001", "SAR-2026-0001 "])
def test_it_is_as_if_there_were_no_such_case(
    desk_of: DeskOf, hidden: str, act: str, typed: str
) -> None:
    someone = desk_of("dsl")
    assert hidden == "SAR-2026-0001"
    with pytest.raises((BadInput, NotAllowed)) as about_it:
        ON_ONE[act](someone, typed)
    with pytest.raises((BadInput, NotAllowed)) as about_none:
        ON_ONE[act](someone, typed.replace("0001", "0009"))
    assert str(about_it.value) == str(about_none.value).replace("0009", "0001")


def test_an_act_that_was_begun_before_it_was_restricted_is_refused(
    desk_of: DeskOf, hidden: str
) -> None:
    with (
        pytest.raises(BadInput, match="There is no case"),
        change(desk_of("clerk"), hidden, "note") as this,
    ):
        this.detail["note"] = "not reached"


def test_a_reference_that_it_shares_its_end_with_is_found(desk_of: DeskOf, hidden: str) -> None:
    assert resolve(desk_of("clerk"), "0001") == "FOI-2026-0001"
    with pytest.raises(BadInput, match="could be any of"):
        resolve(desk_of(), "0001")


@pytest.mark.of_the_file
def test_no_question_of_the_queue_scans_what_it_did_not(desk_of: DeskOf, hidden: str) -> None:
    """The same indexes serve people who see all cases and people who don't."""
    clerk = desk_of("clerk")
    asked: dict[str, dict[str, str | int | None]] = {}
    with clerk.database.read() as ask:

        def listening(sql: str, values: object) -> list[tuple[str | int | None, ...]]:
            asked[sql] = dict(values)  # type: ignore[call-overload]
            return ask(sql, asked[sql])

        late = conditions.due_within(7, clerk.today, "on")
        for where in (conditions.everything(), conditions.words(["Doe"], "w"), late):
            lists.cases(listening, where, lists.BY_URGENCY, 50)
        lists.cases(listening, conditions.band("closed", clerk.now), lists.BY_CLOSING, 50)
    plans = []
    for database in (clerk.database.whole, clerk.database):
        with database.read() as ask:
            plans.append([_tables(ask(f"EXPLAIN QUERY PLAN {q}", v)) for q, v in asked.items()])
    assert [[line for line in plan if "r" not in line.split()] for plan in plans[1]] == plans[0]


def _tables(plan: list[tuple[str | int | None, ...]]) -> list[str]:
    """Return the steps that read each table. The check on visibility comes last of all."""
    lines = [str(row[3]).replace("COVERING INDEX", "INDEX") for row in plan]
    return [line for line in lines if line.startswith(("SCAN", "SEARCH"))]


def test_undo_tells_nothing_of_a_link_with_it(desk_of: DeskOf, hidden: str, other: str) -> None:
    with pytest.raises(Refused) as told:
        undoing(desk_of("clerk"), other)
    assert str(told.value) == f"The last change of {other} isn't yours to undo."
