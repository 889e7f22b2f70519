from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, QueuePage
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import assign
from dpo_console.store.reads.lists import Key
from dpo_console.tui.app import ConsoleApp
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.queue.queue import QueueScreen
from dpo_console.tui.screens.queue.queue_source import QueueSource
from dpo_console.tui.widgets.queue.case_list import CaseHeads, CaseList
from dpo_console.tui.widgets.queue.columns import draw_row
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Log, Opener


def current(c: Console) -> str:
    row = c.app.screen.query_one(CaseList).current
    return row.reference if row else ""


async def test_an_empty_office_is_told_what_to_do_next(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        assert "There are no cases yet. Press N to log a request." in c.shown
        assert "Still to fill in" not in c.shown
        await c.press("1")
        assert "Nothing is overdue. Press ] for the next view." in c.shown


def without_reach(desk: Desk) -> Desk:
    """Return the desk of an office that hasn't said how to reach the DPO."""
    dpo = desk.settings.dpo._replace(email="", phone="", address="")
    return replace(desk, settings=desk.settings._replace(dpo=dpo))


async def test_a_clerk_is_told_that_the_dpo_fills_in_and_which_letter_waits(
    console: Opener, desk_of: DeskOf
) -> None:
    async with console(without_reach(desk_of("clerk"))) as c:
        assert "Still to fill in, which the DPO does. You can log requests without it:" in c.shown
        assert "not even an acknowledgement, without a way to reach the DPO." in c.shown
        await c.press("colon")
        await c.type("email")
        await c.press("enter")
        assert "Ben Hale is a clerk, who may not change the office's settings" in c.shown
        assert "under [dpo]. File: data/dpo.toml" in c.shown


async def test_an_empty_list_tells_what_is_still_to_fill_in_until_it_is(
    console: Opener, desk: Desk, log: Log
) -> None:
    statements = desk.home.notice.read_text()
    desk.home.notice.write_text("")
    async with console(desk, (120, 40)) as c:
        assert "- Privacy notice for pupils: nothing written yet." in c.shown
        assert "what waits for it: press :, type “still”" in c.shown
        desk.home.notice.write_text(statements)
        await c.press("r")
        assert "Still to fill in" not in c.shown
        log(requester="Jane Doe")
        await c.press("r")
        assert "Jane Doe" in c.shown
        await c.press("1")
        assert "Jane Doe" not in c.shown
        desk.home.notice.write_text("")
        await c.press("colon")
        await c.type("still")
        await c.press("enter")
        assert "Privacy notice for pupils: nothing written yet." in c.shown
        assert "Write under [pupil]: purposes" in c.shown


async def test_who_where_and_when_are_always_in_sight(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        top = c.lines[0]
        for words in ("TEST", "Amara Okafor, DPO", "Wed 25 Nov 2026"):
            assert words in top


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_columns_have_titles_and_each_case_its_owner(
    console: Opener, desk: Desk, log: Log, size: tuple[int, int]
) -> None:
    assign(desk, log(requester="Jane Doe").reference, "clerk")
    async with console(desk, size) as c:
        heads, row = c.lines[2], c.lines[3]
        assert heads.split() == ["case", "date", "left", "next", "owner", "who"]
        assert row[heads.index("who") :].startswith("Jane Doe")
        assert row[: heads.index(" who")].endswith("BH")
        assert heads.index("who") - heads.index("next") > (21 if size[0] == 80 else 24)


async def test_the_most_urgent_stands_first_and_says_so_in_words(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(days_ago=2, requester="Later Lee")
    late = log(days_ago=60, requester="Late Lane")
    stopped = log(days_ago=9, requester="Stopped Stone")
    record_fact(
        desk, stopped.reference, "clarification_requested", TODAY - timedelta(days=8), note="Years?"
    )
    async with console(desk) as c:
        rows = [line for line in c.lines if "SAR-" in line]
        assert rows[0].startswith(f" !! {late.reference}")
        assert "30 d late" in rows[0]
        assert "Late Lane" in rows[0]
        assert rows[2].startswith(" =  SAR-2026-")
        assert "stopped" in rows[2]


async def test_views_are_tabs_with_counts(console: Opener, desk: Desk, log: Log) -> None:
    log(days_ago=60)
    log(days_ago=1)
    async with console(desk) as c:
        assert "Overdue 1" in c.lines[1]
        assert "All 2" in c.lines[1]
        await c.press("1")
        assert sum("SAR-" in line for line in c.lines) == 1
        await c.press("right_square_bracket")
        assert "Nothing is due within seven days, nor aimed for." in c.shown
        await c.press("left_square_bracket", "left_square_bracket")
        assert "No case was closed yet." in c.shown


async def test_the_cursor_moves_by_the_keys_of_every_list(
    console: Opener, desk: Desk, log: Log
) -> None:
    references = [log(days_ago=60 - n).reference for n in range(45)]
    async with console(desk) as c:
        for keys, place in (
            ("j", 1),
            ("k", 0),
            ("G", 44),
            ("g", 0),
            ("pagedown", 19),
            ("ctrl+u", 10),
            ("ctrl+d", 19),
            ("end", 44),
            ("pageup", 25),
            ("home", 0),
            ("up", 0),
        ):
            await c.press(keys)
            assert current(c) == references[place], keys
        await c.press("G", "j", "down")
        assert current(c) == references[44]
        await c.press("slash", *references[30][-4:], "enter", "escape")
        assert current(c) == references[30], "it stays on its case as a filter is cleared"
        assert references[29] in c.shown


async def test_a_key_reads_a_page_at_most(console: Opener, desk: Desk, log: Log) -> None:
    references = [log(days_ago=60 - n).reference for n in range(40)]
    async with console(desk, (80, 14)) as c:
        cases = c.app.screen.query_one(CaseList)
        asked: list[int] = []

        class Counted(QueueSource):
            def page(
                self, *, after: Key | None = None, before: Key | None = None, limit: int
            ) -> QueuePage:
                asked.append(limit)
                return super().page(after=after, before=before, limit=limit)

        cases.source = Counted(desk, Query())
        seen = []
        for _ in references:
            seen.append(current(c))
            await c.press("j")
        assert seen == references
        assert len(asked) <= 4
        assert max(asked) <= 30


async def test_escape_at_home_never_leaves_and_q_does(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("escape", "escape")
        assert "This is home. q leaves." in c.shown
        await c.press("ctrl+c")
        assert "q leaves the console." in c.shown
        await c.press("q")
        assert c.app.return_code == 0


async def test_the_cursor_stays_on_its_case_when_another_one_arrives(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(days_ago=20)
    mine = log(days_ago=10).reference
    async with console(desk) as c:
        await c.press("j")
        assert current(c) == mine
        log(days_ago=30)
        await c.press("r")
        assert current(c) == mine
        assert "All 3" in c.shown


async def test_the_place_in_the_list_is_kept_when_a_case_moves_away_or_is_closed(
    console: Opener, desk: Desk, log: Log
) -> None:
    references = [log(days_ago=20 - n).reference for n in range(13)]
    async with console(desk, (80, 14)) as c:
        await c.press("j", "j", "c")
        c.app.screen.query_one(Form).fill({"note": "Which years?"})
        await c.press("enter")
        assert current(c) == references[2]
        assert references[3] not in c.shown
        assert "Esc returns to your view." in c.shown
        await c.press("k", "escape")
        assert current(c) == references[3]
        assert "Esc returns" not in c.shown
        await c.press("enter", "c")
        c.app.screen.query_one(Form).fill({"note": "Which years?"})
        await c.press("enter", "escape")
        assert f"{references[3]}: the cursor is on it. Esc returns to your view." in c.shown
        await c.press("escape", "colon", *references[-1], "enter", "escape")
        assert current(c) == references[-1]
        await c.press("escape")
        assert current(c) == references[4], "the place from which another case was looked up"
        await c.press("colon", *references[3], "enter", "escape", "x")  # closed down there
        c.app.screen.query_one(Form).fill(WITHDRAWN)
        await c.press("enter")
        assert current(c) == references[4]
        await c.press("enter", "x")
        c.app.screen.query_one(Form).fill(WITHDRAWN)
        await c.press("enter", "escape")
        assert current(c) == references[5]
        await c.press(*["greater_than_sign", "r"] * 2, "c")
        c.app.screen.query_one(Form).fill({"note": "Which years?"})
        await c.press("enter")
        assert f"{references[-1]}: Clarification asked for." in c.shown
        assert "Esc returns" not in c.shown, "the newest first: it stays where it is"
        await c.press("slash")
        await c.type("0009")
        await c.press("enter", "c")
        c.app.screen.query_one(Form).fill({"note": "Which years?"})
        await c.press("enter")
        assert current(c) == references[8]
        assert "Esc returns" not in c.shown, "the only case of a view has moved nowhere"
        await c.press("escape", "greater_than_sign", "d", "3", "j")
        assert current(c) == references[8]
        await c.press("c", "enter")
        assert current(c) == references[-1], "the one that followed the case that left the view"


WITHDRAWN = {"outcome": "withdrawn", "note": "She rang us."}


async def test_the_preview_stands_beside_the_list_where_there_is_room(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Jane Doe", summary="All e-mails about the trip")
    async with console(desk, (120, 40)) as c:
        assert isinstance(c.app.screen, QueueScreen)
        c.app.screen.read_preview()
        await c.rest()
        assert "All e-mails about the trip" in c.shown
        assert "One month" in c.shown
        await c.press("p")
        assert "All e-mails about the trip" not in c.shown
    async with console(desk) as c:
        await c.press("p")
        assert "The preview needs 100 columns" in c.shown


async def test_a_case_key_in_the_queue_acts_on_the_case_under_the_cursor(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(days_ago=20)
    second = log(days_ago=10)
    async with console(desk) as c:
        await c.press("j", "n")
        await c.type("rang her")
        await c.press("enter")
        assert f"{second.reference}: Note added." in c.shown
        assert current(c) == second.reference
    assert case_view(desk, second.reference).timeline[-1].text == "rang her"


async def test_a_key_without_a_case_says_why(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("x")
        assert "No case is chosen in the list." in c.shown
        await c.press("question_mark")
        assert "Write a letter, or mark one as sent" in c.shown
        assert "There is no case" not in c.shown
        await c.press("j", "j", "j")
        assert "Not now: No case is chosen in the list." in c.shown
        await c.press("enter")
        assert "No case is chosen in the list." in c.shown


async def test_it_fits_every_size_and_survives_being_resized(
    console: Opener, desk: Desk, log: Log
) -> None:
    for n in range(30):
        log(days_ago=40 - n)
    async with console(desk, (200, 60)) as c:
        await c.press("G")
        last = current(c)
        for size in ((80, 24), (40, 8), (120, 40), (20, 5)):
            await c.resize(*size)
            assert all(len(line) <= size[0] for line in c.lines)
            assert current(c) == last


async def test_the_list_is_sorted_by_a_letter_and_says_so(
    console: Opener, desk: Desk, log: Log
) -> None:
    late = log(days_ago=60, requester="Zoe Adams")
    new = log(days_ago=1, requester="Ann Bell")
    log("foi", days_ago=9, requester="Mo Khan")
    async with console(desk) as c:
        assert current(c) == late.reference
        await c.press("greater_than_sign")
        assert "r Received oldest first" in c.shown
        await c.press("r", "greater_than_sign", "r")
        assert current(c) == new.reference
        assert "Sorted by received, newest first." in c.shown
        assert c.lines[0].startswith("Cases by received, newest first")
        await c.press("greater_than_sign", "n")
        assert "by requester, A to Z" in c.lines[0]
        assert [line.split()[-2] for line in c.lines if "-2026-" in line] == ["Ann", "Mo", "Zoe"]
        await c.press("7")
        assert "by requester, A to Z" in c.lines[0]


async def test_a_window_that_is_too_small_says_so_while_it_is_and_crashes_nothing(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk, (60, 15)) as c:
        assert c.lines[0] == "This window is 60 by 15; the console needs 80 by 24."
        await c.resize(20, 5)
        for keys in ("enter", "A", "escape L", "escape n a"):
            await c.press(*keys.split())
            assert c.lines[0].startswith("Needs 80 by 24; t")
        await c.resize(80, 24)
        assert "80 by 24" not in c.shown
        await c.resize(80, 23)
        assert c.lines[0] == "This window is 80 by 23; the console needs 80 by 24."


def test_an_urgent_release_without_its_record_has_a_mark_of_its_own(log: Log) -> None:
    row, now = log(days_ago=90).row, datetime.combine(TODAY, datetime.min.time())
    first = row._replace(urgent_at=f"0000 {row.urgent_at}")
    assert [draw_row(one, now, 80).text[:3] for one in (first, row)] == [" ^!", " !!"]


def test_a_move_whose_target_is_missed_is_late_in_the_list_beside_the_day_of_the_law(
    log: Log,
) -> None:
    row, now = log().row, datetime.combine(TODAY, datetime.min.time())
    ahead, behind = TODAY.isoformat(), (TODAY - timedelta(1)).isoformat()
    lines = [draw_row(row._replace(target=day), now, 80).text for day in (ahead, behind)]
    assert ["Late! " in line for line in lines] == [False, True], lines
    assert all(" 28 d " in line for line in lines)
    late = row._replace(target=behind, due=behind, due_at=f"{behind}T23:59")
    assert "Late! " not in draw_row(late, now, 80).text


async def test_the_first_screen_words_nothing_that_it_does_not_show(
    console: Opener, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    worded: list[str] = []
    monkeypatch.setattr(ConsoleApp, "in_console", lambda _, said: worded.append(said))
    async with console(desk):
        assert worded == []


async def test_the_cursors_place_is_told_when_the_cases_are_counted_after_it_rests(
    console: Opener, desk: Desk, log: Log
) -> None:
    for number in range(21):
        log(requester=f"Ann {number}")
    async with console(desk) as c:
        queue = c.app.screen
        assert isinstance(queue, QueueScreen)
        queue.query_one(CaseHeads).tell("")
        queue.views.count()
        await c.rest()
        assert c.lines[2].endswith(" 1 of 21")
