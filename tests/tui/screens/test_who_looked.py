"""Who looked at a case, by keys: for the DPO, and with a reason for everybody else."""

from dpo_console.cases.office.looking import How, look_at
from tests.conftest import DeskOf
from tests.tui.conftest import Log, Opener
from tests.tui.screens.test_links import palette


async def test_the_dpo_sees_who_looked_and_a_clerk_is_told_why_not(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    reference = log("sar").reference
    look_at(desk_of("head"), reference, How.LETTER, "acknowledgement/1")
    async with console(desk_of("dpo")) as c:
        c.app.open_case(reference)
        await c.rest()
        await palette(c, "who looked")
        assert f"{reference}: who looked" in c.shown
        assert "Ruth Castle read a letter: Acknowledgement, no. 1" in " ".join(c.shown.split())
        assert "We record who opened a case, and keep that for 12 months" in c.shown
    async with console(desk_of("clerk")) as c:
        c.app.open_case(reference)
        await c.rest()
        await palette(c, "who looked")
        assert "may not see who looked at a case" in " ".join(c.shown.split())
