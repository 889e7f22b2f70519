"""The console in a real terminal: every byte that reaches it."""

import os
import re
import signal

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.view.case import case_view
from dpo_console.casework.office import drafts
from tests.hostile import HOSTILE
from tests.tui.conftest import Log, forty
from tests.tui.pty_terminal import ALLOWED, STILL, Terminal, colours, opened, restored
from tests.tui.test_hostile import storable


def test_nothing_raw_reaches_the_terminal_and_it_is_left_as_it_was(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    nasty = [name for name in HOSTILE if storable(name) and not name.isprintable()]
    for name in nasty:
        log(requester=name, subjects=(name,), summary=name)
    terminal = opened(terminals, desk)
    for keys in (b"\r", b"m", b"\x1b", b"\x1b", b"G", b"\r", b"L", b"\x1b", b"\x1b", b"/", b"x"):
        terminal.press(keys)
    terminal.press(b"\x1b")
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    rest = ALLOWED.sub(b"", terminal.output).decode()
    assert not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202e\u2066\u200b]", rest)
    assert restored(terminal)


def test_no_byte_more_is_sent_than_its_keys_need_and_idleness_sends_none(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    """Count them all, whenever they come: `test_changed_cells` counts those of each key."""
    forty(log)
    terminal = opened(terminals, desk)
    walk = ((b"jjjjj \x1b[6~", b"Pupil 25"), (b"/", b"kind:sar"), (b"\x1b", b"Closed"),
            (b"\r", b"reached"), (b"\x1b", b"Closed"))  # fmt: skip
    for keys, until in walk:
        terminal.press(keys, until)
    assert any(terminal.read(silence=STILL) == b"" for _ in range(20))
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    assert len(terminal.output) <= 10_000


SLOWLY = [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, *(pytest.param(n, marks=pytest.mark.slow) for n in SLOWLY)]
)
def test_a_console_that_is_told_to_leaves_the_terminal_as_it_was(
    desk: Desk, log: Log, terminals: list[Terminal], number: signal.Signals
) -> None:
    log()
    terminal = opened(terminals, desk)
    os.kill(terminal.pid, number)
    assert terminal.exit_code() == 128 + number
    assert restored(terminal)


def test_what_was_typed_is_kept_when_the_line_drops(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    reference = log().reference
    terminal = opened(terminals, desk)
    terminal.press(b"\r", b"reached")
    terminal.press(b"n", b"save")
    terminal.press(b"half a sentence", b"half a sentence")
    assert terminal.drop() == 128 + signal.SIGHUP
    left = drafts.find(desk, reference, f"Note on {reference}")
    assert left is not None
    assert left.values == {"text": "half a sentence"}
    assert not desk.home.log.exists()


def test_a_console_stopped_resized_and_let_go_on_is_drawn_and_left_as_ever(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    log(days_ago=9, requester="Ann Early")
    log(days_ago=3, requester="Bob Later")
    terminal = opened(terminals, desk)
    os.kill(terminal.pid, signal.SIGTSTP)
    terminal.press(b"\x1a\x1c")  # ctrl+z, and the key that makes other programs dump core
    terminal.press(b"j", b"Bob Later")
    os.kill(terminal.pid, signal.SIGSTOP)
    terminal.screen.reset()
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.see("Bob Later", "help")
    for lines, columns in ((60, 200), (5, 20), (1, 1), (24, 80)):
        terminal.resize(lines, columns)
        terminal.see("Bob Later" if columns > 50 else "")
    terminal.press(b"\r", b"reached")
    terminal.see("Bob Later")
    terminal.press(b"\x1b")
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    assert restored(terminal)


def test_a_terminal_of_another_character_set_and_without_colour(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    log(requester="Zoë 李小龍", organisation="Fenmarsh & Wetherby Children's Services Department")
    terminal = opened(terminals, desk, TERM="vt100", LC_ALL="en_GB.ISO-8859-1")
    terminal.press(b"/")
    terminal.press(b"\xa3\xa3", b"matches")
    terminal.press(b"\x1b")
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    assert b"Zo\xeb ??????" in terminal.output
    assert b"\\u" not in terminal.output
    assert colours(terminal) <= MONOCHROME


MONOCHROME = {b"", b"0", b"1", b"2", b"4", b"7", b"39", b"49"}


def test_no_color_means_none_and_the_cursor_is_still_seen(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    log(days_ago=60)
    log()
    terminal = opened(terminals, desk, NO_COLOR="1")
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    assert colours(terminal) <= MONOCHROME
    assert b"7" in colours(terminal)


def test_records_that_were_overwritten_are_told_without_a_trace(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    log(requester="Zoe Secret")
    terminal = opened(terminals, desk)
    desk.home.database.write_bytes(b"no database")
    terminal.press(b"r")
    terminal.see("is not a sound database", "restore it from a backup")
    for keys in (b"\x1b", b"q"):
        terminal.press(keys)
    assert terminal.exit_code() == 0
    assert not desk.home.log.exists()


def test_what_another_session_logs_appears_by_itself(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    log()
    terminal = opened(terminals, desk)
    log(requester="Nia Newcomer")
    terminal.read(b"Nia Newcomer")
    terminal.press(b"q")
    assert terminal.exit_code() == 0


def test_hidden_names_take_one_frame_and_show_none(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    for n in range(30):
        log(days_ago=60 - n, requester="Zaphod Mark", subjects=("Zaphod Mark",))
    terminal = opened(terminals, desk)
    assert b"Zaphod" in terminal.output
    terminal.press(b"\rn", b"enter save")
    terminal.press(b"Zaphodia")
    terminal.see("Zaphodia")  # whole: the screen follows the letters before the next keys
    for keys, until in ((b"\x0f", b"Names are hidden"), (b"Hx\r", b"")):
        assert b"Zaphod" not in terminal.press(keys, until, STILL)
    assert b"Zaphod" in terminal.press(b"\x0f", b"enter save")
    terminal.press(b"\x1b", b"y yes")
    terminal.press(b"y", b"n note")
    frames = terminal.press(b"H", b"Names hidden", STILL)
    frames += terminal.press(b"\x1b", b"enter open", STILL)
    assert b"Zaphod" not in frames
    assert len(frames) <= 6_000
    terminal.press(b"H", b"Zaphod")
    terminal.press(b"\x1b", b"N new")
    terminal.press(b"q")
    assert terminal.exit_code() == 0


def test_keys_that_come_in_one_read_reach_what_they_were_meant_for(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    reference = log().reference
    terminal = opened(terminals, desk)
    terminal.press(b"\rnexam boards wrote\r", b"Note added")
    assert case_view(desk, reference).timeline[-1].text == "exam boards wrote"
    terminal.press(b"a" + b"j\r" + b"nby the clerk\r")
    terminal.wait(lambda: case_view(desk, reference).timeline[-1].text == "by the clerk")
    assert case_view(desk, reference).row.owner == "clerk"
    terminal.press(b"\x1b", b"filter")
    terminal.press(b"N" + b"\t" * 2 + b"Ann Ahead\t\tTom Ahead\r", b"Logged.")
    logged = page(desk, Query()).rows
    assert [(row.requester, row.subjects) for row in logged if row.reference != reference] == [
        ("Ann Ahead", ("Tom Ahead",))
    ]
