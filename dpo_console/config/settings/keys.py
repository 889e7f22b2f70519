"""The keys that an office gives to the console's commands, under [keys] in data/dpo.toml."""

from collections.abc import Iterator, Mapping

from dpo_console.toml_file import Table


def read_keys(table: Table, key: str, _default: Mapping[str, str]) -> Mapping[str, str]:
    """Return command ids with their keys, as typed; `a.b = "x"` and `"a.b" = "x"` are one.

    The console knows which commands and keys there are. Raises BadFile for what is no text.
    """
    return dict(_flat(table.table(key))) if table.has(key) else {}


def _flat(table: Table, before: str = "") -> Iterator[tuple[str, str]]:
    for name in table.names():
        if table.is_table(name):
            yield from _flat(table.table(name), f"{before}{name}.")
        else:
            yield f"{before}{name}", table.take(name, str)
