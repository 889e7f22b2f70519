"""Terminals of all kinds and sizes, each with the console in it and its own keys pressed."""

import re
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from tests.store import spoiling
from tests.tui.conftest import Log
from tests.tui.pty_terminal import ALLOWED, Terminal, colours, opened, restored

KINDS = (
    "xterm", "xterm-256color", "xterm-kitty", "xterm-ghostty", "alacritty", "foot", "konsole",
    "putty", "putty-256color", "screen", "screen-256color", "tmux", "tmux-256color", "linux",
    "vt100", "vt220", "rxvt-unicode", "ansi", "cygwin",
)  # fmt: skip
MONOCHROME_KINDS = ("vt100", "vt220")

SIXTEEN = {"0", "1", "2", "4", "7", "39", "49", *map(str, (*range(30, 38), *range(40, 48))),
           *map(str, (*range(90, 98), *range(100, 108)))}  # fmt: skip

ARROWS = ((b"\x1b[B", b"\x1b[A"), (b"\x1bOB", b"\x1bOA"))
HOMES = ((b"\x1b[F", b"\x1b[H"), (b"\x1bOF", b"\x1bOH"), (b"\x1b[4~", b"\x1b[1~"),
         (b"\x1b[8~", b"\x1b[7~"))  # fmt: skip
"""Keys for the last line and for the first, as terminals send them."""


def rows(log: Log) -> None:
    log(days_ago=60, requester="Ann Early")
    log(days_ago=9, requester="Mid Dle")
    log(days_ago=3, requester="Zoë Later")


def walked(terminal: Terminal) -> None:
    """Open the case under the cursor after each key, which proves that the key was understood."""
    for down, up in ARROWS:
        terminal.press(down)
        opens(terminal, "Mid Dle")
        terminal.press(up)
        opens(terminal, "Ann Early")
    for last, first in HOMES:
        terminal.press(last)
        opens(terminal, "Zoë Later")
        terminal.press(first)
        opens(terminal, "Ann Early")


def opens(terminal: Terminal, name: str) -> None:
    terminal.press(b"\r", b"How the date")
    terminal.see(name, "How the date")
    terminal.press(b"\x1b", b"N new")
    terminal.see("Ann Early", "Zoë Later")


def filtered(terminal: Terminal) -> None:
    """Press both kinds of backspace, and delete, in the filter."""
    terminal.press(b"/")
    terminal.press(b"Midxx\x08\x7f")
    terminal.press(b"\x1b[D\x1b[3~d")
    terminal.see("Mid Dle")
    terminal.press(b"\x1b")
    terminal.see("Ann Early", "Zoë Later")


@pytest.mark.slow
@pytest.mark.parametrize("term", KINDS)
def test_every_kind_of_terminal_is_drawn_on_understood_and_left_as_it_was(
    desk: Desk, log: Log, terminals: list[Terminal], term: str
) -> None:
    rows(log)
    terminal = opened(terminals, desk, TERM=term, COLORTERM="truecolor")
    terminal.see("Ann Early", "Mid Dle", "Zoë Later", "late", "enter open")
    walked(terminal)
    filtered(terminal)
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    assert restored(terminal)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ALLOWED.sub(b"", terminal.output)
                         .decode().replace("\r", ""))  # fmt: skip
    sent = {code.decode() for code in colours(terminal)} - {""}
    assert sent <= SIXTEEN
    assert bool(sent & {"31", "91"}) is (term not in MONOCHROME_KINDS)


@pytest.mark.slow
@pytest.mark.parametrize("term", ["dumb", "unknown", "", "paper"])
def test_what_has_no_screen_is_refused_with_the_commands_to_use(
    desk: Desk, terminals: list[Terminal], tmp_path: Path, term: str
) -> None:
    source = tmp_path / "paper.ti"
    source.write_text("paper|prints line after line,\n\tcols#80, bel=^G, ind=^J,\n")
    subprocess.run(["tic", "-o", str(tmp_path / "terminfo"), str(source)], check=True)
    environ = {"TERM": term, "TERMINFO": str(tmp_path / "terminfo")}
    terminal = Terminal(desk.home.root, before=REFUSAL, **environ)
    terminals.append(terminal)
    assert terminal.exit_code() == 1
    assert terminal.output.count(b"\x1b") == 0
    for words in (b"dpo-console due", b"dpo-console list", b"dpo-console show REF", b"set TERM"):
        assert words in b" ".join(terminal.output.split())


REFUSAL = """
import sys
from dpo_console.__main__ import main
sys.argv = ["dpo-console", "--home", sys.argv[1]]
sys.exit(main())
"""

SIZES = ((60, 200), (30, 100), (15, 60), (5, 20), (1, 1), (24, 80))


@pytest.mark.slow
def test_a_terminal_resized_at_will_loses_nothing(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    rows(log)
    terminal = opened(terminals, desk)
    terminal.press(b"j")

    def resized(*seen: str) -> None:
        for lines, columns in SIZES:
            terminal.resize(lines, columns)
            if columns >= 60:
                terminal.see(*seen)

    resized("Mid Dle")
    terminal.press(b"\r", b"How the date")
    resized("Mid Dle")
    terminal.press(b"n", b"save")
    terminal.press(b"half a sentence", b"sentence")
    resized("half a sentence")
    terminal.press(b"\r", b"Note added")
    terminal.press(b"L", b"Letters")
    resized("Acknowledgement")
    terminal.press(b"\x1b", b"How the date")
    terminal.press(b"\x1b", b"N new")
    opens(terminal, "Mid Dle")
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    assert restored(terminal)


def room(terminal: Terminal, most: int) -> None:
    """Let the console's files grow to `most` bytes."""
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@pytest.mark.slow
def test_a_full_disk_keeps_what_was_typed_until_there_is_room(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    broken(
        desk, log, terminals, "",
        lambda terminal: room(terminal, 1024),
        "is full",
        lambda terminal: room(terminal, resource.RLIM_INFINITY),
    )  # fmt: skip


@pytest.mark.slow
def test_a_home_that_goes_away_is_told_and_found_again(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    here, gone = desk.home.root, desk.home.root.with_name("gone")
    broken(
        desk,
        log,
        terminals,
        "",
        lambda _: here.rename(gone),
        "are missing",
        lambda _: gone.rename(here),
    )


@pytest.mark.slow
def test_records_that_another_holds_too_long_are_told_and_saved_to_later(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    other = spoiling.Other(desk.home.database)
    broken(
        desk, log, terminals, spoiling.WAIT_BRIEFLY,
        lambda _: other.hold(to_write=True), "busy", lambda _: other.let_go(),
    )  # fmt: skip
    other.close()


def broken(
    desk: Desk,
    log: Log,
    terminals: list[Terminal],
    before: str,
    breaks: Callable[[Terminal], object],
    told: str,
    mends: Callable[[Terminal], object],
) -> None:
    """Type a note that can't be saved while the records are broken, then save it once mended."""
    reference = log().reference
    terminal = opened(terminals, desk, before)
    terminal.press(b"\r", b"How the date")
    terminal.press(b"n", b"save")
    terminal.press(b"half a sentence", b"sentence")
    breaks(terminal)
    terminal.press(b"\r")
    terminal.see(told, "half a sentence")
    mends(terminal)
    terminal.press(b"\r", b"Note added")
    assert "half a sentence" in str(case_view(desk, reference).timeline)
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    assert not desk.home.log.exists()
