"""A letter that sent by mistake, recalled by keys: the breach, and what else went there."""

from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from tests.conftest import on_day
from tests.tui.conftest import Log, Opener
from tests.tui.screens.test_links import palette


async def test_a_letter_is_recalled_and_its_breach_is_named(
    console: Opener, desk: Desk, log: Log
) -> None:
    for _ in range(2):
        reference = log("sar", days_ago=16, email="jane@example.org").reference
        then = on_day(desk, date(2026, 11, 12))
        write_letter(then, reference, "acknowledgement", {})
        mark_sent(then, reference, "acknowledgement", then.today, "email")
    async with console(desk) as c:
        c.app.open_case(reference)
        await c.rest()
        await palette(c, "sent by mistake")
        assert "What was sent by mistake?" in c.shown
        await c.press("enter")
        assert "SAR-2026-0001 Acknowledgement, Thu 12 Nov 2026: same e-mail" in c.shown
        await c.type("Another Jane Doe")
        await c.press("enter")
        assert "Recalled: BRC-2026-0001 is the breach, 72 hours." in c.shown
    assert case_view(desk, "BRC-2026-0001").links[0].row.reference == reference
    assert verify(desk).sound


async def test_nothing_is_recalled_that_never_went(console: Opener, desk: Desk, log: Log) -> None:
    log("sar")
    async with console(desk) as c:
        await c.press("enter")
        await palette(c, "sent by mistake")
        assert "No letter and no release is recorded here as sent." in c.shown
