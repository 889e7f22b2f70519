"""A line of any list is found by the beginnings of its words, and the cursor goes there."""

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.forms.controls import LineField
from dpo_console.tui.forms.larger_fields import TextField
from dpo_console.tui.screens.letters.letter import LetterScreen
from dpo_console.tui.widgets.menu import Menu
from tests.tui.conftest import Log, Opener


async def test_a_letter_is_found_by_its_first_letters(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Jane Doe")
    async with console(desk) as c:
        await c.press("L", "slash")
        await c.type("ref exc")
        assert [one.title for one in c.app.screen.query_one(Menu).choices] == [
            "Refusal: excessive, unfounded  2 to fill in"
        ]
        assert not any(line.endswith("…") for line in c.lines), "no line is longer than its words"
        await c.press("enter")
        assert isinstance(c.app.screen, LetterScreen)
        assert c.app.screen.letter
        assert c.app.screen.letter.title == "Refusal: excessive, unfounded"
        await c.press("slash")
        await c.type("zebra")
        await c.press("enter")
        assert "No line has words that begin like that. Try fewer letters." in c.shown


async def test_empty_fields_show_where_to_write_with_and_without_the_cursor(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Jane Doe")
    async with console(desk) as c:
        await c.press("x")
        for _ in range(3):
            await c.press("tab")
            fields = [*c.app.screen.query(LineField), *c.app.screen.query(TextField)]
            assert len(fields) > 1
            for field in fields:
                drawn = field.render_line(0)
                assert drawn.cell_length >= field.size.width
                assert all(part.style and part.style.underline for part in drawn if part.text)
