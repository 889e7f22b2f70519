"""The table of tries and of lawful departures, as the TOML files beside this module have it."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """An entry of a file: its title, the lines typed first, and the lines that count.

    Of a try, each line of `tries` is refused with the phrase `says`. It must not print `never`.
    `prints`: it prints a list or a draft all the same.
    `way` is the way past the refusal, such as `override`, or '' if there is none.
    Of a departure, each line of `does` succeeds, and each line of `then` prints its phrase.
    """

    file: str
    title: str
    given: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()
    says: str = ""
    way: str = ""
    prints: bool = False
    never: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    then: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.file}: {self.title}"


def entries(folder: str) -> list[Entry]:
    """Return each entry of the files in a folder."""
    files = sorted((FOLDER / folder).glob("*.toml"))
    return [_entry(f.stem, title, table) for f in files for title, table in read(f).items()]


def read(file: Path) -> dict[str, dict[str, Any]]:
    """Return the tables of a TOML file, by title."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _entry(file: str, title: str, table: dict[str, Any]) -> Entry:
    values: Any = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return Entry(file, title, **values)
