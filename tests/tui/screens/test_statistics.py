from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.reports.statistics import Figures
from dpo_console.casework.facts import record_fact
from dpo_console.tui.screens.reports import BAR, IN_TIME, LATE, bar
from tests.conftest import DeskOf
from tests.tui.conftest import Log, Opener

NOTE = "sent before the checklist was done: it was urgent"


def answered(desk: Desk, log: Log, days_ago: int, on: date) -> None:
    record_fact(desk, log(days_ago=days_ago).reference, "responded", on, override=NOTE)


async def test_a_year_shows_what_was_on_time_and_what_was_late(
    console: Opener, desk: Desk, log: Log
) -> None:
    answered(desk, log, 60, date(2026, 10, 20))
    answered(desk, log, 60, date(2026, 11, 20))
    log()
    log(days_ago=70)
    async with console(desk) as c:
        await c.press("M")
        assert c.lines[0].startswith("Statistics  2026/27")
        october = next(line for line in c.lines if line.strip().startswith("Oct 2026"))
        november = next(line for line in c.lines if line.strip().startswith("Nov 2026"))
        assert october.count(IN_TIME) == BAR
        assert november.count(LATE) == BAR
        assert "1 late" in november
        assert "median 24 days," in october
        assert october.split()[:3] == ["Oct", "2026", "1"]
        assert "Subject access request 1 of 2" in c.shown
        assert "1 of 2 1 unsent and overdue, 1 late" in " ".join(c.shown.split())
        await c.press("l")
        assert "has not begun" in c.shown
        await c.press("h")
        assert c.lines[0].startswith("Statistics  2025/26")
        assert "All none" in " ".join(c.shown.split())


async def test_the_report_for_governors_is_written_and_the_way_home_copied(
    console: Opener, desk: Desk, desk_of: DeskOf
) -> None:
    async with console(desk) as c:
        await c.press("M", "y")
        assert "Write it first: w" in c.shown
        await c.press("w")
        (path,) = (desk.home.exports / "statistics").glob("*.docx")
        assert "Written: exports/statistics/statistics-2026-09-01-to-2026-11-25.docx." in c.shown
        await c.press("y")
        assert "scp dpo.example.org:" in c.shown
        await c.press("escape", "h", "y")
        assert "Write it first: w" in c.shown
        await c.press("w")
        assert len(list(path.parent.iterdir())) == 2
    async with console(desk_of("auditor")) as c:
        await c.press("M", "w")
        assert "who may not write the report" in c.shown


def test_a_bar_ends_in_what_was_late_and_hides_no_answer() -> None:
    one_late = bar(Figures(100, 99, 1, 1, 0, 0), 100).plain
    assert one_late.count(LATE) == 1
    assert one_late.count(IN_TIME) == BAR - 1
    assert bar(Figures(1, 1, 1, 1, 0, 0), 1000).plain.count(IN_TIME) == 1
    assert bar(Figures(0, 0, 0, 0, 0, 0), 0).plain == " " * BAR
