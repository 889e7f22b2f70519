"""Only the changed cells are sent, and the terminal looks as if everything had been."""

import re
from itertools import product
from random import Random

import pyte
import pytest
from rich.cells import set_cell_size

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.screens.frame import command_screen
from dpo_console.tui.terminal.cells.pen import between
from dpo_console.tui.terminal.cells.shown import BEGIN, END, ShownCells
from dpo_console.tui.terminal.cells.stops import along
from dpo_console.tui.terminal.cells.strokes import PLAIN, CellStyle, style_of
from tests.tui.conftest import Console, Log, forty
from tests.tui.terminal.twin import Emulator, TwinApp, Twins, play

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


def columned(*columns: int) -> str:
    """Return a frame whose lines differ in some columns alone."""
    lines = ["".join("ab"[line % 2] if n in columns else " " for n in range(COLUMNS))
             for line in range(LINES)]  # fmt: skip
    drawn = [f"\x1b[{number};1H{words}" for number, words in enumerate(lines, 1)]
    return "".join(drawn) + "\x1b[1;1H"


@pytest.mark.parametrize(("erases", "fills"), [(True, True), (True, False), (False, False)])
@pytest.mark.parametrize("columns", [(), (4,), (3, 9, 13, 20)])
def test_changes_look_like_the_frames_they_come_from(
    erases: bool, fills: bool, columns: tuple[int, ...]
) -> None:
    random = Random(5)
    twins = Twins((COLUMNS, LINES), erases=erases, fills=fills)
    twins.write(columned(*columns))
    assert twins.shown.pen.stops == columns
    for number in range(300):
        twins.write(drawn := frame(random))
        assert list(twins.differences()) == [], (number, drawn)
        assert len({(screen.cursor.x, screen.cursor.y) for screen in twins.screens}) == 1
        if random.random() < 0.03:
            twins.scribble()
            twins.shown.forget(COLUMNS, LINES)
            twins.write(columned(*columns))
    assert twins.sent[1] < twins.sent[0]


async def test_random_keys_leave_the_same_cells_as_whole_frames(desk: Desk, log: Log) -> None:
    for name in ("Zoë 李小龍", "ليلى حداد", "Ann Early"):
        log(requester=name, days_ago=9, summary="the reports on Tom")
    keys, whole, changes = await play(desk, seed=3, count=50)
    assert keys == 50
    assert changes < whole / 3


async def test_keys_that_change_little_send_few_bytes(
    desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_screen, "REST", 60)  # 23 more tell the place of a cursor at rest
    forty(log)
    twins = Twins((80, 24))
    async with TwinApp(desk, twins).run_test(size=(80, 24)) as pilot:
        console = Console(pilot.app, pilot)  # type: ignore[arg-type]

        async def sent(*keys: str) -> int:
            before = twins.sent[1]
            await console.press(*keys)
            return twins.sent[1] - before

        await console.rest()
        assert twins.sent[1] <= 3_000
        assert all([await sent("j") <= 190 for _ in range(5)])
        assert await sent("space") <= 300
        assert await sent("pagedown") <= 1_500
        for _ in range(2):  # the filter is made when first used, and has keys of its own
            assert await sent("slash") <= 320  # with the line of views, which gives it room
            assert await sent("escape") <= 320
        assert await sent("enter") <= 2_000  # drawn once


def shown(*, moves: bool = True, tabs: bool = True) -> ShownCells:
    found = ShownCells(erases=True, fills=False, moves=moves, tabs=tabs)
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


def test_the_columns_of_a_list_become_tab_stops() -> None:
    terminal = shown()
    terminal.forget(COLUMNS, LINES, blank=True)
    lines = "".join(f"\x1b[{n};1H   {n} Doe   {n}\x1b[0m" for n in range(1, 6))
    sent = terminal.changes(f"{lines}\x1b[1;1H")
    assert sent.startswith("\x1b[3g\r\x1b[3C\x1bH\x1b[8C\x1bH\x1b[1;4H1 Doe\t1\r\n\t2 Doe\t2")
    assert terminal.changes("\x1b[2;1H   7 Doe   8\x1b[1;1H") == "\x1b[2;4H7\t8\x1b[1H"
    terminal.forget(COLUMNS, LINES)  # as after a change of size
    assert terminal.changes("\x1b[2;1H   7\x1b[1;1H") == "\x1b[2H   7\x1b[1H"
    assert "\t" not in shown(tabs=False).changes(columned(4))


def test_the_way_along_a_line_leads_to_its_end() -> None:
    for start, end in product(range(30), range(30)):
        for stops in ((), (8, 16, 24), (3, 4, 17)):
            screen = Emulator(30, 1)
            screen.tabstops = set(stops)
            screen.cursor.x = start
            pyte.Stream(screen).feed(sent := along(start, end, stops))
            assert screen.cursor.x == end, (start, end, stops)
            assert len(sent) <= 5


def test_text_of_doubtful_width_is_sent_again_only_where_it_changes() -> None:
    terminal = shown()
    terminal.changes("\x1b[1;1HCase 1 for Li 李\x1b[1;20H│\x1b[1;1H")
    sent = terminal.changes("\x1b[1;1HCase 2 for Li 李\x1b[1;20H│\x1b[1;1H")
    assert sent == "\x1b[1;6H2\r"
    sent = terminal.changes("\x1b[1;1HCase 2 for Li 小\x1b[1;20H│\x1b[1;1H")
    assert sent == "\x1b[1;14H 小\r\x1b[19C│\r"


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


def listed(first: int, lines: int, besides: int = 0) -> str:
    """Return a frame with a list drawn below a heading, from its entry number `first` on.

    The line numbered `besides` keeps what it shows.
    """
    entries = [set_cell_size(entry(first + n), COLUMNS) for n in range(lines)]
    drawn = [f"\x1b[{n};1H{words}" for n, words in enumerate(entries, 2) if n != besides]
    return "".join(drawn) + "\x1b[1;1H"


def entry(number: int) -> str:
    """Return an entry of a list, unlike those beside it. One in 40 has a doubtful width."""
    return f"{number} {'abcdefg'[number % 7] * (number % 9 + 4)}" + " 李" * (number % 40 == 39)


def test_lines_that_scroll_are_moved_by_the_terminal_and_look_the_same() -> None:
    random, lines, first = Random(7), 20, 0
    twins = Twins((COLUMNS, lines + 2))
    twins.write(f"\x1b[1;1HCases\x1b[{lines + 2};1Henter open\x1b[1;1H")
    for _ in range(300):
        first = max(first + random.choice((-7, -1, -1, 1, 1, 1, 6, 50, 0)), 0)
        cursor = f"\x1b[{random.randrange(lines) + 2};1H\x1b[7m{'a case'.ljust(COLUMNS)}\x1b[0m"
        twins.write(
            listed(first, lines, random.randint(0, lines))
            + random.choice(("\x1b[1;1H", f"{cursor}\x1b[1;1H"))
        )
        assert list(twins.differences()) == [], first
        if random.random() < 0.05:
            twins.shown.forget(COLUMNS, lines + 2)
    assert twins.sent[1] < twins.sent[0] / 2


def test_a_list_that_scrolls_by_one_sends_its_new_line() -> None:
    terminal = shown()
    terminal.forget(COLUMNS, 10, blank=True)
    terminal.changes(listed(0, 8))
    assert (
        terminal.changes(listed(1, 8)) == f"\x1b[2;9r\x1b[2H\x1b[1M\x1b[r\x1b[9H{entry(8)}\x1b[1H"
    )
    assert (
        terminal.changes(listed(0, 8)) == f"\x1b[2;9r\x1b[2H\x1b[1L\x1b[r\x1b[2H{entry(0)}\x1b[1H"
    )


def test_a_terminal_that_moves_no_lines_is_sent_each_of_them() -> None:
    sent = [
        ShownCells(erases=True, fills=False, moves=moves, tabs=False) for moves in (True, False)
    ]
    for terminal in sent:
        terminal.forget(COLUMNS, 10, blank=True)
        terminal.changes(listed(0, 8))
    moved, drawn = (terminal.changes(listed(1, 8)) for terminal in sent)
    assert len(drawn) > 2 * len(moved)
    assert "r" not in re.findall(r"\x1b\[[\d;]*(.)", drawn)
