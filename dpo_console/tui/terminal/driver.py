"""The console's line to the terminal: Textual's, made to outlast whatever happens to it."""

import asyncio
import os
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

from dpo_console.tui.terminal.keys_read import KeysRead
from dpo_console.tui.terminal.spelling import speller
from dpo_console.tui.terminal.terminal import charset

if TYPE_CHECKING:
    from textual.app import App

UNWANTED = ("\x1b]22;", "\x1b[<u")
"""The mouse pointer's shape, and leaving a keyboard mode that was never entered: older terminals
print what they don't know.
"""

DRAWN_ON = 2
"""stderr, as Textual has it."""

LOOK = 0.1
"""Seconds between two looks at whether the console is being left, and at a lone escape key."""


class Outlet:
    """Where drawn text goes. A terminal that is gone swallows it, a slow one is waited for."""

    def __init__(self, descriptor: int, spell: Callable[[str], bytes]) -> None:
        """`spell`: makes bytes of text."""
        self.descriptor = descriptor
        self.spell = spell
        self.held = b""
        self.gone = False

    def fileno(self) -> int:
        """The terminal's number."""
        return self.descriptor

    def write(self, text: str) -> None:
        """Hold text for the next flush."""
        self.held += self.spell(text)

    def flush(self) -> None:
        """Send what is held."""
        while self.held and not self.gone:
            try:
                self.held = self.held[os.write(self.descriptor, self.held) :]
            except BlockingIOError:  # another program has made the terminal so
                select.select([], [self.descriptor], [], LOOK)
            except OSError:
                self.gone = True
        self.held = b""


class TerminalDriver(LinuxDriver):
    """Draws on the officer's terminal and reads its keys.

    Beyond Textual's own: a line that drops is a hang-up and no crash; ctrl+z and SIGTSTP do
    nothing, for behind an SSH key's forced command no shell could wake a sleeping console; one
    that was stopped from outside comes back drawn; an unknown key is no run of letters.
    """

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = False,
        size: tuple[int, int] | None = None,
    ) -> None:
        """As Textual calls it; never with the mouse."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self._file = cast(Any, Outlet(DRAWN_ON, speller(os.environ)))

    def write(self, data: str) -> None:
        """Draw."""
        if not data.startswith(UNWANTED):
            super().write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        """The terminal's own: COLUMNS and LINES, if a shell exports them, never change."""
        with suppress(OSError):
            width, height = os.get_terminal_size(self.fileno)
            if width and height:
                return width, height
        return 80, 24

    def _query_in_band_window_resize(self) -> None:
        """Not asked: SIGWINCH tells, and a terminal that doesn't know the question prints it."""

    def start_application_mode(self) -> None:
        """Take the terminal over, and follow its size in the loop: handlers of signals that come
        in a row interrupt each other, so that the size read first would be the last one told.
        """
        super().start_application_mode()  # type: ignore[no-untyped-call]
        asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._resized)

    def _resized(self) -> None:
        size = Size(*self._get_terminal_size())
        self._app.post_message(Resize(size, size))

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was, and no names on one that has a single screen."""
        self.write("\x1b[H\x1b[2J")
        super().stop_application_mode()

    def _sigcont_application(self, *_: object) -> None:
        """Somebody has let the stopped console go on."""
        with suppress(RuntimeError):  # no loop runs: it is beginning, or at its end
            asyncio.get_running_loop().call_soon_threadsafe(self._come_back)

    def _come_back(self) -> None:
        """Take the terminal over again, whatever the shell did with it meanwhile."""
        if self._writer_thread is not None:
            self.suspend_application_mode()
        self.resume_application_mode()
        self._app.screen.refresh(layout=True)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # our own mistake: the app's crash policy takes it
            self._app.call_later(_fail, error)

    def run_input_thread(self) -> None:
        """Read keys until the console is left or the line drops."""
        parser = KeysRead()
        decode = getincrementaldecoder(charset(os.environ))("replace").decode
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], LOOK)
            if ready:
                typed = self._typed()
                if not typed:
                    os.kill(os.getpid(), signal.SIGHUP)
                    return
                for event in parser.feed(decode(typed)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)

    def _typed(self) -> bytes:
        """What was typed; nothing where the line has dropped."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""


def _fail(error: Exception) -> None:
    raise error
