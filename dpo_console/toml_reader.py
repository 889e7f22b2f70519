"""Fill a frozen class from a TOML table, as the annotations of its fields say.

A field takes the key of its own name. Its annotation says what the key holds: `str`, `int`, `bool`,
`date`, a StrEnum or a `Literal`, a tuple or frozenset of texts or choices, another class for a
table, a tuple of a class for a list of tables, and a `Mapping` for a table with any names. A field
with a default, and one that may be None, may be left out. So may a list of tables and a table of
texts, which are then empty. `Annotated` says more, in the words of toml_marks.

A class may have a method `faults`, which yields a key and a sentence for each thing that is wrong
with its values together. Annotations must be real types: no `from __future__ import annotations`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from dpo_console.toml_file import REQUIRED, Table
from dpo_console.toml_marks import Key, SameAs, Take, one_of, some_of

T = TypeVar("T")

_Step = tuple[str, str, Take, Any]
"""One field of a class: its name, the key that it takes, how, and its default."""


def read(kind: Callable[..., T], table: Table, like: T | None = None, /, **given: object) -> T:
    """Return the class filled from its table, apart from the fields that are `given`.

    Where it is `like` another, only what differs need be said. Raises BadFile where a key is
    missing, unknown or of the wrong type, or where the class finds a fault. A table that notes its
    faults is read to its end first.
    """
    before = len(table.noted or ())
    values = dict(given)
    for field, key, take, default in _steps(kind, *given):
        if like is not None:
            default = getattr(like, field)
        elif type(default) is SameAs:
            default = values[default]
        values[field] = table.attempt(take, default, table, key, default)
    table.done()
    _stop(table, before)
    filled = kind(**values)
    for key, what in getattr(filled, "faults", tuple)():
        table.tell(table.wrong(key, what))
    _stop(table, before)
    return filled


def _stop(table: Table, before: int) -> None:
    """Raise the first fault noted since there were so many `before`."""
    if table.noted and len(table.noted) > before:
        raise table.noted[before]


def read_all(kind: Callable[..., T], entries: Iterable[Table], **given: object) -> tuple[T, ...]:
    """Return the class filled from each table, apart from those whose faults are noted.

    Raises BadFile.
    """
    nothing: Any = None
    found = [entry.attempt(partial(read, kind, entry, **given), nothing) for entry in entries]
    return tuple(one for one in found if one is not None)


def read_each(kind: Callable[..., T], table: Table) -> dict[str, T]:
    """Return the class filled from each table inside this one, by name. Raises BadFile."""
    return {name: read(kind, table.table(name)) for name in table.names()}


@cache
def _steps(kind: type, *given: str) -> tuple[_Step, ...]:
    return tuple(_step(*field) for field in _fields(kind) if field[0] not in given)


def _fields(kind: type) -> Iterator[tuple[str, object, object]]:
    """Yield each field of a class: its name, its annotation and its default."""
    if not is_dataclass(kind):  # a NamedTuple
        defaults = vars(kind)["_field_defaults"]
        for name, annotation in kind.__annotations__.items():
            yield name, annotation, defaults.get(name, REQUIRED)
        return
    for field in fields(kind):
        made = field.default_factory
        default = field.default if made is MISSING else made()
        yield field.name, field.type, REQUIRED if default is MISSING else default


def _step(field: str, annotation: object, default: object) -> _Step:
    marks = getattr(annotation, "__metadata__", ())
    key = next((mark for mark in marks if isinstance(mark, Key)), field)
    same = next((mark for mark in marks if isinstance(mark, SameAs)), default)
    return field, key, _take(annotation), same


def _take(annotation: Any) -> Take:  # noqa: ANN401 - an annotation may be anything
    """Return what takes a value as an annotation says."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return next((mark for mark in inside[1:] if callable(mark)), None) or _take(inside[0])
    if origin in _WITH_INSIDE:
        return _WITH_INSIDE[origin](*inside)
    if annotation in (str, int, bool, date):
        return lambda table, key, default: table.take(key, annotation, default)
    if issubclass(annotation, StrEnum):
        return one_of(tuple(annotation))
    return partial(_take_table, annotation)


def _take_table(kind: type, table: Table, key: str, default: object) -> object:
    if default is not REQUIRED and not table.has(key):
        return default
    return read(kind, table.table(key), None if default is REQUIRED else default)


def _optional(*inside: type) -> Take:
    """Return what takes a value that may be left out, which is then None."""
    take = _take(next(part for part in inside if part is not NoneType))

    def take_or_none(table: Table, key: str, default: object) -> object:
        if table.has(key):
            return take(table, key, REQUIRED)
        return None if default is REQUIRED else default

    return take_or_none


def _several(made: Callable[[Any], object], item: type, *_: object) -> Take:
    """Return what takes a list: of texts, of choices, or of tables."""
    if item is str:
        return lambda table, key, default: made(table.texts(key, default))
    choices = get_args(item) or (tuple(item) if issubclass(item, StrEnum) else ())
    if choices:
        choose = some_of(choices)
        return lambda table, key, default: made(choose(table, key, default))
    return lambda table, key, _: made(read_all(item, table.tables(key)))


def _mapping(_: object, item: type) -> Take:
    """Return what takes a table with any names, all of one kind."""
    if item is str:
        return lambda table, key, _: table.mapping(key)
    take = _take(item)

    def take_each(table: Table, key: str, default: object) -> object:
        if default is not REQUIRED and not table.has(key):
            return default
        inside = table.table(key)
        return {name: take(inside, name, REQUIRED) for name in inside.names()}

    return take_each


_WITH_INSIDE: Mapping[Any, Callable[..., Take]] = {
    UnionType: _optional,
    Union: _optional,  # of an Annotated
    tuple: partial(_several, tuple),
    frozenset: partial(_several, frozenset),
    Mapping: _mapping,
    Literal: lambda *choices: one_of(choices),
}
"""What takes a value of an annotation that has others inside it."""
