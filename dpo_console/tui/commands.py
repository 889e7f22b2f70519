"""Commands, each declared once for key, key bar, palette and help.

A screen lists its commands, and `bindings` turns them into keys. Every key runs through
CommandScreen.action_run, which says why where a command can't run now.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from textual.binding import Binding, BindingType

SHOWN = {
    "escape": "esc",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "at": "@",
    "plus": "+",
    "asterisk": "*",
    "exclamation_mark": "!",
    "minus": "-",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""Written forms of keys, where the officer doesn't press the key's name."""


def always(_screen: Any) -> str:  # noqa: ANN401 - any screen: each command knows its own
    """Return '', as there is no reason against the command."""
    return ""


class Command(NamedTuple):
    """One thing an officer can do on a screen.

    `id` names the command for rebinding. `key` is one or more of Textual's key names, or '' where
    only the palette offers it. `title` is its word in the key bar, and `help` its sentence.
    `action` names the screen's method `action_<action>`, with any argument after a colon. `show`
    puts the command in the key bar, except for roles that may do none of the acts `needs`.
    `why_not` returns '' where the command can run on the given screen now, else the reason in a
    sentence.
    """

    id: str
    key: str
    title: str
    help: str
    action: str
    show: bool = False
    why_not: Callable[[Any], str] = always
    needs: str = ""

    @property
    def shown_key(self) -> str:
        """The first key, as the officer knows it."""
        first = self.key.split(",")[0]
        return SHOWN.get(first, first)


class Keymap(NamedTuple):
    """The keys that count, by command id, and a sentence for each entry that doesn't."""

    keys: Mapping[str, str] = MappingProxyType({})
    problems: tuple[str, ...] = ()

    def of(self, commands: Sequence[Command]) -> tuple[Command, ...]:
        """Return the commands with the keys that they have here."""
        if not self.keys:
            return tuple(commands)
        return tuple(c._replace(key=self.keys.get(c.id, c.key)) for c in commands)


class Choice(NamedTuple):
    """One line of a menu. `key` picks it at once. `why_not` is '' where it can be chosen."""

    value: str
    title: str
    help: str = ""
    key: str = ""
    why_not: str = ""


def bindings(commands: Sequence[Command]) -> list[BindingType]:
    """Return the keys of the commands, each under its command's id for rebinding.

    A command without a key is bound to a name that no terminal sends. An office may give it a key.
    """
    return [
        Binding(
            command.key or f"no key of {command.id}",
            f"run('{command.id}')",
            command.title,
            show=False,
            id=command.id,
        )
        for command in commands
    ]
