"""Only the changed cells are sent, and the terminal looks as if everything had been."""

from itertools import product
from random import Random

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.terminal.cells.pen import between
from dpo_console.tui.terminal.cells.shown import BEGIN, END, ShownCells
from dpo_console.tui.terminal.cells.strokes import PLAIN, CellStyle, style_of
from tests.tui.conftest import Log
from tests.tui.terminal.twin import Twins, play

COLUMNS, LINES = 24, 6
CODES = ("", "0", "1", "2", "7", "4", "1;2;7", "31", "39;49", "1;91", "30;44", "44", "2;38;5;9",
         "48;2;1;2;3", "3;38;2;9;8;7;48;5;3", "9;35")  # fmt: skip
TEXTS = ("a", "Doe", " ", "   ", " " * 12, "Zoë…", "█──", "x  y", "now  then  ", "李", "e\u0301")


def stroke(random: Random) -> str:
    """Return cells drawn somewhere, as Textual writes them."""
    column, body, room = random.randrange(COLUMNS), "", COLUMNS
    room -= column
    for _ in range(random.randint(1, 5)):
        text, codes = random.choice(TEXTS)[: room // 2], random.choice(CODES)
        room -= 2 * len(text)
        body += f"\x1b[{codes}m{text}\x1b[0m" if codes else text
    return f"\x1b[{random.randint(1, LINES)};{column + 1}H{body}"


def frame(random: Random) -> str:
    """Return a frame of some strokes, with the place of the cursor at its end."""
    drawn = "".join(stroke(random) for _ in range(random.randint(1, 6)))
    return f"{drawn}\x1b[{random.randint(1, LINES)};1H"


@pytest.mark.parametrize(("erases", "fills"), [(True, True), (True, False), (False, False)])
def test_changes_look_like_the_frames_they_come_from(erases: bool, fills: bool) -> None:
    random = Random(5)
    twins = Twins((COLUMNS, LINES), erases=erases, fills=fills)
    for number in range(300):
        twins.write(drawn := frame(random))
        assert list(twins.differences()) == [], (number, drawn)
        assert len({(screen.cursor.x, screen.cursor.y) for screen in twins.screens}) == 1
        if random.random() < 0.03:
            twins.scribble()
            twins.shown.forget(COLUMNS, LINES)
            for line in range(1, LINES + 1):
                twins.write(f"\x1b[{line};1H{' ' * COLUMNS}\x1b[1;1H")
    assert twins.sent[1] < twins.sent[0]


async def test_random_keys_leave_the_same_cells_as_whole_frames(desk: Desk, log: Log) -> None:
    for name in ("Zoë 李小龍", "ليلى حداد", "Ann Early"):
        log(requester=name, days_ago=9, summary="the reports on Tom")
    keys, whole, changes = await play(desk, seed=3, count=50)
    assert keys == 50
    assert changes < whole / 3


def shown() -> ShownCells:
    found = ShownCells(erases=True, fills=False)
    found.forget(40, 2, blank=True)
    return found


def test_a_frame_that_changes_nothing_sends_nothing() -> None:
    terminal = shown()
    drawn = "\x1b[1;1HJane Doe\x1b[0m\x1b[1;1H"
    assert terminal.changes(drawn)
    assert [terminal.changes(text) for text in (BEGIN, drawn, END)] == ["", "", ""]
    assert terminal.changes("\x1b[1;1HJane Roe\x1b[1;1H") == "\x1b[1;6HR\r"
    begun = [terminal.changes(text) for text in (BEGIN, "\x1b[1;1HJune\x1b[1;1H", END)]
    assert begun == ["", f"{BEGIN}\x1b[1HJu\r", END]


def test_a_cursor_that_moves_alone_is_moved() -> None:
    terminal = shown()
    terminal.changes("\x1b[1;1HJane\x1b[1;1H")
    assert terminal.changes("\x1b[1;1HJane\x1b[2;3H") == "\x1b[2;3H"


def test_a_cell_below_is_reached_from_the_one_above() -> None:
    terminal = shown()
    sent = terminal.changes("\x1b[1;9HTom\x1b[2;9HDoe\x1b[1;1H")
    assert sent == "\x1b[1;9HTom\n\x1b[3DDoe\x1b[1H"


def test_spaces_are_erased_and_styles_not_repeated() -> None:
    terminal = shown()
    terminal.changes(f"\x1b[1;1H{'x' * 40}\x1b[1;1H")
    sent = terminal.changes(f"\x1b[1;1H\x1b[1mab\x1b[0m\x1b[1mc\x1b[0m{' ' * 37}\x1b[1;1H")
    assert sent == "\x1b[1H\x1b[1mabc\x1b[K\x1b[m\r"


def test_other_sequences_pass_and_unknown_ones_make_the_next_frame_whole() -> None:
    terminal = shown()
    drawn = "\x1b[1;1HJane\x1b[1;1H"
    first = terminal.changes(drawn)
    for harmless in ("\x1b[?25l", "\x1b]52;c;SmFuZQ==\x07"):
        assert terminal.changes(harmless) == harmless
        assert terminal.changes(drawn) == ""
    assert terminal.changes("\x1b[2J") == "\x1b[2J"
    assert terminal.changes(drawn) == first


def test_codes_between_two_styles_lead_from_one_to_the_other() -> None:
    styles = [style for codes in CODES if (style := style_of(codes)) is not None]
    assert len(styles) == len(CODES)
    for before, after in product(styles, styles):
        start = [*before.attributes, *filter(None, before[1:])]
        codes = between(before, after).removeprefix("\x1b[").removesuffix("m")
        assert (codes == "") is (before == after or after == PLAIN)
        assert style_of(";".join([*start, codes]) if before != after else ";".join(start)) == after


def test_a_code_that_is_unknown_is_no_style() -> None:
    assert style_of("4:3") is None
    assert style_of("0") is PLAIN
    assert style_of("1;31") == CellStyle(frozenset("1"), "31")
