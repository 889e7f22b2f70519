"""Private names of Textual: each listed here, used in one room, and there in the pinned version."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from dpo_console import tui
from tests.each import each

TUI = Path(tui.__file__).parent
FILES = sorted(TUI.rglob("*.py"))

PRIVATE = {
    "_app": "textual.driver",
    "_batch_count": "textual.app",
    "_close_messages_no_wait": "textual.message_pump",
    "_compositor": "textual.screen",
    "_compositor_refresh": "textual.screen",
    "_dirty_regions": "textual._compositor",
    "_dirty_widgets": "textual.screen",
    "_disable_notifications": "textual.app",
    "_disable_tooltips": "textual.app",
    "_driver": "textual.app",
    "_exception": "textual.app",
    "_exit": "textual.app",
    "_exit_renderables": "textual.app",
    "_fatal_error": "textual.app",
    "_file": "textual.drivers.linux_driver",
    "_get_terminal_size": "textual.drivers.linux_driver",
    "_handle_exception": "textual.app",
    "_layout_required": "textual.widget",
    "_on_timer_update": "textual.screen",
    "_query_in_band_window_resize": "textual.drivers.linux_driver",
    "_repaint_required": "textual.widget",
    "_return_code": "textual.app",
    "_run_input_thread": "textual.drivers.linux_driver",
    "_sequence_to_key_events": "textual._xterm_parser",
    "_sigcont_application": "textual.drivers.linux_driver",
    "_value": "textual.widgets._input",
    "_variables": "textual.css.stylesheet",
    "_writer_thread": "textual.drivers.linux_driver",
    "_xterm_parser": "textual._xterm_parser",
}
"""The private names in use, each with the module of Textual that has it."""

PUBLIC = {"_replace", "_asdict"}
"""Names of named tuples, which only look private."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def private_names(file: Path) -> set[str]:
    """Return the private names of Textual that a module uses, overrides or imports."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    own = set(named_here(tree))
    found = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.")
        for part in (node.module or "").split(".")
        if is_private(part)
    }
    found |= {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and is_private(node.attr)
        and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
        and node.attr not in own
    }
    parts = file.relative_to(TUI.parent).with_suffix("").parts
    module = import_module(".".join(("dpo_console", *parts)).removesuffix(".__init__"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found |= set(named_here(node)) & names_of_textual(getattr(module, node.name))
    return found


def named_here(tree: ast.AST) -> Iterator[str]:
    """Yield the private methods and attributes of `self` in a module or a class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and is_private(node.name):
            yield node.name
        elif (
            isinstance(node, ast.Attribute)
            and is_private(node.attr)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
        ):
            yield node.attr


def names_of_textual(kind: type) -> set[str]:
    """Return the private names of the classes of Textual that a class stands on."""
    bases = [one for one in kind.__mro__ if one.__module__.startswith("textual.")]
    return {name for base in bases for name in names_in(base)}


@cache
def names_in(base: type) -> frozenset[str]:
    """Return the private names that one class of Textual has or sets."""
    return frozenset((*vars(base), *re.findall(r"self\.(_\w+)", inspect.getsource(base))))


def in_the_room(file: Path) -> bool:
    return file.relative_to(TUI).parts[0] == "terminal"


def test_only_the_room_of_the_terminal_uses_private_names_of_textual() -> None:
    found = {
        (file.relative_to(TUI).as_posix(), name)
        for file in FILES
        if not in_the_room(file)
        for name in private_names(file)
    }
    assert found == set()


def test_each_private_name_in_use_is_listed() -> None:
    found = {name for file in FILES if in_the_room(file) for name in private_names(file)}
    assert found == set(PRIVATE)


@each(name=PRIVATE)
def test_a_private_name_is_there_in_the_pinned_textual(name: str) -> None:
    module = import_module(PRIVATE[name])
    assert name in PRIVATE[name] or re.search(rf"\b{name}\b", inspect.getsource(module))
