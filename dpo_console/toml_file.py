"""Read our TOML files strictly: an unknown key, a missing one or a wrong type is refused."""

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from dpo_console.errors import BadFile
from dpo_console.text import show_line

T = TypeVar("T")

REQUIRED: Any = object()
"""The default of a key that must be there."""

_TYPE_NAMES = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date such as 2026-02-05",
    list: "a list in [ ]",
    dict: "a table",
}


class Table:
    """One table of a file. Take what it should hold, then call `done` to refuse anything else."""

    def __init__(
        self,
        path: Path,
        where: str,
        values: Mapping[str, Any],
        name: str = "",
        noted: list[BadFile] | None = None,
    ) -> None:
        """`where`: the dotted place of this table in the file, '' at the top; `name`: its key.

        The first fault of a file ends its reading. With a list `noted`, reading goes on, and every
        fault stands there.
        """
        self.path = path
        self.where = where
        self.name = name
        self.noted = noted
        self._values = dict(values)

    def wrong(self, key: str, what: str) -> BadFile:
        """Return the error for one key of this table."""
        place = f"{self.where}.{key}" if self.where else key
        return BadFile(self.path, f"key {place}", what)

    def attempt(self, take: Callable[..., T], default: T, *arguments: object) -> T:
        """Return what `take` returns, or the default once its fault is noted. Raises BadFile."""
        if self.noted is None:
            return take(*arguments)
        try:
            return take(*arguments)
        except BadFile as fault:
            self.tell(fault)
            return default

    def tell(self, fault: BadFile) -> None:
        """Note a fault where faults are noted, else raise it."""
        if self.noted is None:
            raise fault
        if fault not in self.noted:
            self.noted.append(fault)

    def take(self, key: str, kind: type[T], default: T = REQUIRED) -> T:
        """Return the value of `key`, which must be of this type. Raises BadFile."""
        if key not in self._values:
            if default is REQUIRED:
                raise self.wrong(key, f"is missing; it must be {_TYPE_NAMES[kind]}.")
            return default
        value = self._values.pop(key)
        if type(value) is not kind:
            shown = show_line(repr(value), 60)
            raise self.wrong(key, f"is {shown}, but must be {_TYPE_NAMES[kind]}.")
        return value

    def words(self, key: str, default: str = REQUIRED) -> str:
        """Text that says something. Raises BadFile where it is blank."""
        value = self.take(key, str, default)
        if not value.strip() and value is not default:
            raise self.wrong(key, "is empty. Fill it in, or leave the key out if that is allowed.")
        return value

    def one_of(self, key: str, choices: tuple[str, ...], default: str = REQUIRED) -> str:
        """Text that must be one of the choices. Raises BadFile."""
        value = self.take(key, str, default)
        if value not in choices and value is not default:
            shown = show_line(value, 60)
            raise self.wrong(key, f"is {shown!r}, but must be one of {', '.join(choices)}.")
        return value

    def texts(self, key: str, default: tuple[str, ...] = REQUIRED) -> tuple[str, ...]:
        """Return a list of texts. Raises BadFile."""
        if key not in self._values and default is not REQUIRED:
            return default
        values = self.take(key, list)
        if not all(type(value) is str for value in values):
            raise self.wrong(key, "must be a list of texts in quotes.")
        return tuple(values)

    def table(self, key: str) -> "Table":
        """Return the table under `key`. Raises BadFile."""
        where = f"{self.where}.{key}" if self.where else key
        return Table(self.path, where, self.take(key, dict), key, self.noted)

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return the list of tables under `key`, or () if there is none. Raises BadFile."""
        values = self.take(key, list, [])
        where = f"{self.where}.{key}" if self.where else key
        if not all(type(value) is dict for value in values):
            raise self.wrong(key, "must be a list of tables.")
        return tuple(
            Table(self.path, f"{where}[{number}]", value, noted=self.noted)
            for number, value in enumerate(values, 1)
        )

    def mapping(self, key: str) -> dict[str, str]:
        """Return a table of texts under `key`, or an empty one. Raises BadFile."""
        values = self.take(key, dict, {})
        for name, value in values.items():
            if type(value) is not str:
                raise self.wrong(f"{key}.{name}", "must be text in quotes.")
        return values

    def forget(self, keys: Iterable[str]) -> list[str]:
        """Drop each of these dotted keys, and return those that were there."""
        found = []
        for key in keys:
            within, _, name = key.rpartition(".")
            values = self._values.get(within) if within else self._values
            if isinstance(values, dict) and name in values:
                del values[name]
                found.append(key)
        return found

    def has(self, key: str) -> bool:
        """Whether `key` is there and was not taken yet."""
        return key in self._values

    def is_list(self, key: str) -> bool:
        """Whether `key` holds a list."""
        return type(self._values.get(key)) is list

    def is_table(self, key: str) -> bool:
        """Whether `key` holds a table."""
        return type(self._values.get(key)) is dict

    def names(self) -> tuple[str, ...]:
        """Return the keys that were not taken yet."""
        return tuple(self._values)

    def done(self) -> None:
        """Refuse whatever was not taken. Raises BadFile."""
        for key in self._values:
            self.tell(self.wrong(key, "is not a key that belongs here. Is it misspelt?"))


def read_toml(path: Path, noted: list[BadFile] | None = None) -> Table:
    """Return the top table of a TOML file. Raises BadFile if it can't be read.

    The faults found in its tables stand in `noted` if that is given.
    """
    return toml_table(path, toml_text(path, toml_bytes(path)), noted)


def toml_bytes(path: Path) -> bytes:
    """Return the content of a TOML file. Raises BadFile if it can't be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise BadFile(path, "", f"can't be read ({why}).") from problem


def toml_text(path: Path, content: bytes) -> str:
    """Return the text of a TOML file with its own line ends. Raises BadFile if it isn't UTF-8.

    It leaves out the mark that some editors on Windows put first.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        what = "is no text in UTF-8. Save it in that encoding."
        raise BadFile(path, f"line {line}", what) from problem


def lines_of(path: Path) -> list[str]:
    """Return the lines of a TOML file read before, or none if it can't be read again."""
    try:
        return toml_text(path, path.read_bytes()).splitlines()
    except (OSError, BadFile):
        return []


_TWICE = r"Cannot declare \('(.*)',\) twice"
"""How tomllib says that a table stands in a file a second time."""


def _plainly(what: str) -> str:
    """Return what tomllib found wrong, in plain words for what people get wrong most."""
    if twice := re.fullmatch(_TWICE, what):
        return f"there is a second [{twice[1]}]. Put its lines below the first one"
    return "a quotation mark is missing" if what == r"Illegal character '\n'" else what


_AT = r"(.*) \(at (line \d+, column \d+)\)"
"""How tomllib says what is wrong, and where. It has both apart only from Python 3.14 on."""


def toml_table(path: Path, text: str, noted: list[BadFile] | None = None) -> Table:
    """Return the top table of TOML text that is, or would be, at `path`. Raises BadFile."""
    try:
        return Table(path, "", tomllib.loads(text), noted=noted)
    except tomllib.TOMLDecodeError as error:
        told = re.fullmatch(_AT, str(error))
        what, where = told.groups() if told else (str(error), "")
        raise BadFile(path, where, f"is not valid TOML: {_plainly(what)}.") from error
    except (RecursionError, ValueError) as error:  # what Python's own limits refuse
        what = "is not valid TOML: it is nested too deep, or a number is too long."
        raise BadFile(path, "", what) from error
