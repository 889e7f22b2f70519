"""The walk through the console in this process's own terminal, with words sent as pastes.

Its test runs this as a program. The arguments are the home, a folder with files to import, and the
number of a pipe. The other end of the pipe types any text written into it.
"""

import asyncio
import os
import sys
from functools import partial
from pathlib import Path

from dpo_console.tui.terminal.abilities import DEFAULTS, FIXED

os.environ.update(DEFAULTS | FIXED)  # before textual is imported below, as prepare() does

from textual.events import Paste
from textual.message import Message

from dpo_console.casework.office.opening import open_desk
from dpo_console.tui.app import ConsoleApp
from dpo_console.tui.forms.controls import LineField
from dpo_console.tui.forms.larger_fields import TextField
from tests.conftest import TODAY
from tests.hostile import unsafe
from tests.hostile_home import WORDS, hostile_files
from tests.tui.conftest import Console
from tests.tui.every_screen import Walk, every_screen
from tests.tui.pty_terminal import PATIENCE


def look(console: Console, where: str) -> None:
    """Check that every line is safe, and exactly as wide as the screen."""
    screen = console.app.screen
    strips = screen._compositor.render_strips(screen.size)
    assert not unsafe("".join(strip.text for strip in strips)), where
    assert {strip.cell_length for strip in strips} == {screen.size.width}, where
    assert len(strips) == screen.size.height, where


class Typist:
    """A typist who pastes into the terminal from outside, and waits for the console to read it."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe
        self.came = asyncio.Event()

    def hear(self, message: Message) -> None:
        if isinstance(message, Paste):
            self.came.set()

    async def paste(self, text: str) -> None:
        self.came.clear()
        await asyncio.to_thread(os.write, self.pipe, f"\x1b[200~{text}\x1b[201~".encode())
        await asyncio.wait_for(self.came.wait(), PATIENCE)


class PastingWalk(Walk):
    """A walk that pastes into every field, and checks that each paste stands there whole."""

    typist: Typist

    async def put(self, control: LineField | TextField, word: str) -> None:
        control.value = ""
        control.focus()
        await self.console.rest()
        await self.typist.paste(word)
        await self.console.rest()
        whole = word.replace("\x00", "").splitlines()
        lines = [control.value] if isinstance(control, LineField) else control.value.splitlines()
        assert lines == ([" ".join(whole)] if isinstance(control, LineField) else whole)


async def walk(home: Path, folder: Path, pipe: int) -> None:
    """Walk everywhere. Fail on unsafe output, or where a screen wasn't reached."""
    typist = Typist(pipe)
    app = ConsoleApp(open_desk(home, today=TODAY))
    app._process_messages = partial(app._process_messages, mouse=False)  # type: ignore[method-assign]
    async with app.run_test(headless=False, size=None, message_hook=typist.hear) as pilot:
        console = Console(app, pilot)
        await console.rest()
        walk = PastingWalk(console, lambda at: look(console, at), WORDS, hostile_files(folder))
        walk.typist = typist
        await walk.everything()
        assert app.is_running
    missed = every_screen() - walk.seen
    assert not missed, missed


if __name__ == "__main__":
    os.chdir(sys.argv[2])
    asyncio.run(walk(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
