"""A field that is to be corrected after a refused save."""

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.case import case_forms
from tests.tui.conftest import Log, Opener


@pytest.mark.parametrize(
    ("key", "then", "found"),
    [("", "yesterday", "yesterday"), ("end", ", or so", "next weekws, or so")],
)
async def test_typing_after_a_refusal_replaces_the_field_unless_a_key_moves_in_it(
    key: str, then: str, found: str, console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        dialog, _ = case_forms.fact(desk, case, "acknowledged")
        await c.app.push_screen(dialog)
        await c.rest()
        await c.type("next weekws")
        await c.press("enter")
        assert "is not a day" in c.shown
        if key:
            await c.press(key)
        await c.type(then)
        assert c.app.screen.query_one(Form).values["on"] == found


async def test_a_day_to_come_is_asked_for_with_examples_to_come(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("exam-results")
    async with console(desk, (120, 40)) as c:
        dialog, _ = case_forms.fact(desk, case, "results_announced")
        await c.app.push_screen(dialog)
        await c.rest()
        await c.type("next week")
        await c.press("enter")
        assert "Write it like 7 Dec, 7/12/2026 (day first), 2026-12-07 or tomorrow." in c.shown
