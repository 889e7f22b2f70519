"""Two terminals side by side: one gets all that Textual draws, the other only the changed cells."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pyte
from textual._compositor import CompositorUpdate
from textual.events import Key, Paste

from dpo_console import tui
from dpo_console.cases.office.desk import Desk
from dpo_console.config.settings.settings import THEMES
from dpo_console.tui.app import ConsoleApp
from dpo_console.tui.terminal.cells.shown import ShownCells
from tests.hostile import HOSTILE
from tests.tui.conftest import Console

KEYS = (
    *"abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+*.,?/:;'",
    *("space", "enter", "escape", "tab", "shift+tab", "backspace", "delete", "f1") * 2,
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "j", "k", "escape") * 4,
    *("ctrl+d", "ctrl+u", "ctrl+g", "ctrl+o", "ctrl+e", "ctrl+w", "ctrl+k"),
)  # fmt: skip
"""Keys of all screens, the commonest more often. No q, which leaves the console."""

NAMED = {"space": " ", "slash": "/"}
WORDS = ("Zoë 李小龍", "ليلى حداد", "e\u0301e\u0301 o\u0302", "👩‍👩‍👧 🇬🇧", "Tom Doe", *HOSTILE[:20])
SIZES = ((120, 40), (80, 24), (100, 30), (64, 20))
SCRIBBLE = "\x1b[1;1Hroot: the system goes down\x1b[7;30H\x1b[41m at noon \x1b[0m\x1b[12;1H\x1b[2K"
"""Words of somebody else on the terminal, such as those of the command `wall`."""


class Emulator(pyte.Screen):
    """A terminal in memory. pyte has no dim, so dim cells are kept as blinking, which none is."""

    def select_graphic_rendition(self, *codes: int, **more: Any) -> None:  # noqa: ANN401 - as pyte
        end = next((n for n, code in enumerate(codes) if code in (38, 48)), len(codes))
        dimmed = [5 if code == 2 else code for code in codes[:end]]
        super().select_graphic_rendition(*dimmed, *codes[end:], **more)

    def line(self, number: int) -> list[tuple[object, ...]]:
        """Return all that can be seen of a line."""
        cells = self.buffer[number]
        return [_seen(cells[column]) for column in range(self.columns)]


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    """Return all that can be seen of a cell. A blank shows no colour or weight of its own."""
    if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
        return (cell.bg,)
    return tuple(cell)


class Twins:
    """The two terminals, and the bytes that each was sent."""

    def __init__(
        self,
        size: tuple[int, int],
        *,
        erases: bool = True,
        fills: bool = True,
        moves: bool = True,
        tabs: bool = True,
    ) -> None:
        self.shown = ShownCells(erases=erases, fills=fills, moves=moves, tabs=tabs)
        self.shown.forget(*size, blank=True)
        self.screens = [Emulator(*size), Emulator(*size)]
        self.streams = [pyte.Stream(screen) for screen in self.screens]
        self.sent = [0, 0]

    def write(self, written: str) -> None:
        """Send a frame to both, as Textual writes it and as its changes."""
        texts = (written, self.shown.changes(written))
        for n, (stream, text) in enumerate(zip(self.streams, texts, strict=True)):
            stream.feed(text)
            self.sent[n] += len(text.encode())

    def resize(self, columns: int, lines: int) -> None:
        self.shown.forget(columns, lines)
        for screen in self.screens:
            screen.resize(lines, columns)

    def scribble(self) -> None:
        for stream in self.streams:
            stream.feed(SCRIBBLE)

    def differences(self) -> Iterator[str]:
        """Yield the first cell of each line changed of late that looks different."""
        whole, changes = self.screens
        for number in sorted(whole.dirty | changes.dirty):
            pairs = zip(whole.line(number), changes.line(number), strict=True)
            for column, (one, other) in enumerate(pairs):
                if one != other:
                    yield f"line {number}, column {column}: {one} and {other}"
                    break
        whole.dirty.clear()
        changes.dirty.clear()


class TwinApp(ConsoleApp):
    """The console, drawing on both terminals."""

    CSS_PATH = str(Path(tui.__file__).with_name("styles.tcss"))

    def __init__(self, desk: Desk, twins: Twins) -> None:
        super().__init__(desk)
        self.twins = twins

    def _display(self, screen: Any, renderable: Any) -> None:  # noqa: ANN401 - as Textual
        if isinstance(renderable, CompositorUpdate) and not self._batch_count and self._running:
            x, y = self.screen.outer_size.clamp_offset(self.cursor_position)
            drawn = renderable.render_segments(self.console)
            self.twins.write(f"{drawn}\x1b[{y + 1};{x + 1}H")
        super()._display(screen, renderable)

    def draw_whole(self) -> None:
        self.twins.scribble()
        self.twins.shown.forget(*self.size)
        super().draw_whole()


async def play(desk: Desk, seed: int, count: int) -> tuple[int, int, int]:
    """Press `count` random keys, or fewer if one leaves the console.

    Return their number, and the bytes sent to each terminal.

    Fails at the first key after which the two look different.
    """
    random = Random(seed)
    size = random.choice(SIZES[:2])
    erases, fills, moves, tabs = (random.random() < share for share in (0.8, 0.5, 0.8, 0.8))
    twins = Twins(size, erases=erases, fills=fills, moves=moves, tabs=tabs)
    app = TwinApp(desk, twins)
    async with app.run_test(size=size) as pilot:
        console = Console(app, pilot)
        await console.rest()
        app.put_on(random.choice(THEMES))
        pressed: list[str] = []
        for _ in range(count):
            await _act(console, twins, random, random.choice(KEYS), pressed)
            found = list(twins.differences())
            assert not found, (seed, pressed[-12:], found[:3])
            if not app.is_running:
                assert app.return_code == 0, (seed, pressed[-12:])
                break
    whole, changes = twins.sent
    return len(pressed), whole, changes


async def _act(
    console: Console, twins: Twins, random: Random, key: str, pressed: list[str]
) -> None:
    """Press a key, or now and then paste words or change the size."""
    lot = random.random()
    pressed.append(key if lot >= 0.05 else "paste" if lot < 0.04 else "resize")
    if lot < 0.04:
        console.app.post_message(Paste(random.choice(WORDS)))
    elif lot < 0.05:
        size = random.choice(SIZES)
        twins.resize(*size)
        await console.resize(*size)
    else:
        character = NAMED.get(key, key if len(key) == 1 else None)
        console.app.post_message(Key(key, character))
    await console.rest()
