"""The lines on every screen."""

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.widgets.bars import TopLine, key_line
from tests.tui.conftest import Opener

SAR = "SAR-2026-0001  Subject access request"


@pytest.mark.parametrize(
    ("title", "beside"),
    [
        ("Cases", "TEST · Brookfield Learning Trust · Amara Okafor, DPO · Wed 25 Nov 2026"),
        ("SAR-2026-0001  Letters to", "TEST · Brookfi… · Amara Okafor, DPO · Wed 25 Nov 2026"),
        (SAR, "TEST · Amara Okafor · Wed 25 Nov 2026"),
        (f"{SAR} of a child", "TEST · AO · Wed 25 Nov 2026"),
        (f"{SAR} of a child at a school", "TEST · AO · Wed 25 Nov 2026"),
    ],
)
async def test_a_title_is_whole_before_the_office_and_the_name(
    console: Opener, desk: Desk, title: str, beside: str
) -> None:
    async with console(desk) as c:
        c.app.screen.query_one(TopLine).say(title)
        await c.rest()
        assert c.lines[0].endswith(f" {beside}")
        assert c.lines[0].startswith(title) is (len(title) + len(beside) < 80)


def test_the_keys_of_a_dialog_stand_out_from_what_they_do() -> None:
    drawn = key_line("y save it   n or esc no   ctrl+n save and next")
    assert drawn.plain == "y save it   n or esc no   ctrl+n save and next"
    bold = [drawn.plain[span.start : span.end] for span in drawn.spans if "bold" in str(span.style)]
    assert bold == ["y", "n", "esc", "ctrl+n"]
