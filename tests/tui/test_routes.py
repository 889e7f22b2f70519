"""What the console imports later: the rooms behind its routes, and what saves and reads."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from textual.screen import Screen

from dpo_console.tui import app, routes
from tests.each import each

TUI = Path(routes.__file__).parent
SCREENS = TUI / "screens"
WAYS = {name: way for name, way in vars(routes).items() if isinstance(way, routes.Route)}


@each(name=WAYS)
def test_a_route_leads_to_a_screen_or_a_function(name: str) -> None:
    found = WAYS[name].load()
    assert callable(found)
    if isinstance(found, type) and name != "BULK_ACTS":
        assert issubclass(found, Screen)


def test_every_module_loaded_ahead_of_its_key_exists() -> None:
    for name in (*app.BROWSED, *app.SAVED):
        assert import_module(name).__name__ == name


def test_no_screen_imports_another_room_inside_a_function() -> None:
    found = []
    for file in SCREENS.rglob("*.py"):
        room = f"{routes.ROOMS}.{file.parent.name}."
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                found += [
                    f"{file.name}: {node.module}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.ImportFrom)
                    and f"{node.module}.".startswith(f"{routes.ROOMS}.")
                    and not f"{node.module}.".startswith(room)
                ]
    assert found == []


def test_what_is_imported_later_exists_and_lies_below_the_console() -> None:
    sources = (file.read_text(encoding="utf-8") for file in TUI.rglob("*.py"))
    named = {name for text in sources for name in re.findall(r' = later\("(.+?)"\)', text)}
    assert len(named) > 10
    for name in named:
        below = ("dpo_console.cases.", "dpo_console.casework.", "dpo_console.letters.")
        of_acts = "dpo_console.tui.screens.case."  # what an act needs once it begins
        assert name.startswith((*below, of_acts)) or not name.startswith("dpo_console.")
        assert import_module(name).__name__ == name


def test_no_way_waits_for_the_tables() -> None:
    program = (
        "import sys\n"
        "from dpo_console.tui import routes\n"
        "slow = {'sqlmodel', 'sqlalchemy', 'pydantic', 'docx'}\n"
        "for way in list(vars(routes).values()):\n"
        "    if isinstance(way, routes.Route):\n"
        "        way.load()\n"
        "print(*sorted(slow & sys.modules.keys()))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
