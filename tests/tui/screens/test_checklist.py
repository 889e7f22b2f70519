"""The checklist and the case details of any kind of case, by key."""

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.next_steps import open_rows, to_answer_now
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import treat_items
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.checklist import ChecklistScreen, Criteria
from dpo_console.tui.widgets.menu import Menu
from tests.answering import meet_checklist
from tests.conftest import DeskOf
from tests.tui.conftest import Log, Opener


async def test_a_request_shows_its_checklist_and_what_is_still_open(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent", subjects=("Tom Doe",))
    assert case.gate is not None
    for size in ((80, 24), (120, 40)):
        async with console(desk, size) as c:
            await c.press("A")
            assert isinstance(c.app.screen, ChecklistScreen)
            assert "Who asks, and by what right" in c.shown
            assert f"{len(case.gate.reasons)} required checks still open" in c.shown
            assert "Are we sure who the requester is?" in c.shown


async def test_the_case_says_under_which_heads_its_checklist_is_open(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester_kind="parent")
    async with console(desk, (80, 60)) as c:
        await c.press("enter")
        assert "11 open: Who asks, and by what right (3);" in c.shown
        assert "who.identity" not in c.shown


async def test_the_cursor_begins_where_something_is_open_and_an_answer_is_counted(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent")
    assert case.gate is not None
    async with console(desk) as c:
        await c.press("A", "1")
        assert " Who asks, and by what right" in c.lines[-11:]
        assert "Are we sure who the requester is?" in c.shown
        await c.type("Known to the school: collects Tom every day")
        assert "checks to answer, one after another. Esc stops." in c.shown
        await c.press("enter", "escape")
        left = len(case.gate.reasons) - 1
        answered = "“Are we sure who the requester is?” answered."
        now = len(to_answer_now(case_view(desk, case.reference)))
        told = f"{left} required checks still open, {now} of them to answer now."
        assert f"{answered} {told}" in c.shown
    row = next(r for r in case_view(desk, case.reference).checklist if r.id == "who.identity")
    assert (row.verdict, row.by) == ("met", "dpo")


async def test_the_cursor_goes_on_to_what_is_open_and_an_answer_is_read_in_80_columns(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent", subjects=("Tom Doe",))
    evidence = "Known to the school for years. " * 3
    opening = [row.id for row in to_answer_now(case)]
    async with console(desk) as c:
        await c.press("A", "1")
        await c.type(evidence)
        await c.press("enter")
        assert f"{len(opening) - 1} checks to answer" in c.shown
        await c.press("escape")
        screen = c.app.screen
        assert isinstance(screen, ChecklistScreen)
        assert screen.on == opening[1]
        await c.press("z")
        assert list(screen.rows) == list(open_rows(screen.case))
        await c.press("z")
        assert screen.rows == screen.case.checklist
        criteria = screen.query_one(Criteria)
        criteria.highlighted = criteria.get_option_index(opening[0])
        await c.rest()
        assert f"met, Amara Okafor: {evidence.strip()}" in c.shown
        await c.press("1")
        await c.type(" She called again.")
        await c.press("enter")
    row = next(r for r in case_view(desk, case.reference).checklist if r.id == opening[0])
    assert row.evidence == f"{evidence.strip()} She called again."


async def test_checks_about_what_is_found_wait_until_it_is_listed(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent", subjects=("Tom Doe",))
    waiting = [row for row in open_rows(case) if row not in to_answer_now(case)]
    assert {row.head for row in waiting} == {"schedule", "content"}
    async with console(desk) as c:
        await c.press("A", "1")
        while not isinstance(c.app.screen, ChecklistScreen):
            last = "The last check to answer before you list what was found." in c.shown
            await c.type("Seen")
            await c.press("enter")
        assert last
    after = case_view(desk, case.reference)
    assert not to_answer_now(after)
    assert {row.id for row in open_rows(after)} == {row.id for row in waiting}
    add_items(desk, case.reference, [NewItem("Page", "pupil-record", pages=1)])
    assert to_answer_now(case_view(desk, case.reference))


async def test_a_gap_that_no_answer_here_fills_is_named(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(subjects=("Tom Doe",))
    add_items(desk, case.reference, [NewItem("Page", "pupil-record", pages=1)])
    treat_items(desk, case.reference, [1], "redact", exemption="sch2-16", reason="Ann")
    meet_checklist(desk, case.reference)
    async with console(desk) as c:
        await c.press("A", "1")
        await c.type("Seen")
        await c.press("enter")
        assert "1 required check still open: item 1: a second check is needed" in c.shown


async def test_an_answer_overwrites_none_that_came_meanwhile_unseen(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = log(requester_kind="parent")

    def evidence() -> str:
        rows = case_view(desk, case.reference).checklist
        return next(row.evidence for row in rows if row.id == "who.identity")

    async with console(desk) as c:
        await c.press("A", "1")
        await c.type("Mine")
        assess(desk_of("clerk"), case.reference, "who.identity", "not-met", "Theirs")
        await c.press("enter")
        assert "Nothing is saved yet: look, then press Enter." in c.shown
        assert "Not met: Theirs" in c.shown
        assert evidence() == "Theirs"
        await c.press("enter")
    row = next(r for r in case_view(desk, case.reference).checklist if r.id == "who.identity")
    assert (row.evidence, row.verdict) == ("Mine", "met")


async def test_what_the_plan_answers_is_marked_and_not_typed_over(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester_kind="parent")
    async with console(desk, (120, 40)) as c:
        await c.press("A")
        criteria = c.app.screen.query_one(Criteria)
        criteria.highlighted = criteria.get_option_index("search.complete")
        await c.rest()
        assert "auto open" in c.shown
        assert "From the search plan:" in c.shown
        await c.press("1")
        assert "! Answered by the search plan" in c.shown


async def test_what_a_breach_was_logged_with_is_offered_as_what_happened(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("breach", summary="a list left on a bus")
    async with console(desk) as c:
        await c.press("F")
        assert c.app.screen.query_one(Form).values["breach.happened"] == "a list left on a bus"
        await c.press("enter")
    said = {row.name: row.value for row in case_view(desk, case.reference).particulars}
    assert said["breach.happened"] == "a list left on a bus"


async def test_particulars_are_said_in_one_form_and_shown_on_the_case(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("breach")
    async with console(desk, (100, 40)) as c:
        await c.press("enter", "F")
        form = c.app.screen.query_one(Form)
        form.fill({"breach.people": "about 27", "breach.severity": "high"})
        form.fill({"breach.likelihood": "likely"})
        await c.rest()
        await c.press("enter")
        assert "Case details saved." in c.shown
        assert "Tell the people affected without delay" in c.shown
        assert "about 27" in c.shown
    said = {p.name: p.value for p in case_view(desk, case.reference).particulars if p.value}
    assert said == {
        "breach.people": "about 27", "breach.severity": "high", "breach.likelihood": "likely",
    }  # fmt: skip


async def test_a_form_left_as_it_was_says_nothing(console: Opener, desk: Desk, log: Log) -> None:
    case = log("complaint")
    async with console(desk) as c:
        await c.press("F", "enter")
    assert case_view(desk, case.reference).version == case.version


async def test_the_letter_of_the_answer_names_every_gap(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent", address="1 Low Road")
    async with console(desk, (120, 40)) as c:
        await c.press("L")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index("disclosure-cover")
        await c.rest()
        assert "You can't send this yet: 11 checks to complete." in c.shown
        for row in case.checklist:
            asked = " ".join(row.question.split()[:3])
            assert (f"To answer: {asked}" in c.shown) == (row.mandatory and not row.computed), (
                row.id
            )
        await c.press("w")
        assert "! You can't send this yet" in c.shown
    assert case_view(desk, case.reference).letters == ()


async def test_an_answer_past_the_gate_needs_its_reason_and_is_seen_first(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent")
    async with console(desk, (100, 40)) as c:
        await c.press("enter", "m")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index("responded")
        await c.press("enter")
        assert "Checks are still open. Saving names them." in c.shown
        await c.press("enter")
        assert "can't be recorded as “answered” yet" in c.shown
        c.app.screen.query_one(Form).fill({"override": "The clerk sent it on her own"})
        await c.rest()
        await c.press("enter")
        assert "See first" in c.shown
        assert "Sent under an override on Wed 25 Nov 2026" in c.shown
    assert case_view(desk, case.reference).flags


async def test_closing_names_every_gap_in_its_dialog_and_loses_nothing(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent")
    async with console(desk, (100, 40)) as c:
        await c.press("enter", "x", "right", "enter")
        assert "can't be closed as “Disclosed in full” yet:" in c.shown
        assert "- To answer: Are we sure who the requester is?" in c.shown
        assert "delivery.address" not in c.shown
        await c.press("escape", "y")
    meet_checklist(desk, case.reference)
    async with console(desk, (100, 40)) as c:
        await c.press("enter", "x", "right", "enter")
        assert "closed Wed 25 Nov 2026" in c.shown


async def test_an_auditor_reads_the_checklist_and_answers_nothing(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    log(requester_kind="parent")
    async with console(desk_of("auditor")) as c:
        await c.press("A")
        assert "Are we sure who the requester is?" in c.shown
        await c.press("1")
        assert "who may not answer a checklist" in c.shown
        await c.press("escape", "F")
        assert "who may not record a case's details" in c.shown


async def test_an_answer_that_data_listed_later_reopen_keeps_its_words(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(requester_kind="parent")
    assess(desk, case.reference, "content.third-parties", "met", "In the covering letter")
    add_items(desk, case.reference, [NewItem("Report", "pupil-record")])
    async with console(desk) as c:
        await c.press("A")
        screen = c.app.screen
        assert isinstance(screen, ChecklistScreen)
        criteria = screen.query_one(Criteria)
        criteria.highlighted = criteria.get_option_index("content.third-parties")
        await c.rest()
        assert "Answer it again, because this was added since: item 1. met, Amara Okafor" in c.shown
        assert "* met?" in c.shown
        await c.press("enter")
        assert c.app.screen.query_one(Form).values["verdict"] == "met"
        await c.press("enter")
    row = next(r for r in case_view(desk, case.reference).checklist if r.was or r.verdict == "met")
    assert (row.id, row.was) == ("content.third-parties", "")
