"""Two desks on one database: a form is open at one while the other changes its case."""

from collections.abc import Callable
from datetime import date

import pytest

from dpo_console.cases.disclosure import schedule
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.timeline import meanwhile
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.closing import close
from dpo_console.casework.disclosure.schedule import NewItem, add_items, correct_item, remove_items
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.links import link
from dpo_console.casework.notes import add_note
from dpo_console.casework.restricted import restrict
from dpo_console.errors import Refused, StaleSave
from dpo_console.tui.forms.controls import Edited
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens import checklist, people
from dpo_console.tui.screens.case import case_forms, closing_forms, correct_forms, link_forms
from dpo_console.tui.screens.checklist import VERDICTS
from dpo_console.tui.screens.disclosure import schedule_forms
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.search import search_forms
from dpo_console.tui.screens.sharing import approval_forms
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Log, Opener
from tests.tui.test_live import WIDE, looked


@pytest.fixture
def clerk(desk_of: DeskOf) -> Desk:
    return desk_of("clerk")


def received(case: CaseView) -> int:
    return next(fact.id for fact in case.facts if fact.name == "received")


MUST_BE_SEEN: dict[str, tuple[str, Callable[[Desk, CaseView], case_forms.Opened], dict[str, str]]]
MUST_BE_SEEN = {
    "fact": ("sar", lambda d, c: case_forms.fact(d, c, "acknowledged"), {}),
    "put right": ("sar", lambda d, c: correct_forms.put_right(d, c, received(c)),
                  {"on": "20 Nov 2026", "why": "x"}),
    "close": ("foi", closing_forms.close, {"outcome": "withdrawn", "note": "by phone"}),
    "reclassify": ("sar", link_forms.reclassify, {"kind": "foi", "why": "x"}),
    "link": ("sar", link_forms.link, {"other": "SAR-2026-0002"}),
    "restrict": ("sar", people.restrict, {"to": "head", "why": "x"}),
    "answer": ("sar", lambda d, c: checklist.assess(d, c, "who.identity", "met", VERDICTS),
               {"evidence": "x"}),
    "hold": ("sar", lambda d, c: search_forms.hold(d, c, [1], "7"), {"told": "Ann"}),
    "ask": ("sar", lambda d, c: search_forms.question(d, c, [1], "7"), {}),
    "place": ("sar", lambda d, c: search_forms.answer(d, c, [1]), {}),
    "leave out": ("sar", lambda d, c: search_forms.leave_out(d, c, [1]), {"because": "x"}),
    "scope": ("disclosure", approval_forms.scope, {"purpose": "x"}),
    "particulars": ("sar", checklist.particulars, {"late.reason": "x"}),
    "requester": ("sar", lambda d, c: people.party(d, c, "1"), {"kind": "pupil", "why": "x"}),
    "decide": (
        "disclosure", approval_forms.decide,
        {"reason": "Not needed", "ruling": "refuse", "evidence": "Sheet"},
    ),
}  # fmt: skip
"""For each form, a kind of case, the form, and the words typed into it."""

ADDS: dict[str, tuple[str, Callable[[Desk, CaseView], case_forms.Opened], dict[str, str]]] = {
    "note": ("sar", case_forms.note, {"text": "x"}),
    "place": ("sar", search_forms.another, {"place": "Shed"}),
    "party": ("sar", lambda d, c: people.party(d, c, "subject"), {"name": "Tom Doe"}),
}


@pytest.mark.parametrize("name", MUST_BE_SEEN)
def test_what_a_clock_or_a_gate_hangs_on_waits_until_it_was_seen(
    desk: Desk, clerk: Desk, log: Log, name: str
) -> None:
    kind, maker, typed = MUST_BE_SEEN[name]
    case, _ = log(kind, requester_kind="police" if kind == "disclosure" else ""), log()
    form, _ = maker(desk, case)
    values = {field.name: field.value for field in form.fields} | typed
    add_note(clerk, case.reference, "rang the mother")
    with pytest.raises(StaleSave, match="Ben Hale, 09:00: rang the mother"):
        form.save(values, form.version)
    assert not form.adds
    fresh = again(form)
    assert fresh.save(values, fresh.version).version > 2


@pytest.mark.parametrize("name", ADDS)
def test_what_only_adds_is_saved_on_top(desk: Desk, clerk: Desk, log: Log, name: str) -> None:
    kind, maker, typed = ADDS[name]
    case = log(kind)
    form, _ = maker(desk, case)
    values = {field.name: field.value for field in form.fields} | typed
    add_note(clerk, case.reference, "rang the mother")
    assert form.adds
    fresh = again(form)
    after = fresh.save(values, fresh.version)
    assert [event.by for event in after.timeline] == ["dpo", "clerk", "dpo"]


def again(form: Ask[CaseView]) -> Ask[CaseView]:
    assert form.again
    return form.again()


class TestGone:
    """Changes by others that leave no room for the form, which says so and saves nothing."""

    def test_a_closed_case_takes_no_fact(self, desk: Desk, log: Log) -> None:
        case = log("foi")
        form, _ = case_forms.fact(desk, case, "clarification_requested")
        record_fact(desk, case.reference, "withdrawn", TODAY, note="by phone")
        close(desk, case.reference, "withdrawn", TODAY)
        with pytest.raises(Refused, match="closed"):
            again(form)

    def test_a_fact_that_was_put_right_is_put_right_once_more(
        self, desk: Desk, clerk: Desk, log: Log
    ) -> None:
        case = log()
        form, _ = correct_forms.put_right(desk, case, received(case))
        correct_fact(clerk, case.reference, received(case), on=date(2026, 11, 3), why="postmark")
        fresh = again(form)
        typed = {"wrong": "day", "on": "4 Nov 2026", "why": "x"}
        after = fresh.save(typed, fresh.version)
        assert after.row.received == "2026-11-04"

    def test_a_fact_that_was_struck_out_is_gone(self, desk: Desk, log: Log) -> None:
        case = log()
        record_fact(desk, case.reference, "acknowledged", TODAY)
        case = case_view(desk, case.reference)
        form, _ = correct_forms.put_right(desk, case, case.facts[-1].id)
        correct_fact(desk, case.reference, case.facts[-1].id, why="never")
        with pytest.raises(Refused, match="“Acknowledged” was struck out meanwhile"):
            again(form)

    def test_an_item_that_was_taken_off_is_gone_and_a_corrected_one_follows(
        self, desk: Desk, clerk: Desk, log: Log
    ) -> None:
        case = log()
        of = add_items(desk, case.reference, [NewItem("Letter"), NewItem("Note")])
        form = schedule_forms.put_right(desk, of, 1)
        other = schedule_forms.take_off(desk, of, [1, 2])
        correct_item(clerk, case.reference, 1, {"title": "Letter to the LA"}, "precise")
        assert form.again
        fresh = form.again()
        assert {f.name: f.value for f in fresh.fields}["title"] == "Letter to the LA"
        remove_items(clerk, case.reference, [2], "twice")
        assert other.again
        with pytest.raises(Refused, match="Not all of these items"):
            other.again()
        assert schedule(desk, case.reference).items[0].title == "Letter to the LA"


def test_what_was_done_with_a_case_that_is_not_there_for_somebody_is_not_told(
    desk: Desk, clerk: Desk, log: Log
) -> None:
    case, secret = log(), log()
    restrict(desk, secret.reference, ["dpo"], "about staff")
    form, _ = case_forms.fact(clerk, case, "acknowledged")
    link(desk, case.reference, secret.reference)
    assert meanwhile(clerk, case.reference, case.version) == ()
    with pytest.raises(StaleSave) as told:
        form.save({"on": "today", "note": ""}, form.version)
    assert secret.reference not in str(told.value)
    assert secret.reference in meanwhile(desk, case.reference, case.version)[0].text


async def test_a_note_is_saved_on_top_and_the_other_change_is_told(
    console: Opener, desk: Desk, clerk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk, WIDE) as c:
        await c.press("enter", "n")
        fill(c, {"text": "rang back"})
        say(clerk, case.reference, {"refusal.reason": "Manifestly unfounded"})
        await c.press("enter")
        assert "Note added. Ben Hale has just changed it: Case details: " in c.shown


async def test_an_overtaken_form_says_who_changed_what_and_saves_with_the_next_enter(
    console: Opener, desk: Desk, clerk: Desk, log: Log
) -> None:
    case = log()
    theirs = {"late.reason": "Lost in the post", "refusal.reason": "Excessive"}
    async with console(desk) as c:
        await c.press("enter", "F")
        fill(c, {"late.reason": "Half term"})
        form = c.app.screen.query_one(Form)
        typed_into = form.controls["late.reason"]
        say(clerk, case.reference, theirs)
        await c.press("enter")
        assert "Nothing is saved yet: look, then press Enter." in c.shown
        assert "Ben Hale, 09:00: Case details: " in c.shown
        form.post_message(Edited(typed_into))  # a key that came while the form was rebuilt
        await c.rest()
        c.app.exit()
    async with console(desk) as c:
        await c.press("enter", "F", "enter", "enter")
        assert "Case details saved." in c.shown
    said = {row.name: row.value for row in case_view(desk, case.reference).particulars}
    assert (said["late.reason"], said["refusal.reason"]) == ("Half term", "Excessive")


async def test_a_draft_older_than_its_case_says_who_changed_what(
    console: Opener, desk: Desk, clerk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("enter", "F")
        fill(c, {"late.reason": "Half term"})
        await c.rest()
        c.app.exit()
    say(clerk, case.reference, {"late.reason": "Lost in the post"})
    async with console(desk) as c:
        await c.press("enter", "F", "enter", "enter")
        assert "Ben Hale, 09:00: Case details: " in c.shown
        assert "Half term" in c.shown
        await c.press("enter")
        assert "Case details saved." in c.shown


async def test_a_case_that_was_closed_or_restricted_meanwhile_leaves_the_words_where_they_are(
    console: Opener, desk: Desk, clerk: Desk, log: Log
) -> None:
    case, other = log("foi", days_ago=9), log("foi")
    async with console(clerk, WIDE) as c:
        await looked(c)
        await c.press("c")
        await c.type("which years")
        record_fact(desk, case.reference, "withdrawn", TODAY, note="by phone")
        close(desk, case.reference, "withdrawn", TODAY)
        await looked(c)
        assert "Just now: Amara Okafor, 09:00: Closed" in c.shown
        await c.press("enter")
        assert "closed" in c.shown
        assert "Nothing was saved; what you typed stays here." in c.shown
        assert "which years" in c.shown
        await c.press("escape", "y")
        await looked(c)
        await c.press("k", "c")
        await c.type("which months")
        restrict(desk, other.reference, ["dpo"], "about staff")
        await c.press("enter")
        assert f"{other.reference} can't be read now" in c.shown
        assert "which months" in c.shown


def fill(c: Console, values: dict[str, str]) -> None:
    c.app.screen.query_one(Form).fill(values)
