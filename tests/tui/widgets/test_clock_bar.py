"""The clock of a case as a bar, in any width, with and without blocks."""

from datetime import date, datetime, time

import pytest
from rich.console import Console as RichConsole

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.facts import record_fact
from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Fact
from dpo_console.tui.widgets import clock_bar
from dpo_console.tui.widgets.clock_bar import ClockBar
from tests.conftest import TODAY
from tests.tui.conftest import Log, Opener

RECEIVED = ("received", date(2026, 9, 1))
STOPPED = (("clarification_requested", date(2026, 9, 7)),
           ("clarification_received", date(2026, 9, 14)))  # fmt: skip


def drawn(*facts: tuple[str, date], today: date, width: int = 64) -> list[str]:
    given = [Fact(name, on, id=number) for number, (name, on) in enumerate((RECEIVED, *facts), 1)]
    return printed(ClockBar(read_clock("sar", given, School(), today), today), width)


def printed(bar: ClockBar, width: int = 64) -> list[str]:
    console = RichConsole(width=width, color_system=None)
    with console.capture() as shown:
        console.print(bar)
    return [line.rstrip() for line in shown.get().splitlines()]


def test_each_part_has_its_sign_and_word_and_today_its_mark() -> None:
    bar, days, signs = drawn(*STOPPED, today=date(2026, 9, 21))
    assert bar == "█" * 10 + "░" * 14 + "█" * 9 + "─" * 31
    assert days.split() == ["1", "Sep", "^", "today", "9", "Oct"]
    assert (days.index("^"), len(days)) == (33, 64)
    assert signs == "█ gone   ░ stopped   ─ left"


@pytest.mark.parametrize("width", [12, 23, 38, 64, 120])
def test_it_keeps_to_its_room_and_leaves_no_part_out(width: int) -> None:
    facts = (*STOPPED, ("extension_notified", date(2026, 9, 20)))
    bar, days, *_ = drawn(*facts, today=date(2026, 9, 8), width=width)
    assert len(bar) == min(width, 64)
    assert [sign for place, sign in enumerate(bar) if bar[place - 1 : place] != sign] == [*"█░─═"]
    assert bar[days.index("^")] == "░"


def test_what_is_late_is_drawn_up_to_today_or_the_answer() -> None:
    assert "▒ late" in drawn(today=date(2026, 10, 11))[2]
    bar, days, signs = drawn(("responded", date(2026, 9, 30)), today=date(2026, 10, 11))
    assert bar.strip("█") == "─" * (len(bar) - bar.index("─"))
    assert days.index("^") == bar.index("─")
    assert "done 30 Sep ^" in days
    assert signs == "█ gone   ─ not needed"


def test_a_stopped_clock_says_that_its_end_supposes_an_answer_today() -> None:
    for width, line in ((64, 2), (30, 3)):
        lines = drawn(STOPPED[0], today=date(2026, 9, 21), width=width)
        assert lines[1].endswith("16 Oct")
        assert lines[line].endswith("(if they answer today)")


@pytest.mark.parametrize(
    ("now", "gone", "left", "late"),
    [
        (datetime(2026, 11, 25, 16, 40), 42, 22, 0),
        (datetime(2026, 11, 26, 16, 30), 63, 1, 0),
        (datetime(2026, 11, 26, 20, 40), 60, 0, 4),
    ],
)
def test_a_limit_in_hours_is_drawn_by_the_hour(
    now: datetime, gone: int, left: int, late: int
) -> None:
    aware = Fact("received", date(2026, 11, 23), at=time(16, 40), id=1)
    clock = read_clock("breach", [aware], School(), now.date())
    bar, days, signs = printed(ClockBar(clock, now))
    assert bar == "█" * gone + "─" * left + "▒" * late
    assert days.index("^") == min(gone + late, 63)
    assert "now" in days
    assert signs.startswith("Report to the Commissioner:   █ gone   ")


def test_a_terminal_without_blocks_gets_plain_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_bar, "ascii_only", lambda: True)
    lines = drawn(*STOPPED, ("extension_notified", date(2026, 9, 20)), today=date(2026, 9, 21))
    assert all(line.isascii() for line in lines)
    assert lines[2] == "# gone   - stopped   _ left   = extension left"


async def test_the_bar_of_another_duty_than_the_answer_names_it(
    desk: Desk, log: Log, console: Opener
) -> None:
    case = log("complaint")
    record_fact(desk, case.reference, "acknowledged", TODAY)
    async with console(desk) as here:
        await here.press("enter")
        assert "Acknowledge: " in here.shown
        assert "─ not needed" in here.shown


async def test_the_case_shows_it_and_follows_a_stop(desk: Desk, log: Log, console: Opener) -> None:
    case = log()
    record_fact(desk, case.reference, "clarification_requested", TODAY, note="Which years?")
    async with console(desk) as here:
        await here.press("enter")
        assert "░ stopped" in here.shown
        assert "^ today" in here.shown


async def test_the_preview_shows_it(desk: Desk, log: Log, console: Opener) -> None:
    case = log()
    record_fact(desk, case.reference, "clarification_requested", TODAY, note="Which years?")
    async with console(desk, (120, 40)) as here:
        here.app.screen.read_preview()  # type: ignore[attr-defined]
        await here.rest()
        assert "░ stopped" in here.shown
