"""What `Annotated` may say of a field that is read from TOML: its key, its default, how it's taken.

A field is taken by a `Take`: a function of a table, a key and the default, `REQUIRED` where there
is none. It returns the value, or raises BadFile.
"""

from collections.abc import Callable, Collection
from typing import Annotated, Any

from dpo_console.toml_file import REQUIRED, Table

Take = Callable[[Table, str, Any], Any]

Choices = Collection[str] | Callable[[], Collection[str]]
"""The texts to choose from, or a function that returns them once one is read."""


class Key(str):
    """The key of a field, where it isn't the field's name."""

    __slots__ = ()


class SameAs(str):
    """The default of a field: the value of the field of this name, declared before it."""

    __slots__ = ()


def name_of(table: Table, _key: str, _default: str) -> str:
    """Return the name that the table itself has in its file."""
    return table.name


Name = Annotated[str, name_of]
"""The name of the table that a class is read from, such as a slug."""

Words = Annotated[str, Table.words]
"""Text that says something."""


def whole(least: int, most: int) -> Take:
    """Return what takes a whole number between two, both allowed."""

    def take(table: Table, key: str, default: int) -> int:
        value = table.take(key, int, default)
        if value != default and not least <= value <= most:
            raise table.wrong(key, f"is {value}, but must be {least} to {most}.")
        return value

    return take


def one_of(choices: Choices) -> Take:
    """Return what takes one of the choices."""

    def take(table: Table, key: str, default: str) -> str:
        known = tuple(_known(choices))
        value = table.one_of(key, known, default)
        return next((choice for choice in known if choice == value), value)

    return take


def some_of(
    choices: Choices, says: str = "has {name!r}, but must be of {known}.", empty: str = ""
) -> Take:
    """Return what takes a list of some of the choices.

    `says` is the sentence about a name that is no choice, `empty` the one about a list without any
    names ('' where it may be so).
    """

    def take(table: Table, key: str, default: Collection[str]) -> tuple[str, ...]:
        if default is not REQUIRED and not table.has(key):
            return tuple(default)
        known = {choice: choice for choice in _known(choices)}
        names = table.texts(key)
        if empty and not names:
            raise table.wrong(key, empty.format(known=", ".join(known)))
        for name in names:
            if name not in known:
                raise table.wrong(key, says.format(name=name, known=", ".join(known)))
        return tuple(known[name] for name in names)

    return take


def inside(name: str, take: Take) -> Take:
    """Return what takes a key of the table `name`, which holds nothing else."""

    def take_inside(table: Table, key: str, default: object) -> object:
        if not table.has(name):
            return default
        entry = table.table(name)
        value = take(entry, key, default)
        entry.done()
        return value

    return take_inside


def _known(choices: Choices) -> Collection[str]:
    return choices if isinstance(choices, Collection) else choices()
