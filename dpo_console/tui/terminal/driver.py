"""The console's connection to the terminal: Textual's own, made to outlast any fault."""

import asyncio
import codecs
import os
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

from dpo_console.tui.terminal.abilities import ascii_only, charset
from dpo_console.tui.terminal.keys_read import KeysRead

if TYPE_CHECKING:
    from textual.app import App

UNWANTED = ("\x1b]22;", "\x1b[<u")
"""Sequences for the mouse pointer's shape, and for leaving a keyboard mode never entered.

Older terminals print any sequence that they don't know.
"""

DRAWN_ON = 2
"""Number of stderr, as in Textual."""

LOOK = 0.1
"""Seconds between two checks for leaving the console, and for a lone escape key."""


class Outlet:
    """An outlet for drawn text. It waits for a slow terminal, and drops text for a lost one."""

    def __init__(self, descriptor: int, spell: Callable[[str], bytes]) -> None:
        """Write to `descriptor`. `spell` turns text into bytes."""
        self.descriptor = descriptor
        self.spell = spell
        self.held = b""
        self.gone = False

    def fileno(self) -> int:
        """Return the terminal's number."""
        return self.descriptor

    def write(self, text: str) -> None:
        """Hold text for the next flush."""
        self.held += self.spell(text)

    def flush(self) -> None:
        """Send the held text."""
        while self.held and not self.gone:
            try:
                self.held = self.held[os.write(self.descriptor, self.held) :]
            except BlockingIOError:  # another program made it non-blocking
                select.select([], [self.descriptor], [], LOOK)
            except OSError:
                self.gone = True
        self.held = b""


class TerminalDriver(LinuxDriver):
    """A driver that draws on the officer's terminal and reads its keys.

    It differs from Textual's own as follows. A dropped line is a hang-up and no crash. Ctrl+z and
    SIGTSTP do nothing: behind an SSH key's forced command, no shell could wake the console. After
    being stopped from outside, the console comes back drawn. An unknown key is no run of letters.
    """

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = False,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Start as Textual calls it, but never with the mouse."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self._file = cast(Any, Outlet(DRAWN_ON, speller(os.environ)))

    def write(self, data: str) -> None:
        """Draw, except for the unwanted sequences."""
        if not data.startswith(UNWANTED):
            super().write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the terminal's own size. Exported COLUMNS and LINES never change."""
        with suppress(OSError):
            width, height = os.get_terminal_size(self.fileno)
            if width and height:
                return width, height
        return 80, 24

    def _query_in_band_window_resize(self) -> None:
        """Ask nothing: SIGWINCH tells the size, and an older terminal would print the question."""

    def start_application_mode(self) -> None:
        """Take the terminal over, and follow its size in the loop.

        Signal handlers in a row interrupt each other. The size read first would be the last one
        told.
        """
        super().start_application_mode()  # type: ignore[no-untyped-call]
        asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._resized)

    def _resized(self) -> None:
        size = Size(*self._get_terminal_size())
        self._app.post_message(Resize(size, size))

    def stop_application_mode(self) -> None:
        """Restore the terminal, and clear names from one that has a single screen."""
        self.write("\x1b[H\x1b[2J")
        super().stop_application_mode()

    def _sigcont_application(self, *_: object) -> None:
        """Wake the console after it was stopped."""
        with suppress(RuntimeError):  # no loop runs at the start or the end
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
        early = bool(select.select([self.fileno], [], [], 0)[0])
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], LOOK)
            if ready:
                typed = self._typed()
                if not typed:
                    os.kill(os.getpid(), signal.SIGHUP)
                    return
                if early:  # typed before the console was up, while the terminal turned enter round
                    typed, early = typed.replace(b"\n", b"\r"), False
                for event in parser.feed(decode(typed)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)

    def _typed(self) -> bytes:
        """Return the bytes typed, or none where the line has dropped."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""


def _fail(error: Exception) -> None:
    raise error


PLAIN = {
    "…": "~", "›": ">", "‹": "<", "·": "-", "•": "*", "⏎": "/", "─": "-", "¤": "?",
    "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"',
    "█": "#", "▒": ":", "░": ".", "▄": "_", "▐": "|", "│": "|",
}  # fmt: skip
"""ASCII for the signs that the console itself draws."""

PLAINLY = str.maketrans(PLAIN)


def speller(environ: Mapping[str, str]) -> Callable[[str], bytes]:
    """Return a function that makes bytes of drawn text.

    A character that the terminal can't spell becomes ASCII or `?`. Where the locale is C or POSIX,
    nothing is known of the terminal. The console's own signs are then ASCII, and names stay as they
    are, in UTF-8.
    """
    name = charset(environ)
    if name == "utf-8":
        plainly = ascii_only(environ)
        return lambda text: (text.translate(PLAINLY) if plainly else text).encode(
            name, "backslashreplace"
        )
    codecs.register_error("plainly", _plainly)
    return lambda text: text.encode(name, "plainly")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    from rich.cells import cell_len

    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(PLAIN.get(c, "?" * cell_len(c)) for c in lost), error.end
