from datetime import date, timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.search import usual_reply_by
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.letters.letter_writing import write_plan_letters
from dpo_console.casework.search.searching import (
    EVERY,
    add_place,
    ask_places,
    record_answer,
    tell_to_keep,
)
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.search.search_plan import Places, SearchPlanScreen
from dpo_console.tui.widgets.menu import Menu
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener


def places(desk: Desk, reference: str) -> dict[str, PlaceRow]:
    return {row.slug or row.title: row for row in case_view(desk, reference).places}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_plan_stands_in_columns_with_what_will_be_lost(
    console: Opener, desk: Desk, log: Log, size: tuple[int, int]
) -> None:
    log()
    async with console(desk, size) as c:
        await c.press("P")
        assert (
            "0 of 9 places answered, 9 places to ask, 2 holders need a preservation notice."
            in c.shown
        )
        assert "! CCTV: what it held when the request came is lost day by day" in c.shown
        cctv = next(line for line in c.lines if " CCTV  " in line)
        heads = next(line for line in c.lines if "Place" in line and "Holder" in line)
        assert cctv.index("Site manager") == heads.index("Holder")
        assert cctv.index("to send") == heads.index("Notice")
        assert max(len(line) for line in c.lines) <= size[0]


async def test_who_was_told_is_recorded_for_all_that_are_marked(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("P", "asterisk", "1")
        assert "Preservation notice for: Staff mailboxes, Teams and other chat, CCTV and" in c.shown
        assert (
            "This only records what you did. To write the letter, go back and press 7." in c.shown
        )
        await c.type("Ann Bell, IT")
        await c.press("enter")
        assert "Recorded as told: Staff mailboxes" in c.shown
        assert "Next (L): Acknowledge." in c.shown
        await c.press("escape")
        assert "28 d Acknowledge" in c.shown
    told = {slug for slug, row in places(desk, case.reference).items() if row.told_on}
    assert told == {"staff-email", "chat", "cctv", "leavers-accounts"}
    assert places(desk, case.reference)["cctv"].told == "Ann Bell, IT"


async def test_each_holder_of_the_marked_places_gets_a_letter(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk, (120, 40)) as c:
        await c.press("P", "asterisk", "7")
        assert "One letter for each holder of: Staff mailboxes, Teams and other chat" in c.shown
        await c.type("E-mails about the pupil T.D.")
        await c.press("enter")
        assert "Letters written: L lists them. When they have been sent, press 1." in c.shown
        await c.press("L")
        assert "Staff: keep what you hold" in c.shown
        assert "2 written" in c.shown
    written = case_view(desk, case.reference).letters
    assert {letter.name for letter in written} == {"preservation-notice"}
    marked = [row for row in case.places if row.to_tell]
    assert len(written) == len({row.holder for row in marked})


async def test_each_letter_has_its_own_places_where_none_is_marked(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("P", "7")
        assert "To keep what they hold: Staff mailboxes, Teams and other chat" in c.shown
        assert "To search: Pupil information system, Paper pupil file" in c.shown
        await c.press("shift+tab", "right", "right", "enter")
        assert "! No place needs this letter now. Mark the places for it first." in c.shown
        await c.press("left", "tab")
        await c.type("Everything about the pupil T.D.")
        await c.press("enter")
        assert "Letters written: L lists them. When they have been sent, press 2." in c.shown
    written = {letter.name for letter in case_view(desk, case.reference).letters}
    assert written == {"search-request"}
    asked = [row for row in case.places if row.to_ask]
    assert len(case_view(desk, case.reference).letters) == len({row.holder for row in asked})


async def test_places_are_asked_chased_and_answered_by_keys(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("P", "space", "space", "2")
        by = usual_reply_by(TODAY, case.clock.act_by)
        assert by.isoformat() in c.shown
        await c.press("enter")
        assert "Recorded as asked: Pupil information system, Paper pupil file." in c.shown
        await c.press("g", "5")
        assert "Nothing held: Pupil information system." in c.shown
        await c.press("k", "4")
        assert "Replace the old answer with “Found something”?" in c.shown
        assert "Answered already: Pupil information system." in c.shown
        await c.press("n", "4", "y")
        assert "Found something: Pupil information system." in c.shown
        await c.press("j", "j", "5")
        assert "Nothing held: SEN file." in c.shown
        await c.press("3")
        assert "! Safeguarding records was not asked yet" in c.shown
    later = desk_of(today=date(2026, 12, 9))
    async with console(later) as c:
        await c.press("C")
        assert "Paper pupil file" in c.shown
        await c.press("enter")
        assert isinstance(c.app.screen, SearchPlanScreen)
        await c.press("j", "3")  # the cursor is on another place than the late one
        assert "Record 1 reminder as sent?" in c.shown
        assert "You sent one for: Paper pupil file. This only records what you did." in c.shown
        await c.press("n", "k", "3")
        assert "Reminder recorded: Paper pupil file." in c.shown
    found = places(desk, case.reference)
    assert [found[s].result for s in ("mis", "pupil-file", "sen-file")] == ["found", "", "nothing"]
    assert found["pupil-file"].chased_on == date(2026, 12, 9)


async def test_a_form_on_a_place_overwrites_no_answer_that_came_meanwhile_unseen(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = log()
    for key in ("1", "2", "6", "enter"):
        ask_places(desk, case.reference, ["mis"])
        async with console(desk) as c:
            await c.press("P", key)
            c.app.screen.query_one(Form).fill(FILLED.get(key, {}))
            record_answer(desk_of("clerk"), case.reference, ["mis"], "nothing", "Theirs")
            await c.rest()
            await c.press("enter")
            assert "Others changed this while it was open." in c.shown, key
            assert ": Nothing held: Pupil information system; Theirs" in c.shown, key
        row = places(desk, case.reference)["mis"]
        assert (row.result, row.note, row.told) == ("nothing", "Theirs", ""), key


FILLED = {"1": {"told": "Mine"}, "6": {"because": "Mine"}, "enter": {"note": "Mine"}}
"""Entries that the forms on a place require."""


async def test_nothing_is_late_at_first(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        await c.press("C")
        assert "No answer to a search is late." in c.shown


async def test_a_place_is_left_out_only_with_a_reason(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("P", "6", "enter")
        assert "! This can't be empty" in c.shown
        await c.type("Nothing of it is kept there")
        await c.press("enter")
        assert "Not searched: Pupil information system." in c.shown
        assert "not searched" in next(x for x in c.lines if "Data manager" in x)
        await c.press("k")
        assert "Not searched Wed 25 Nov 2026: Nothing of it is kept there" in c.shown
    assert places(desk, case.reference)["mis"].result == "not-searched"


async def test_enter_takes_an_answer_with_its_words(console: Opener, desk: Desk, log: Log) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("P", "enter")
        c.app.screen.query_one(Form).fill({"note": "Two folders", "on": "yesterday"})
        await c.rest()
        await c.press("enter", "k")
        assert "Found Tue 24 Nov 2026: Two folders" in c.shown
    assert places(desk, case.reference)["mis"].answered_on == date(2026, 11, 24)


async def test_a_place_is_added_from_the_list_or_in_words(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("P", "plus")
        assert "Previous school" in c.shown
        assert "CCTV Site manager" not in c.lines[-1]
        await c.press("enter")
        assert "Added." in c.shown
        await c.press("plus", "G", "enter")
        c.app.screen.query_one(Form).fill({"place": "mailboxes", "holder": "Kim Ito"})
        await c.rest()
        await c.press("enter")
        assert "! Staff mailboxes is on the plan. Enter again adds this one." in c.shown
        c.app.screen.query_one(Form).fill({"place": "Trip file"})
        await c.rest()
        await c.press("enter")
        assert "Trip file" in c.shown
    assert places(desk, case.reference)["Trip file"].holder == "Kim Ito"


async def test_the_case_tells_how_its_search_stands_and_when_answers_are_due(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    ask_places(desk, case.reference, ["mis", "cctv"], by=date(2026, 12, 1))
    async with console(desk, (100, 60)) as c:
        await c.press("enter")
        assert "Search plan (P)" in c.shown
        assert "0 of 9 places answered, 2 awaited, 7 places to ask" in c.shown
        assert "Tue 1 Dec 2026 Replies due from 2 places" in c.shown


async def test_a_closed_case_shows_its_plan_and_changes_nothing(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    close(desk, case.reference, "withdrawn", TODAY)
    async with console(desk) as c:
        await c.press("7", "P", "1")
        assert "! The case is closed; reopen it first." in c.shown
        assert "CCTV" in c.shown
        await c.press("enter")
        assert "! The case is closed; reopen it first." in c.shown


async def test_a_case_without_a_plan_is_given_one(console: Opener, desk: Desk, log: Log) -> None:
    case = log("complaint")
    async with console(desk) as c:
        await c.press("P")
        assert "No place is on the plan. Press + to add one." in c.shown
        await c.press("1")
        assert "! No place is on the plan; + adds one." in c.shown
        await c.press("plus", "enter")
        assert "0 of 1 place answered" in c.shown
    assert len(places(desk, case.reference)) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_words_are_shown_and_do_nothing(
    console: Opener, desk: Desk, log: Log, size: tuple[int, int]
) -> None:
    case = log()
    add_place(desk, case.reference, "[red]Trip\x1b[2J file", "Kim\u202e Ito [/]")
    tell_to_keep(desk, case.reference, ["10"], "[b]\x07")
    record_answer(desk, case.reference, ["10"], "found", "two\nlines \x1b]0;x\x07")
    async with console(desk, size) as c:
        await c.press("P", "G")
        assert "[red]Trip␛[2J" in c.shown
        assert not set("\x1b\x07\u202e") & set("".join(c.lines))
        await c.press("space", "2")  # the holder is the example in a field
        assert "Kim" in c.shown
        assert not set("\x1b\x07\u202e") & set("".join(c.lines))
        await c.press("2", "escape", "enter")
        assert not set("\x1b\x07\u202e") & set("".join(c.lines))


async def test_marks_are_taken_off_before_the_plan_is_left(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("P", "space")
        assert any(line.lstrip().startswith("*") for line in c.lines)
        await c.press("escape")
        assert not any(line.lstrip().startswith("* ") for line in c.lines)
        assert isinstance(c.app.screen, SearchPlanScreen)
        await c.press("escape")
        assert not isinstance(c.app.screen, SearchPlanScreen)


async def test_an_auditor_is_told_who_may(console: Opener, desk_of: DeskOf, log: Log) -> None:
    log()
    async with console(desk_of("auditor")) as c:
        await c.press("P", "2")
        assert "who may not work on the search plan" in c.shown


async def test_recording_notices_counts_their_letters_as_sent_and_s_leads_to_the_plan(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk, (120, 40)) as c:
        await c.press("P", "asterisk", "7")
        await c.type("E-mails about the pupil T.D.")
        await c.press("enter", "L")
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [one.value for one in menu.choices].index("preservation-notice")
        await c.rest()
        await c.press("s")
        assert "The search plan (P) records when it was sent." in c.shown
        assert [row.sent_on for row in case_view(desk, case.reference).letters] == [None, None]
        await c.press("P")
        cctv = next(n for n, row in enumerate(case.places) if row.slug == "cctv")
        c.app.screen.query_one(Places).highlighted = cctv
        await c.press("space", "1")
        assert "Letters that went to these that day count as sent: Site manager." in c.shown
        await c.press("enter")
        assert "Recorded as told: CCTV" in c.shown
        await c.press("L")
        assert "1 of 2 sent" in c.shown
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [one.value for one in menu.choices].index("preservation-notice")
        await c.rest()
        assert "IT support:" in c.shown
        assert "Site manager:" not in c.shown
        await c.press("P", "1", "enter", "L")
        assert "Staff: keep what you hold sent Wed 25 Nov 2026" in c.shown
    sent = {row.to: row.sent_on for row in case_view(desk, case.reference).letters}
    assert sent == {"IT support": TODAY, "Site manager": TODAY}


async def test_a_reminder_with_a_letter_asks_for_its_days_and_counts_it_as_sent(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(days_ago=20)
    earlier = TODAY - timedelta(days=12)
    ask_places(desk, case.reference, ("mis",), on=earlier, by=TODAY - timedelta(days=2))
    (letter,) = write_plan_letters(desk, case.reference, "chase", ("mis",), "")
    async with console(desk, (120, 40)) as c:
        await c.press("P", "3")
        assert "Letters that went to these that day count as sent: " in c.shown
        assert case_view(desk, case.reference).letters[-1].sent_on is None
        await c.press("enter")
        assert "Reminder recorded: " in c.shown
    assert case_view(desk, case.reference).letters[-1].id == letter.id
    assert case_view(desk, case.reference).letters[-1].sent_on == TODAY
    assert places(desk, case.reference)["mis"].chased_on == TODAY


async def test_the_form_of_a_question_names_the_holders_and_records_only_others(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await c.press("P", "space", "space", "2")
        form = c.app.screen.query_one(Form)
        named = {r.holder for r in case.places if r.slug in ("mis", "pupil-file")}
        assert set(form.values["of"].split("; ")) == named
        await c.press("enter", "g", "j", "j", "space", "2")
        c.app.screen.query_one(Form).fill({"of": "Kim Ito"})
        await c.rest()
        await c.press("enter")
        assert "Recorded as asked: " in c.shown
    asked = [row.asked for row in case_view(desk, case.reference).places if row.asked_on]
    assert asked == ["", "", "Kim Ito"]


async def test_asterisk_says_how_many_places_it_marked_and_for_which_step(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    numbers = [str(row.number) for row in case.places]
    async with console(desk) as c:
        await c.press("P", "asterisk")
        assert "4 marked: notices to send." in c.shown
        await c.press("asterisk")
        assert "Unmarked." in c.shown
    tell_to_keep(desk, case.reference, ("all",), "IT")
    async with console(desk) as c:
        await c.press("P", "asterisk")
        assert "9 marked: to ask." in c.shown
    earlier = TODAY - timedelta(days=1)
    ask_places(desk, case.reference, numbers[:2], on=earlier, by=earlier)
    ask_places(desk, case.reference, numbers[2:])
    async with console(desk) as c:
        await c.press("P", "asterisk")
        assert "2 marked: late, to remind." in c.shown
    record_answer(desk, case.reference, numbers[:2], "nothing")
    async with console(desk) as c:
        await c.press("P", "asterisk")
        assert "7 marked: all that have not answered." in c.shown


async def test_what_is_recorded_is_of_the_places_whose_letters_are_written(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    tell_to_keep(desk, case.reference, EVERY, "Ann Bell, IT")
    write_plan_letters(desk, case.reference, "ask", ["1", "3"], "All about Tom Rae")
    async with console(desk) as c:
        await c.press("P")
        assert "Press 2 to record it for 2 places with letters written." in c.shown
        await c.press("2")
        assert "Places asked about: Pupil information system, SEN file" in c.shown
        await c.press("enter")
        asked = [row.number for row in places(desk, case.reference).values() if row.asked_on]
        assert asked == [1, 3]
        assert "Press 2 to record it for 7 places." in c.shown


async def test_enter_takes_an_answer_back_from_all_that_are_marked(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    ask_places(desk, case.reference, EVERY)
    async with console(desk) as c:
        await c.press("P", "home", "space", "space", "5", "home", "space", "space", "enter")
        assert "Pupil information system, Paper pupil file: what came of it?" in c.shown
        await c.type("Not heard yet")
        await c.press("shift+tab", "n", "n", "enter")
        found = places(desk, case.reference)
        assert "Recorded for Pupil information system, Paper pupil file." in c.shown
        assert [found[name].is_open for name in ("mis", "pupil-file")] == [True, True]
        assert all(found[name].asked_on for name in ("mis", "pupil-file"))


async def test_different_answers_are_replaced_only_by_one_that_was_chosen(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    record_answer(desk, case.reference, ["1"], "not-searched", "The server was down")
    record_answer(desk, case.reference, ["2"], "nothing", "Looked twice")
    async with console(desk) as c:
        await c.press("P", "home", "space", "space", "enter", "enter")
        assert "Choose the answer: these places have different ones." in c.shown
        await c.press("escape", "y", "escape", "home", "j", "enter", "shift+tab", "n", "n", "enter")
        assert "Say why an answer was recorded." in c.shown
    found = places(desk, case.reference)
    assert [found[name].result for name in ("mis", "pupil-file")] == ["not-searched", "nothing"]
