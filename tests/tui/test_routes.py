"""The ways between the rooms of the console: each leads somewhere, and nobody takes another."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import Screen

from dpo_console.tui import app, routes

SCREENS = Path(routes.__file__).parent / "screens"
WAYS = {name: way for name, way in vars(routes).items() if isinstance(way, routes.Route)}


@pytest.mark.parametrize("name", WAYS)
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
