"""An example of every field, for an officer who writes a wording and for the checks of one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from dpo_console.letters.letter import Rows, Value
from dpo_console.letters.wording.fields import FIELDS
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import one_of
from dpo_console.toml_reader import read

FILE = Path(__file__).with_name("examples.toml")


def _cells(table: Table, key: str, _default: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, row)) for row in table.take(key, list))


class _ExampleTable(NamedTuple):
    """The example of a field that is a table."""

    field: Annotated[str, one_of(FIELDS)]
    header: tuple[str, ...]
    rows: Annotated[tuple[tuple[str, ...], ...], _cells]


@cache
def examples() -> Mapping[str, Value]:
    """Return an example of every field, by name. Raises BadFile."""
    top = read_toml(FILE)
    found: dict[str, Value] = {**top.mapping("field")}
    for table in (read(_ExampleTable, entry) for entry in top.tables("table")):
        found[table.field] = Rows(table.header, table.rows)
    top.done()
    for name in found.keys() ^ FIELDS.keys():
        raise top.wrong(f"field.{name}", "each field has one example, and each example a field.")
    return found
