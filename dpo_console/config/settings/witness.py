"""The witness: where the head of the audit log is kept, outside the records."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from dpo_console.config.texts import text, whole_path
from dpo_console.toml_file import Table

_FILE = whole_path("/mnt/keep/witness.jsonl")


def _server(table: Table, key: str, default: str) -> str:
    address = text(table, key, default)
    if address and not address.startswith(("http://", "https://")):
        raise table.wrong(key, f"is {address!r}; write an address such as https://tsa.example.org.")
    return address


class Witness(NamedTuple):
    """The office's witness: a file, a program with its arguments that takes a line, or both.

    `stamps` is a time-stamping server (RFC 3161) that stamps each line of the file, and
    `stamped_by` the file with the certificates of those whose stamps count.
    """

    file: Annotated[str, _FILE] = ""
    command: tuple[str, ...] = ()
    stamps: Annotated[str, _server] = ""
    stamped_by: Annotated[str, _FILE] = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what a stamp still needs."""
        if self.stamps and not self.file:
            yield "stamps", "needs a file, where the stamps are kept."
        if self.stamps and not self.stamped_by:
            yield ("stamped_by", "is missing: name a PEM file with the server's root certificate.")

    @property
    def is_set(self) -> bool:
        """True if the office has a witness."""
        return bool(self.file or self.command)


NO_WITNESS = Witness()
