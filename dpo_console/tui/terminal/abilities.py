"""Abilities of the terminal, settled before textual is imported. Imports no textual."""

import codecs
import os
import sys
from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING

from dpo_console.errors import Refused
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    import curses
else:
    curses = later("curses")

THEME = "ansi-dark"
"""The terminal's own colours: light or dark as the officer set it, 16 at most, few bytes."""

DEFAULTS = {
    "TEXTUAL_THEME": THEME,
    "TEXTUAL_FPS": "480",  # a frame waits for one or two of these after the one before
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
}

FIXED = {
    # A dropped line would leave the terminal in kitty's keyboard mode.
    "TEXTUAL_DISABLE_KITTY_KEY": "1"
}

CAN_NOT = ("", "dumb", "unknown")
"""Values of TERM where there is no screen, even where the machine has no terminfo."""


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set the variables that Textual reads at import, where the officer hasn't.

    Every other Textual variable is dropped. Some would write keys or pictures of the screen to
    files, or run other people's code. Raises Refused where the terminal can't show a full screen.
    """
    term = environ.get("TERM", "")
    if term in CAN_NOT or lacks_screen(term):
        raise Refused(
            f"This terminal can't show the console (TERM is {term or 'not set'}). "
            "Everything it does is also a command: dpo-console due, dpo-console list, "
            "dpo-console show REF. If the terminal can do more, set TERM, for example "
            "TERM=xterm-256color, and try again."
        )
    if lacks_colour(term):
        environ.setdefault("NO_COLOR", "1")
    for name in [n for n in environ if n.startswith("TEXTUAL") and n not in DEFAULTS]:
        del environ[name]
    for name, value in DEFAULTS.items():
        environ.setdefault(name, value)
    environ.update(FIXED)


def lacks_screen(term: str) -> bool:
    """Return True if terminfo says that nothing can be drawn at a chosen place."""
    return _known(term) and not curses.tigetstr("cup")


def lacks_colour(term: str) -> bool:
    """Return True if terminfo says that there is no colour, as on a VT100."""
    return _known(term) and curses.tigetnum("colors") < 8


def erasing() -> tuple[bool, bool]:
    """Return whether cells within a line can be erased, and whether they take the ground set.

    Call it after `prepare`, which reads the terminal's entry. One that is not known erases, but to
    its own ground.
    """
    if not _known(os.environ.get("TERM", "")):
        return True, False
    return bool(curses.tigetstr("ech")), curses.tigetflag("bce") > 0


def moves_lines() -> bool:
    """Return True if some lines can be moved, while the others stay. Call it after `prepare`."""
    if not _known(os.environ.get("TERM", "")):
        return True
    return all(map(curses.tigetstr, ("csr", "dl", "il")))


def sets_tabs() -> bool:
    """Return True if tab stops can be set by the usual codes. Call it after `prepare`."""
    if not _known(os.environ.get("TERM", "")):
        return True
    return [curses.tigetstr(name) for name in ("ht", "hts", "tbc")] == [b"\t", b"\x1bH", b"\x1b[3g"]


def _known(term: str) -> bool:
    """Return True if terminfo knows the terminal. Ask for one only, as curses keeps the first."""
    try:
        curses.setupterm(term, sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except curses.error:  # newer than this machine's list, so able to do everything
        return False
    return True


def dims_readably(environ: Mapping[str, str]) -> bool:
    """Return True if dim words can be read. Linux's own console draws them dark grey on black."""
    return environ.get("TERM") != "linux"


def charset(environ: Mapping[str, str]) -> str:
    """Return the character set that the locale names, even one not installed here.

    C and POSIX name none, and Python takes them for UTF-8.
    """
    _, dot, named = _locale(environ).partition(".")
    stream = sys.__stderr__
    for name in (named.partition("@")[0] if dot else "", stream.encoding if stream else ""):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return "utf-8"


def ascii_only(environ: Mapping[str, str] = os.environ) -> bool:
    """Return True if it is safer to draw with ASCII.

    That is so where the locale says C or POSIX, or the character set lacks block characters.
    """
    if _locale(environ) in ("C", "POSIX"):
        return True
    try:
        "█░▒▄·".encode(charset(environ))
    except UnicodeEncodeError:
        return True
    return False


def _locale(environ: Mapping[str, str]) -> str:
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    return next((environ[name] for name in names if environ.get(name)), "")
