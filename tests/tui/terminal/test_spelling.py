"""Drawing on terminals that can't spell all characters: no crash, and no column moves."""

import pytest
from rich.cells import cell_len

from dpo_console.text import show_line
from dpo_console.tui.terminal.driver import PLAIN, speller
from tests.hostile import CONTROL, HOSTILE

LATIN = {"LANG": "en_GB.ISO-8859-1"}
WINDOWS = {"LANG": "en_GB.CP1252"}


@pytest.mark.parametrize("environ", [LATIN, WINDOWS, {"LANG": "en_GB.US-ASCII"}])
def test_what_can_not_be_spelled_is_as_wide_as_it_was(environ: dict[str, str]) -> None:
    for text in (*HOSTILE, *CONTROL):
        shown = show_line(text)
        assert len(speller(environ)(shown)) == cell_len(shown), shown


def test_a_terminal_is_sent_what_it_can_spell() -> None:
    assert speller(LATIN)("Zoë 李 £… “x”") == b'Zo\xeb ?? \xa3~ "x"'
    assert speller(WINDOWS)("Zoë… “x”") == "Zoë… “x”".encode("cp1252")
    assert speller({"LANG": "en_GB.UTF-8"})("Zoë…") == "Zoë…".encode()


def test_under_a_locale_that_says_nothing_names_stay_and_our_own_marks_are_plain() -> None:
    assert speller({"LC_ALL": "C"})("Zoë 李… ›") == "Zoë 李~ >".encode()


def test_every_plain_mark_is_as_wide_as_what_it_stands_for() -> None:
    assert all(cell_len(mark) == len(plain) == 1 for mark, plain in PLAIN.items())
    assert all(plain.isascii() for plain in PLAIN.values())


@pytest.mark.parametrize("environ", [LATIN, {"LC_ALL": "C"}, {"LANG": "en_GB.UTF-8"}])
def test_nothing_at_all_stops_the_drawing(environ: dict[str, str]) -> None:
    everything = "".join(map(chr, (*range(0x3100), *range(0xD7F0, 0xE010), 0x10FFFF)))
    assert speller(environ)(everything)
