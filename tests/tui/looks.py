"""Keys that lead to every screen of the console, from the queue of the demo.

`python -m tests.tui.looks` records the look of each screen for later comparison, and draws the
README's picture.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from rich.console import Console as RichConsole
from rich.segment import Segment, Segments
from rich.terminal_theme import MONOKAI

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.opening import open_desk
from dpo_console.demo import build
from dpo_console.tui.screens.queue.month import MonthScreen
from dpo_console.tui.screens.queue.queue import QueueScreen
from tests.conftest import TODAY
from tests.tui.conftest import Console, opened

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
KEPT = Path(__file__).parent / "looks"
PICTURES = Path(__file__).parents[2] / ".github" / "pictures"

SAR, PAUSED, LATE, BREACH, FOI = (
    "SAR-2026-0009", "SAR-2026-0013", "SAR-2026-0006", "BRC-2026-0003", "FOI-2026-0004",
)  # fmt: skip
SHARING, APPROVED, CLOSED, RELEASED = (
    "DSC-2026-0009", "DSC-2026-0011", "SAR-2026-0003", "DSC-2026-0003",
)  # fmt: skip
TERMS = Path(__file__).parents[1] / "config" / "terms" / "trust.csv"


@dataclass(frozen=True, slots=True)
class Way:
    """A way by keys from the queue, or from the case of a reference. Quoted text is typed."""

    name: str
    reference: str = ""
    keys: str = ""


WAYS = (
    Way("queue"),
    Way("queue-filtered", keys='slash "kind:sar owner:me" enter'),
    Way("queue-filter-typed", keys='slash "kind:sar sc"'),
    Way("queue-nothing-matches", keys='slash "zebra" enter'),
    Way("queue-overdue", keys="1"),
    Way("queue-closed", keys="7"),
    Way("queue-marked", keys="space space v j j"),
    Way("queue-hidden", keys="H"),
    Way("case-hidden", SAR, "H"),
    Way("note-hidden", SAR, "n ctrl+o"),
    Way("note-on-many", keys="space space n"),
    Way("close-many", keys="space space x"),
    Way("letter-to-many", keys="space space L"),
    Way("letter-to-many-named", keys="space space L enter"),
    Way("view-of-own", keys='slash "kind:sar owner:me" enter Z'),
    Way("queue-sort", keys="greater_than_sign"),
    Way("queue-chase", keys="C"),
    Way("help", keys="question_mark"),
    Way("find", keys='colon "tarl"'),
    Way("month", keys="J"),
    Way("school-year", keys="Y"),
    Way("school-year-import", keys="Y I"),
    Way("school-year-imported", keys=f'Y I "{TERMS}" enter'),
    Way("statistics", keys="M"),
    Way("register", keys="K"),
    Way("retention", keys='colon "retention" enter'),
    Way("messages", keys="at"),
    Way("notice", keys='colon "privacy notice" enter'),
    Way("guide-search", keys='colon "guide" enter'),
    Way("letter-find", SAR, "L slash"),
    Way("answer-files", SAR, 'colon "files of the answer" enter'),
    Way("register-full", keys="K right_square_bracket"),
    Way("new-request", keys='N "sar Jane Doe re Tom Doe, email, yesterday"'),
    Way("new-request-wrong", keys='N "sar Jane Doe, by owl, 31 Feb"'),
    Way("case", SAR),
    Way("case-paused", PAUSED),
    Way("case-late", LATE),
    Way("case-hours", BREACH),
    Way("case-sharing", SHARING),
    Way("case-closed", CLOSED),
    Way("case-next-steps", SAR, "m"),
    Way("case-what-if", SAR, "W"),
    Way("case-help", SAR, "question_mark"),
    Way("note", SAR, "n"),
    Way("note-help", SAR, "n ctrl+g"),
    Way("extension", SAR, "e"),
    Way("clarification", PAUSED, "c"),
    Way("assign", SAR, "a"),
    Way("put-right", SAR, "f"),
    Way("close", SAR, "x"),
    Way("undo", "REC-2026-0001", "u"),
    Way("undo-refused", SAR, "u"),
    Way("particulars", SHARING, "F"),
    Way("link", SAR, 'colon "link" enter'),
    Way("reclassify", SAR, 'colon "reclassify" enter'),
    Way("people", SAR, 'colon "people" enter'),
    Way("restrict", SAR, 'colon "restrict" enter'),
    Way("evidence-pack", SAR, 'colon "evidence" enter'),
    Way("letters", SAR, "L"),
    Way("letter", SAR, "L enter"),
    Way("letter-fields", SAR, "L enter enter"),
    Way("search-plan", LATE, "P"),
    Way("search-plan-ask", LATE, "P 2"),
    Way("schedule", LATE, "B"),
    Way("schedule-ground", LATE, "B 3"),
    Way("schedule-release", LATE, "B j j j 1"),
    Way("schedule-empty", SAR, "B"),
    Way("schedule-add", SAR, "B plus"),
    Way("checklist", FOI, "A"),
    Way("approval", SHARING, "A"),
    Way("approval-answer", SHARING, "A 1"),
    Way("approval-decide", SHARING, "A d"),
    Way("approval-refused", APPROVED, "A D"),
    Way("scope", SHARING, "A o"),
    Way("data-items", SHARING, "A T"),
    Way("data-items-add", SHARING, "A T plus"),
)
"""Ways that save nothing, which lets each start where the last one did."""

IN_README = {
    "queue": ((120, 32), Way("queue", keys="j j")),
}
"""The README's picture. `.dev/record.py` draws the other one."""


def desk_of(home: Path) -> Desk:
    """Return a desk on the demo, at three in the afternoon of TODAY."""
    build(home, today=TODAY, clock=lambda: datetime(2026, 11, 25, 7, 30, tzinfo=UTC))
    return open_desk(home, today=TODAY, clock=lambda: datetime(2026, 11, 25, 15, tzinfo=UTC))


async def go(console: Console, way: Way) -> None:
    """Go to a screen, from any other, as if nothing had been typed before."""
    app = console.app
    if app.hiding.on:
        app.hiding.show()
    while len(app.screen_stack) > 1:
        app.pop_screen()
    await console.rest()
    shutil.rmtree(app.desk.home.drafts, ignore_errors=True)
    await console.press("escape", "escape", "6", "g")
    await at_rest(console)
    if way.reference:
        app.open_case(way.reference)
        await console.rest()
    for key in strokes(way.keys):
        await (console.type(key[1:-1]) if key.startswith('"') else console.press(key))
    await at_rest(console)


async def at_rest(console: Console) -> None:
    """Read at once anything that the console reads when the cursor has rested for a moment."""
    screen = console.app.screen
    if isinstance(screen, QueueScreen):
        screen.read_preview()
    elif isinstance(screen, MonthScreen):
        screen.list_cases()
    await console.rest()


def strokes(keys: str) -> Iterator[str]:
    """Yield each key, and each text in quotes as one."""
    for place, part in enumerate(keys.split('"')):
        if place % 2:
            yield f'"{part}"'
        else:
            yield from part.split()


def kept(name: str, size: str) -> str:
    """Return the recorded look of a screen, or '' where there is none."""
    with suppress(FileNotFoundError):
        return (KEPT / size / f"{name}.txt").read_text(encoding="utf-8")
    return ""


def as_text(console: Console) -> str:
    """Return the screen's content, line by line."""
    return "\n".join(console.lines) + "\n"


@contextmanager
def nothing_by_the_clock() -> Iterator[None]:
    """Leave to `at_rest` every read that waits for the cursor to rest."""
    with patch("dpo_console.tui.screens.frame.command_screen.REST", 3600):
        yield


async def write_down(home: Path) -> None:
    """Record the look of every screen, in both sizes, and draw one of them for the README."""
    desk = desk_of(home)
    for name, size in SIZES.items():
        folder = KEPT / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        async with opened(desk, size) as console:
            for way in WAYS:
                await go(console, way)
                (folder / f"{way.name}.txt").write_text(as_text(console), encoding="utf-8")
    await draw_pictures(desk)


def as_picture(console: Console) -> str:
    """Return the screen's content, as SVG on the dark ground of a terminal."""
    screen = console.app.screen
    paper = RichConsole(record=True, width=screen.size.width, file=StringIO(), force_terminal=True)
    strips = screen._compositor.render_strips(screen.size)
    paper.print(Segments(s for strip in strips for s in (*strip, Segment.line())), end="")
    return paper.export_svg(title="dpo-console demo", unique_id="dpo-console", theme=MONOKAI)


async def draw_pictures(desk: Desk) -> None:
    """Draw the README's picture: the queue with a case beside it."""
    PICTURES.mkdir(exist_ok=True)
    for name, (size, way) in IN_README.items():
        async with opened(desk, size) as console:
            await go(console, way)
            (PICTURES / f"{name}.svg").write_text(as_picture(console), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made, nothing_by_the_clock():
        asyncio.run(write_down(Path(made) / "home"))
