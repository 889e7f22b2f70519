"""The console on a real home with real records, its keys pressed one by one."""

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from rich.text import Text
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual._styles_cache import StylesCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import Key, Paste
from textual.pilot import Pilot

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.tui.app import ConsoleApp
from tests.conftest import TODAY
from tests.tui.idle import Threads, idle
from tests.tui.pty_terminal import Terminal


class Console:
    """The console under test: press keys, read the screen."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.read: list[str] | None = None
        self.threads = Threads()
        asyncio.get_running_loop().set_default_executor(self.threads)

    async def press(self, *keys: str) -> None:
        """Press keys by name, and wait until all the work they started has ended."""
        for key in keys:
            self.app.post_message(Key(key, " " if key == "space" else None))
            await self.rest()

    async def type(self, text: str) -> None:
        """Put text into the focused field as one stroke, as a terminal's paste does."""
        self.app.post_message(Paste(text))
        await self.rest()

    async def resize(self, columns: int, lines: int) -> None:
        """Change the size of the terminal, and wait until the screen is laid out for it."""
        await self.pilot.resize_terminal(columns, lines)
        await self.rest()

    async def rest(self) -> None:
        """Wait until all started work has ended, with any work it starts in turn."""
        self.read = None
        await idle()
        while self.busy:
            await asyncio.sleep(0.001)
            await idle()

    @property
    def busy(self) -> bool:
        """True while a thread reads or saves, or a key waits for its turn."""
        working = any(not worker.is_finished for worker in self.app.workers)
        return working or bool(self.threads.begun) or not self.app.all_handed_on

    @property
    def lines(self) -> list[str]:
        """The screen's lines, with dialogs over the screen behind them.

        They are drawn once for all that a test reads between two keys.
        """
        if self.read is None:
            visible_screen_stack.set(self.app._background_screens)
            rows = self.app.screen._compositor.render_strips(self.app.screen.size)
            self.read = [strip.text.rstrip() for strip in rows]
        return self.read

    @property
    def shown(self) -> str:
        """The screen as one text, with runs of spaces as one.

        The mark at the edge that shows the scrolling is left out.
        """
        return " ".join("\n".join(self.lines).replace("▐", " ").split())


Opener = Callable[..., AbstractAsyncContextManager[Console]]


def unseen(compositor: Compositor, full: bool = False, **_: object) -> Text | None:
    """Stand for a frame that no terminal shows: a test draws the screen when it reads it."""
    due = full or bool(compositor._dirty_regions)
    compositor._dirty_regions.clear()
    return Text() if due else None


parse_rules = Stylesheet._parse_rules
known_rules: dict[Hashable, list[RuleSet]] = {}


def rules_once(sheet: Stylesheet, css: str, **more: Hashable) -> list[RuleSet]:
    """Parse styles once for all consoles of the same theme. Nothing changes rules once parsed."""
    key = (css, *more.values(), frozenset(sheet._variables.items()))
    if key not in known_rules:
        known_rules[key] = parse_rules(sheet, css, **more)  # type: ignore[arg-type]
    return known_rules[key]


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Console]:
    """Open the console on a desk, in a terminal of a size."""
    app = ConsoleApp(desk)
    with (
        patch.object(Compositor, "render_update", unseen),
        patch.object(Stylesheet, "_parse_rules", rules_once),
    ):
        async with app.run_test(size=size) as pilot:
            here = Console(app, pilot)
            await here.rest()
            yield here
            assert here.lines  # the last screen draws, whether or not the test read it
    StylesCache.get_inner_outer.cache_clear()  # the cache keeps the drawing of a thousand widgets


@pytest.fixture
def console() -> Opener:
    """Return an opener of the console on a desk, in a terminal of a size."""
    return opened


Log = Callable[..., CaseView]


@pytest.fixture
def log(desk: Desk) -> Log:
    """Return a logger of requests, as a colleague would log them."""

    def logged(
        kind: str = "sar", days_ago: int = 2, requester: str = "Jane Doe", **more: object
    ) -> CaseView:
        received: date = TODAY - timedelta(days=days_ago)
        if kind == "breach":
            received = datetime(received.year, received.month, received.day, 9, 30)
        request = NewRequest(kind, received, requester, **more)  # type: ignore[arg-type]
        return case_view(desk, log_request(desk, request).reference)

    return logged


def forty(log: Log) -> None:
    """Log more cases than a screen shows."""
    for n in range(40):
        log(days_ago=60 - n, requester=f"Pupil {n}")


@pytest.fixture
def terminals(noon: None) -> Iterator[list[Terminal]]:
    """Collect the terminals that a test opens, and leave none of them running."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.end()
