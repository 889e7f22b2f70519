"""A command is declared once: it serves key, key bar, palette and help.

A screen lists its commands; `bindings` turns them into keys, and every key runs through
CommandScreen.action_run, which says why where a command can't be done now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from textual.binding import Binding, BindingType

SHOWN = {
    "escape": "esc",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "plus": "+",
    "asterisk": "*",
    "exclamation_mark": "!",
    "minus": "-",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""How a key is written where its name isn't what the officer presses."""


def always(_screen: Any) -> str:  # noqa: ANN401 - any screen: each command knows its own
    """No reason against it."""
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing an officer can do on a screen.

    `id` names it for rebinding; `key` is one or more of Textual's key names, or '' where it is
    in the palette alone; `title` is its word in the key bar, `help` its sentence; `action` the
    screen's method `action_<action>`, with its argument after a colon where it takes one; `show`
    puts it in the key bar, but not for those whose role may do none of the acts `needs`; `why_not`
    gives '' when it can be done on the given screen now, else the reason in a sentence.
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


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that count, by command id, and a sentence for each wish that doesn't."""

    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def of(self, commands: Sequence[Command]) -> tuple[Command, ...]:
        """The commands with the keys that they have here."""
        if not self.keys:
            return tuple(commands)
        return tuple(replace(c, key=self.keys.get(c.id, c.key)) for c in commands)


def bindings(commands: Sequence[Command]) -> list[BindingType]:
    """The keys of the commands; each has the command's id, so that it can be rebound.

    One without a key is bound to a name that no terminal sends: an office may give it a key.
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
