"""The witness: where the head of the audit log is kept, outside the records."""

from pathlib import Path
from typing import Annotated, NamedTuple

from dpo_console.config.texts import text
from dpo_console.toml_file import Table


def _file(table: Table, key: str, default: str) -> str:
    path = text(table, key, default)
    if path and not Path(path).is_absolute():
        raise table.wrong(
            key, f"is {path!r}; write the whole path, such as /mnt/keep/witness.jsonl."
        )
    return path


class Witness(NamedTuple):
    """The office's witness: a file, a program with its arguments that takes a line, or both."""

    file: Annotated[str, _file] = ""
    command: tuple[str, ...] = ()

    @property
    def is_set(self) -> bool:
        """True if the office has a witness."""
        return bool(self.file or self.command)


NO_WITNESS = Witness()
