"""The office's own views in the console: refused when wrong, saved by a key, gone once removed."""

from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, saved
from dpo_console.config import load_settings
from dpo_console.tui.screens.queue.queue_source import empty_words
from tests.conftest import ELM, DeskOf
from tests.tui.conftest import Log, Opener

VIEWS = """
[[view]]
title = "Of Elm, all of them"
filter = "school:elm"

[[view]]
title = "Wrong"
filter = "knd:sar"

[[view]]
title = "Doe, newest"
filter = "doe"
sort = "-received"
"""


def test_an_empty_view_says_what_it_asks_for_where_it_asks_for_anything() -> None:
    asked = Query("own")
    assert empty_words(asked, "kind:foi", (), "N", "]", "6").plain.startswith(
        " No case fits this view: kind:foi. Press ]"
    )
    assert empty_words(asked, "", (), "N", "]", "6").plain.startswith(
        " No case fits this view. Press ]"
    )


async def test_own_views_are_tabs_in_sight_with_counts_and_say_what_they_ask_for(
    console: Opener, desk_of: DeskOf, home: Path, log: Log
) -> None:
    log(requester="Jane Doe")
    log(requester="Ann Bell")
    path = home / "data" / "dpo.toml"
    before = path.read_text()
    path.write_text(before + ELM + VIEWS)
    async with console(desk_of()) as c:
        assert "Views in data/dpo.toml" in c.shown
        assert "the view “Wrong” isn't shown. There is no filter knd: here" in c.shown
        await c.press("enter", "greater_than_sign", "n", "9")
        assert c.lines[1].endswith("Doe, newest 1")
        assert c.lines[1].startswith("‹")
        assert "All, doe, by received, newest first" in c.lines[-2]
        assert "Cases by received, newest first" in c.lines[0]
        assert "Ann Bell" not in c.shown
        await c.press("left_square_bracket")
        assert "Of Elm, all of them 0" in c.lines[1]
        assert "No case fits this view: school:elm. Press ] for the next view." in c.shown
        await c.press("right_square_bracket", "right_square_bracket")
        assert "Nothing is overdue" in c.shown
        await c.press("9")
        path.write_text(before)
        c.app.sit_at(desk_of())  # as the pulse does when another session has changed dpo.toml
        await c.rest()
        assert "no longer in data/dpo.toml" in c.shown
        assert "Doe, newest" not in c.lines[1]
        assert "Ann Bell" in c.shown
        await c.press("8")
        assert "There is no saved view 1; Z keeps the list's filter as one." in c.shown


async def test_what_is_filtered_and_sorted_is_saved_by_a_key_under_a_title(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Jane Doe", days_ago=60)
    log("foi", requester="Ann Bell", days_ago=60)
    async with console(desk) as c:
        await c.press("Z")
        assert "This is a view already: filter or sort the list first." in c.shown
        await c.press("1", "slash")
        await c.type("kind:sar")
        await c.press("enter", "greater_than_sign", "n", "Z")
        assert "Overdue, kind:sar, by requester, A to Z" in c.shown
        await c.type("All")
        await c.press("enter")
        assert "There is a view of that name already" in c.shown
        await c.type(" mine")
        await c.press("enter")
        assert "Saved as “All mine”" in c.shown
        assert c.lines[1].endswith("All mine 1")
        assert "Jane Doe" in c.shown
        assert "Ann Bell" not in c.shown
    [view] = load_settings(desk.home).views
    assert (view.view, view.filter, view.sort) == ("overdue", "kind:sar", "name")


async def test_who_may_not_change_settings_is_told_so(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    log()
    clerk = desk_of("clerk")
    async with console(clerk) as c:
        await c.press("greater_than_sign", "n", "Z")
        assert "who may not change the office's settings; the DPO may." in c.shown
    assert saved(clerk) == ()


async def test_while_names_are_hidden_a_view_of_somebody_has_a_number(
    console: Opener, desk_of: DeskOf, home: Path, log: Log
) -> None:
    log(requester="Jane Doe")
    path = home / "data" / "dpo.toml"
    before = path.read_text()
    path.write_text(f'{before}\n[[view]]\ntitle = "Doe"\nfilter = "doe"\nsort = "name"\n')
    async with console(desk_of()) as c:
        await c.press("8", "H")
        assert c.lines[1].endswith("View 1 1")
        assert "Doe" not in c.shown
        assert "SAR-2026-0001" in c.shown
        await c.press("left_square_bracket", "right_square_bracket")
        assert "SAR-2026-0001" in c.shown
        path.write_text(before)
        c.app.sit_at(desk_of())
        await c.rest()
        assert "View 1" not in c.shown
        assert "doe" not in c.shown.lower()
        assert "SAR-2026-0001" in c.shown
        await c.press("H")
        assert "Jane Doe" in c.shown
