from datetime import date, time, timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import assign
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.widgets.bars import KeyBar
from dpo_console.tui.widgets.menu import Menu
from tests.answering import meet_checklist
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener


def facts(desk: Desk, reference: str) -> dict[str, date]:
    case = case_view(desk, reference)
    return {f.name: f.on for f in case.facts if f.superseded_by is None}


async def test_a_case_explains_its_date_and_tells_its_story(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(days_ago=2, subjects=("Tom Doe",), summary="All e-mails about the trip")
    async with console(desk) as c:
        await c.press("enter")
        for words in (
            "SAR-2026-0001 Subject access request",
            "due Wed 23 Dec 2026 in 28 d aim for Fri 18 Dec 2026 next: Preserve",
            "Mon 23 Nov 2026 Received",
            "UK GDPR Art 12A(1)",
            "Jane Doe re Tom Doe: All e-mails about the trip",
        ):
            assert words in c.shown
        await c.press("G")
        await c.rest()
        assert "Logged Amara Okafor" in c.shown
        await c.press("escape")
        assert c.lines[0].startswith("Cases")


async def test_the_timeline_stands_beside_when_wide_and_below_when_narrow(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk, (120, 40)) as c:
        await c.press("enter")
        heads = [line for line in c.lines if "How the date was reached" in line]
        assert "Timeline" in heads[0]
        await c.resize(80, 50)
        heads = [line for line in c.lines if "How the date was reached" in line]
        assert "Timeline" not in heads[0]
        assert "Timeline" in c.shown


async def test_clarification_shows_what_it_would_do_then_stops_the_clock(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(days_ago=5)
    async with console(desk) as c:
        await c.press("enter", "c")
        assert "Clarification asked for" in c.shown
        assert "and comes 7 days later" in c.shown
        await c.type("Which years")
        await c.press("enter")
        assert "Before: due Mon 21 Dec 2026; now: clock stopped since Wed 25 Nov 2026." in c.shown
        await c.press("c")
        assert "Clarification received" in c.shown
        await c.press("enter")
        assert "Clarification received" in c.shown
    stored = facts(desk, case.reference)
    assert stored["clarification_requested"] == stored["clarification_received"] == TODAY


async def test_space_reads_on_below_the_fold(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        await c.press("enter")
        top = c.shown
        await c.press("space")
        assert "does nothing here" not in c.shown
        assert "How the date was reached" in top
        assert "How the date was reached" not in c.shown


async def test_an_extension_shows_its_law_its_new_date_and_its_last_day_first(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(days_ago=5)
    async with console(desk) as c:
        await c.press("enter", "e")
        assert "Mon 22 Feb 2027" in c.shown
        assert "with the reasons, by Mon 21 Dec 2026." in c.shown
        assert "It is better to write the letter (L on the case)." in c.shown
        await c.type("complex")
        await c.press("enter")
        assert "Before: due Mon 21 Dec 2026; now: due Mon 22 Feb 2027." in c.shown
        await c.press("e")
        assert "It was extended already." in c.shown
    assert facts(desk, case.reference)["extension_notified"] == TODAY


async def test_the_forms_of_an_eir_case_name_the_grounds_of_its_own_law(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("eir")
    async with console(desk, (120, 40)) as c:
        await c.press("enter", "e")
        assert "why: its complexity and its volume, both (reg 7(1))" in c.shown
        assert "many requests" not in c.shown
        await c.press("escape", "F")
        assert "such as regulation 12(4)(b) or regulation 13" in c.shown
        assert "section" not in c.shown


async def test_a_bad_day_is_told_beside_its_field_and_nothing_typed_is_lost(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("enter", "i")
        await c.type("no doubt")
        await c.press("tab")
        await c.type("31 June 2026")
        await c.press("enter")
        assert "no doubt" in c.shown
        assert "31 June 2026" in c.shown
        assert c.shown.count("is not a day") == 1
        await c.press("ctrl+u")
        await c.type("today")
        await c.press("enter")
    assert facts(desk, case.reference)["id_requested"] == TODAY
    assert case_view(desk, case.reference).facts[-1].note == "no doubt"


async def test_what_cannot_be_done_is_dim_and_says_why(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    close(desk, case.reference, "withdrawn", TODAY)
    async with console(desk) as c:
        await c.press("enter")
        ready = {command.title: ok for command, ok in c.app.screen.query_one(KeyBar).commands}
        assert "close" not in ready
        assert ready["note"]
        await c.press("x")
        assert "! The case is closed; reopen it first." in c.shown
        await c.press("m", "G", "k", "enter")
        assert "! The case is closed; reopen it first." in c.shown


async def test_the_step_menu_leads_to_every_act(console: Opener, desk: Desk, log: Log) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("enter", "m")
        assert "what happens next?" in c.shown
        assert "Record: we acknowledged it" in c.shown
        first, second = (c.app.screen.query_one(Menu).render_line(y) for y in (0, 1))
        assert all(s.style and s.style.reverse for s in first)
        assert not any(s.style and s.style.reverse for s in second)
        assert "next: Preserve the records" in c.shown
        assert first.text.strip() == "P  Preserve the records (work through the search plan)"
        await c.press("j", "enter", "enter")
        assert "Acknowledged." in c.shown
        await c.press("m")
        assert "c Record: clarification asked for" in c.shown
        await c.press("c")  # the key for the act works in the menu too
        assert f"Clarification asked for: {case.reference}" in c.shown
    assert facts(desk, case.reference)["acknowledged"] == TODAY


async def test_a_case_is_assigned_closed_and_reopened_by_key(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    meet_checklist(desk, case.reference)
    async with console(desk) as c:
        await c.press("enter", "a", "j", "enter")
        assert "owner Ben Hale" in c.shown
        await c.press("x")
        assert "A closed case can be reopened" in c.shown
        await c.press("right", "enter")
        assert "closed Wed 25 Nov 2026" in c.shown
        await c.press("R")
        assert "This undoes the outcome “Disclosed in full”, and “Answered”, which" in c.shown
        await c.type("more came")
        await c.press("enter")
        assert "Reopened." in c.shown
    after = case_view(desk, case.reference)
    assert (after.row.owner, after.row.closed_on) == ("clerk", None)


async def test_reopening_says_that_a_recorded_answer_stays(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    meet_checklist(desk, case.reference)
    record_fact(desk, case.reference, "responded", TODAY)
    close(desk, case.reference, "disclosed", TODAY)
    async with console(desk) as c:
        c.app.open_case(case.reference)
        await c.rest()
        await c.press("R")
        assert "“Answered” on Wed 25 Nov 2026 stays." in c.shown
        await c.type("more came")
        await c.press("enter")
    assert facts(desk, case.reference)["responded"] == TODAY


async def test_closing_without_an_outcome_is_refused_in_the_dialog(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("enter", "x", "enter")
        assert "! This can't be empty." in c.shown
        assert isinstance(c.app.screen, Ask)


async def test_closing_names_the_checks_that_come_first(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(kind="breach")
    record_fact(desk, case.reference, "reported", TODAY)
    why = "It went before we looked."
    record_fact(desk, case.reference, "individuals_told", TODAY, override=why)
    async with console(desk) as c:
        await c.press("enter", "x")
        assert "Not ready to close. Complete the checklist: " in c.shown


async def test_closing_a_complaint_says_that_nobody_was_told_the_outcome(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("complaint")
    record_fact(desk, case.reference, "acknowledged", TODAY)
    told = "No record says that the person was told the outcome. Tell them first."
    async with console(desk) as c:
        await c.press("enter", "x")
        assert told in c.shown
        assert "count as answered on the day below, unless you choose “Withdrawn”" in c.shown
    record_fact(desk, case.reference, "outcome_told", TODAY, override="It went before.")
    async with console(desk) as c:
        await c.press("enter", "x")
        assert told not in c.shown


async def test_a_fact_is_put_right_and_the_pause_kept(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(days_ago=20)
    record_fact(
        desk, case.reference, "clarification_requested", TODAY - timedelta(days=15), note="Years?"
    )
    async with console(desk) as c:
        await c.press("enter", "f", "enter")
        await c.type("2 Nov")
        await c.press("tab", "tab")
        await c.type("misread")
        await c.press("enter")
        assert "Received: corrected." in c.shown
    assert facts(desk, case.reference)["received"] == date(2026, 11, 2)
    assert case_view(desk, case.reference).row.status == "paused"


async def test_where_the_clock_counts_hours_a_fact_is_asked_for_its_minute(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("breach", days_ago=1)
    async with console(desk) as c:
        await c.press("enter", "m", "down", "enter")
        assert "add a time, such as 14:20" in c.shown
        await c.type("today 8:40")
        await c.press("enter")
        assert "Reported to the Commissioner." in c.shown
        await c.press("f", "j", "enter")
        await c.type("today 8:50")
        await c.press("tab", "tab")
        await c.type("misread")
        await c.press("enter")
    minutes = [f.at for f in case_view(desk, case.reference).facts if f.name == "reported"]
    assert minutes == [time(8, 40), time(8, 50)]


async def test_a_fact_is_recorded_once_what_another_did_was_seen(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("enter", "c")
        await c.type("which years")
        assign(desk_of("clerk"), case.reference, "clerk")
        await c.press("enter")
        assert "Nothing is saved yet: look, then press Enter." in c.shown
        assert "Ben Hale, 09:00: Assigned to Ben Hale" in c.shown
        assert "which years" in c.shown
        await c.press("enter")
        assert "owner Ben Hale" in c.shown
    assert "clarification_requested" in facts(desk, case.reference)


async def test_leaving_a_form_asks_only_when_something_was_typed(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("enter", "n", "escape")
        assert "Leave without saving?" not in c.shown
        await c.press("n")
        await c.type("half a th")
        await c.press("escape")
        assert "Leave without saving?" in c.shown
        await c.press("escape")
        assert "half a th" in c.shown
        await c.press("escape", "y")
        assert "Note on" not in c.shown


async def test_a_note_may_have_lines(console: Opener, desk: Desk, log: Log) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("enter", "n", "o", "n", "e", "ctrl+j", "t", "w", "o", "enter")
    assert case_view(desk, case.reference).timeline[-1].text == "one\ntwo"


async def test_an_auditor_reads_and_is_told_who_may_write(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    log()
    async with console(desk_of("auditor")) as c:
        await c.press("enter", "n")
        assert "Ida Frost is an auditor, who may not add a note" in c.shown


async def test_the_reference_is_copied_and_shown(console: Opener, desk: Desk, log: Log) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("enter", "y")
        assert f"Copied {case.reference}." in c.shown
        assert c.app.clipboard == case.reference


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_every_dialog_fits_the_terminal(
    console: Opener, desk: Desk, log: Log, size: tuple[int, int]
) -> None:
    log()
    async with console(desk, size) as c:
        await c.press("enter")
        for key in ("m", "c", "i", "e", "n", "a", "x", "f", "colon"):
            await c.press(key)
            assert len(c.app.screen_stack) == 3, key
            assert "esc back" in c.shown, key
            await c.press("escape")
            assert len(c.app.screen_stack) == 2, key


async def test_the_key_bar_names_clarify_on_a_case_of_a_kind_that_has_it(
    console: Opener, desk: Desk, log: Log
) -> None:
    for kind, named in (("sar", True), ("disclosure", False), ("breach", False)):
        reference = log(kind).reference
        async with console(desk) as c:
            assert "c clarify" not in c.lines[-1]
            c.app.open_case(reference)
            await c.rest()
            assert ("c clarify" in c.lines[-1]) is named, kind


async def test_the_key_bar_offers_nobody_what_their_role_may_not_do(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    log()
    async with console(desk_of("head")) as c:
        assert "Nothing waits for a decision." in c.shown
        assert c.lines[-1].split("  ") == ["/ filter", "? help"]
        await c.press("6")
        assert c.lines[-1].split("  ") == [
            "enter open", "/ filter", "m all steps", "n note", "A checklist", "d decide", "? help",
        ]  # fmt: skip
        await c.press("enter", "L")
        assert "who may not write letters" in c.shown
        bar = ["enter next step", "m all steps", "n note", "A checklist", "? help"]
        assert c.lines[-1].split("  ") == bar
    async with console(desk_of("auditor")) as c:
        assert "all steps" not in c.lines[-1]
        await c.press("m")
        assert "what happens next? See who looked" in c.shown


async def test_enter_on_a_case_says_whose_the_next_step_is_where_it_is_not_ours(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    case = log("disclosure")
    async with console(desk_of("clerk")) as c:
        c.app.open_case(case.reference)
        await c.rest()
        assert "next: Answer " in c.shown
        await c.press("enter")
        assert "is a clerk, who may not answer these checks; the DPO or the" in c.shown
        assert "m shows the other steps." in c.shown
