"""The office's own keys for the console's commands, checked before any of them counts.

Textual drops a clashing key silently. Here the officer is told, and that command keeps its key.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pkgutil import walk_packages
from string import punctuation
from typing import Any

from textual.binding import Binding
from textual.keys import Keys

from dpo_console.cases.office.desk import Desk
from dpo_console.config.files.toml_lines import shown_place
from dpo_console.tui import screens
from dpo_console.tui.commands import SHOWN, Command, Keymap
from dpo_console.tui.screens.frame.command_screen import CommandScreen

Screens = Sequence[type[CommandScreen[Any]]]

MOVES = frozenset(
    ("j", "k", "g", "G", "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
     "ctrl+d", "ctrl+u")
)  # fmt: skip
"""Keys that move lists and columns of words. A command on one would never be reached."""

TAKEN = frozenset(
    ("ctrl+a", "ctrl+b", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+q", "ctrl+s", "ctrl+z",
     "ctrl+c")
)  # fmt: skip
"""Keys that terminals and multiplexers take for themselves, or read as other keys."""


def keymap(desk: Desk) -> Keymap:
    """Return the keys that an office sets, checked on every screen."""
    keys, refused = resolve(desk.settings.keys, every_screen())
    path = desk.home.settings
    told = (f"{shown_place(path, f'keys.{name}')}: {why}" for name, why in refused)
    return Keymap(keys, tuple(told))


def every_screen() -> Screens:
    """Return every screen of the console that has commands."""
    for module in walk_packages(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    return [screen for screen in _below(CommandScreen) if "commands" in vars(screen)]


def _below(screen: type[CommandScreen[Any]]) -> Iterator[type[CommandScreen[Any]]]:
    for lower in screen.__subclasses__():
        yield lower
        yield from _below(lower)


def resolve(
    wishes: Mapping[str, str], screens: Screens
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the wishes that can be granted, in Textual's spelling, and the others with reasons.

    The reasons come in the order of the wishes. Of two that clash, the later one is refused. A key
    is free where its own command gives it up too.
    """
    known = {command.id: command for screen in screens for command in screen.commands}
    granted: dict[str, str] = {}
    refused = []
    for name, typed in wishes.items():
        keys = [key_name(key) for key in typed.split(",")]
        if why := _unknown(name, known) or _no_keys(name, typed, keys, known, screens):
            refused.append((name, why))
        else:
            granted[name] = ",".join(keys)
    while clash := _first_clash(granted, screens):
        refused.append(clash)
        del granted[clash[0]]
    order = list(wishes)
    return granted, sorted(refused, key=lambda one: order.index(one[0]))


def key_name(typed: str) -> str:
    """Return a key as Textual names it (`?` is question_mark, `esc` escape), or ''."""
    typed = typed.strip()
    if not typed:
        return ""
    if typed in SHOWN.values() and len(typed) > 1:
        return next(name for name, shown in SHOWN.items() if shown == typed)
    [binding] = Binding.make_bindings([Binding(typed, "")])
    return binding.key


def _unknown(name: str, known: Mapping[str, Command]) -> str:
    if name in known:
        return ""
    near = get_close_matches(name, known, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"there is no command {name}.{hint} The line does nothing."


def _no_keys(
    name: str, typed: str, keys: Sequence[str], known: Mapping[str, Command], screens: Screens
) -> str:
    """Return why the keys can't be those of the command, or ''."""
    command, own = known[name], set(known[name].key.split(","))
    keeps = _keeps(command)
    for key in keys:
        if key in TAKEN - own or key.startswith("alt+"):
            return f"{key} never gets to the console: terminals keep it. {keeps}"
        if not _is_key(key):
            return (
                f"{typed!r} is no key; write a character, or such as ctrl+n, space or f5. {keeps}"
            )
        if key in MOVES - own:
            return f"{shown(key)} moves in every list. {keeps}"
        typing = any(s.types for s in screens if command in s.commands)
        if typing and len(key) == 1:
            return f"{key} is typed into the fields of that screen. {keeps}"
    return ""


def _is_key(key: str) -> bool:
    signs = {key_name(sign) for sign in punctuation if sign != ","} | {"comma"}
    named = {name.value for name in Keys}
    return key in named or key in signs or (len(key) == 1 and key.isprintable())


def _first_clash(granted: Mapping[str, str], screens: Screens) -> tuple[str, str] | None:
    """Return the last wish that clashes with another command's key on a screen, and why."""
    for name in reversed(list(granted)):
        for screen in screens:
            mine = next((c for c in screen.commands if c.id == name), None)
            other, key = _same_key(name, granted, screen.commands) if mine else (None, "")
            if mine and other:
                return name, (
                    f"{shown(key)} is the key of “{other.title}” ({other.id}) on the same screen. "
                    f"{_keeps(mine)}"
                )
    return None


def _same_key(
    name: str, granted: Mapping[str, str], commands: Sequence[Command]
) -> tuple[Command | None, str]:
    """Return another command with one of the keys granted to this one, and the key."""
    wanted = granted[name].split(",")
    for other in commands:
        if other.id != name:
            there = granted.get(other.id, other.key).split(",")
            if both := [key for key in wanted if key in there]:
                return other, both[0]
    return None, ""


def _keeps(command: Command) -> str:
    if not command.key:
        return f"{command.id} has no key."
    return f"{command.id} keeps {command.shown_key}."


def shown(key: str) -> str:
    """Return a key as it is written for people."""
    return SHOWN.get(key, key)
