"""What an officer does most takes few keys, counted as they are pressed."""

from dpo_console.casework.cases import case_view
from dpo_console.casework.desk import Desk
from dpo_console.casework.facts import record_fact
from dpo_console.casework.queue import Query, page
from tests.conftest import TODAY
from tests.tui.conftest import Log, Opener


async def test_a_request_is_logged_in_twelve_keys_beyond_the_names(
    console: Opener, desk: Desk
) -> None:
    before, between = ("N", "s", "a", "r", "space"), ("space", "r", "e", "space")
    assert len((*before, *between, "enter")) <= 12
    async with console(desk) as c:
        await c.press(*before)
        await c.type("Jane Doe")
        await c.press(*between)
        await c.type("Tom Doe")
        await c.press("enter")
    (row,) = page(desk, Query()).rows
    assert (row.kind, row.requester, row.subjects) == ("sar", "Jane Doe", ("Tom Doe",))


async def test_an_acknowledgement_is_written_in_six_keys_from_the_queue(
    console: Opener, desk: Desk, log: Log
) -> None:
    sar = log(address="1 Low Road").reference
    keys = ("L", "w")
    assert len(keys) <= 6
    async with console(desk) as c:
        await c.press(*keys)
    (letter,) = case_view(desk, sar).letters
    assert letter.name == "acknowledgement"
    assert (desk.home.exports / letter.path).is_file()


async def test_a_reference_is_jumped_to_by_its_last_digits(
    console: Opener, desk: Desk, log: Log
) -> None:
    for _ in range(11):
        log()
    async with console(desk) as c:
        await c.press("colon")
        await c.type("0011")
        await c.press("enter")
        assert c.lines[0].startswith("SAR-2026-0011")


async def test_a_line_says_what_is_next_and_whose_move_it_is(
    console: Opener, desk: Desk, log: Log
) -> None:
    ours = log(days_ago=60).row
    stopped = record_fact(desk, log().reference, "clarification_requested", TODAY).row
    assert (ours.whose_move, stopped.whose_move) == ("us", "requester")
    async with console(desk, (120, 40)) as c:
        for row in (ours, stopped):
            shown = next(line for line in c.lines if row.reference in line)
            assert row.next_action[:12] in shown
