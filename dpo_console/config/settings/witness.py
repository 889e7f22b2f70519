"""The witness: where the head of the audit log is kept, outside the records."""

from typing import Annotated, NamedTuple

from dpo_console.config.texts import whole_path


class Witness(NamedTuple):
    """The office's witness: a file, a program with its arguments that takes a line, or both."""

    file: Annotated[str, whole_path("/mnt/keep/witness.jsonl")] = ""
    command: tuple[str, ...] = ()

    @property
    def is_set(self) -> bool:
        """True if the office has a witness."""
        return bool(self.file or self.command)


NO_WITNESS = Witness()
