"""The rules of the console's own house, read from its source and its declarations."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from textual.dom import DOMNode

from dpo_console.tui.app import ConsoleApp
from dpo_console.tui.commands import Command
from dpo_console.tui.forms.form import NOTE
from dpo_console.tui.screens.case.case import CaseScreen
from dpo_console.tui.screens.disclosure.schedule import ScheduleScreen
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.help import HelpScreen
from dpo_console.tui.screens.guide import GuideScreen
from dpo_console.tui.screens.intake import TrayScreen
from dpo_console.tui.screens.letters.letter import LetterScreen
from dpo_console.tui.screens.queue.month import MonthScreen
from dpo_console.tui.screens.queue.queue import QueueScreen
from dpo_console.tui.screens.reports import RegisterScreen, StatisticsScreen
from dpo_console.tui.screens.requests.new_request import NewRequestScreen
from dpo_console.tui.screens.schools import SchoolYearScreen
from dpo_console.tui.screens.search.search_plan import SearchPlanScreen
from dpo_console.tui.screens.sharing.approval import ApprovalScreen
from dpo_console.tui.screens.sharing.data_items import DataItemsScreen
from tests.tui.every_screen import every_screen

TUI = Path(__file__).parents[2] / "dpo_console" / "tui"
SOURCES = {path.relative_to(TUI).as_posix(): path.read_text() for path in TUI.rglob("*.py")}

SCREENS: list[type[CommandScreen[object]]] = [
    QueueScreen,  # type: ignore[list-item]
    CaseScreen,  # type: ignore[list-item]
    NewRequestScreen,  # type: ignore[list-item]
    LetterScreen,  # type: ignore[list-item]
    ScheduleScreen,  # type: ignore[list-item]
    ApprovalScreen,  # type: ignore[list-item]
    DataItemsScreen,  # type: ignore[list-item]
    SearchPlanScreen,  # type: ignore[list-item]
    RegisterScreen,  # type: ignore[list-item]
    HelpScreen,  # type: ignore[list-item]
    GuideScreen,  # type: ignore[list-item]
    SchoolYearScreen,  # type: ignore[list-item]
    MonthScreen,  # type: ignore[list-item]
    StatisticsScreen,  # type: ignore[list-item]
    TrayScreen,  # type: ignore[list-item]
]

BANNED = {
    r"\bStatic\(": ("widgets/panes.py",),
    r"\bLabel\(": (),
    r"\bContent\(": (),
    r"from_markup": (),
    r"\bButton\(|\bSelect\(|\bDataTable\(": (),
    r"\bnotify\(": (),
    r"border_title|border_subtitle": (),
    r"\bText\((?!\)|\"[^\"{]*\"\))": ("draw.py", "forms/controls.py", "forms/larger_fields.py"),
    r"\bSegment\(": ("draw.py",),
    r"date\.today|datetime\.now\((?!UTC)": (),
    r"\bsqlite3\b|\bSELECT\b": (),
}


@pytest.mark.parametrize("pattern", BANNED)
def test_nothing_is_drawn_but_through_the_one_module_that_makes_it_safe(pattern: str) -> None:
    allowed = BANNED[pattern]
    found = {name for name, text in SOURCES.items() if re.search(pattern, text)}
    assert found <= set(allowed)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
class TestCommands:
    def test_each_leads_to_a_method(self, screen: type[CommandScreen[object]]) -> None:
        for command in screen.commands:
            assert callable(getattr(screen, f"action_{command.action.partition(':')[0]}"))

    def test_ids_and_keys_are_given_once(self, screen: type[CommandScreen[object]]) -> None:
        ids = Counter(command.id for command in screen.commands)
        keys = Counter(key for command in screen.commands for key in command.key.split(",") if key)
        assert [name for name, n in (ids | keys).items() if n > 1] == []

    def test_each_says_what_it_does(self, screen: type[CommandScreen[object]]) -> None:
        for command in screen.commands:
            assert command.title
            assert command.help[0].isupper()
            assert not command.help.endswith(".")

    def test_no_key_is_one_that_a_terminal_or_multiplexer_takes(
        self, screen: type[CommandScreen[object]]
    ) -> None:
        taken = {"ctrl+a", "ctrl+b", "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+q", "ctrl+s", "ctrl+z"}
        for command in screen.commands:
            keys = set(command.key.split(","))
            assert not keys & taken
            assert not any(key.startswith("alt+") for key in keys)
            alone = all(re.fullmatch(r"f\d+", key) for key in keys)
            assert not alone or command.id == "new.help"


def test_a_letter_means_the_same_on_every_screen() -> None:
    meanings: dict[str, set[str]] = {}
    for screen in SCREENS:
        for command in screen.commands:
            for key in command.key.split(","):
                meanings.setdefault(key, set()).add(command.title)
    letters = {key: titles for key, titles in meanings.items() if len(key) == 1 and key.isalpha()}
    shared = {key: titles for key, titles in letters.items() if len(titles) > 1}
    assert set(shared) <= {"q", "y"}, shared


def test_a_command_shows_the_key_that_the_officer_presses() -> None:
    assert Command("x", "question_mark,f1", "help", "Help", "help").shown_key == "?"
    assert Command("x", "G", "end", "End", "end").shown_key == "G"


def test_guide_tells_each_key_of_the_queue_and_of_a_case() -> None:
    table = (TUI.parent / "guide" / "keys.md").read_text(encoding="utf-8")
    told = {key for keys in re.findall(r"^\| (.*?) \|", table, re.M) for key in keys.split("`")}
    for screen in (QueueScreen, CaseScreen):
        for command in screen.commands:
            if command.key and not command.shown_key.isdigit():
                assert command.shown_key in told, command


def hints_beside_one_line() -> list[str]:
    """Return the hint of each declared field of one line."""
    calls = [n for s in SOURCES.values() for n in ast.walk(ast.parse(s)) if isinstance(n, ast.Call)]
    fields = [{k.arg: k.value for k in c.keywords} for c in calls if _names(c.func, "Field")]
    hints = [f["hint"] for f in fields if "hint" in f and not {"wide", "lines"} & set(f)]
    return [h.value for h in hints if isinstance(h, ast.Constant) and isinstance(h.value, str)]


def _names(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def test_every_hint_can_be_read_whole_in_80_columns_on_one_line_or_two() -> None:
    found = hints_beside_one_line()
    assert len(found) > 20
    assert [hint for hint in found if len(hint) > 2 * NOTE] == []


def test_no_key_saves_a_picture_of_the_screen_or_puts_the_console_to_sleep() -> None:
    everything: list[type[DOMNode]] = [ConsoleApp, *every_screen()]
    actions = {binding.action for one in everything for _, binding in one._merge_bindings()}
    assert actions >= {"quit", "help_quit"}
    assert not {a for a in actions if re.search("screenshot|suspend|command_palette", a)}
