"""Papers of a case by keys: kept by path, listed on the case, and fetched over SSH."""

from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from tests.tui.conftest import Log, Opener
from tests.tui.screens.test_links import palette


async def test_a_paper_is_kept_by_keys(
    console: Opener, desk: Desk, log: Log, tmp_path: Path
) -> None:
    reference, file = log("sar").reference, tmp_path / "request.eml"
    file.write_bytes(b"Please send me everything.")
    async with console(desk) as c:
        c.app.open_case(reference)
        await c.rest()
        await palette(c, "file with the case")
        assert f"papers {reference} add - --name FILE < FILE" in " ".join(c.shown.split())
        await c.type(str(file))
        await c.press("enter")
        assert "Kept as paper 1." in c.shown
    (row,) = case_view(desk, reference).papers
    assert row.name == "request.eml"
