"""A file that a command takes in: by its path, or from stdin as -."""

from pathlib import Path

from dpo_console.cases.bundle import FileToCheck
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.own_files import STREAM, read_own_file
from dpo_console.cli.streams import read_stdin
from dpo_console.config.files.incoming import within


def incoming(desk: Desk, file: str, largest: int) -> tuple[bytes, str]:
    """Return the content of a file, and its name for messages.

    Raises NotAllowed for people who share an account and name a path. Raises BadFile if it can't be
    read or is too large, BadInput if stdin is a terminal.
    """
    if file == STREAM:
        return within(read_stdin(largest), largest, "stdin"), "stdin"
    return read_own_file(desk, file, largest), file


def given_file(desk: Desk, file: str, name: str = "") -> FileToCheck:
    """Return a file of an answer by its own name, without its folders, or another `name`.

    Raises the errors of `incoming`.
    """
    data, _ = incoming(desk, file, desk.settings.papers.largest)
    return FileToCheck(name or ("stdin" if file == STREAM else Path(file).name), data)
