"""The files of an answer as JSON."""

from collections.abc import Iterable

from dpo_console.cases.bundle.reading import CheckedFile
from dpo_console.cases.papers.answer_files import AnswerFile
from dpo_console.cli.pages.values import Json, picked


def checked_files(checked: Iterable[CheckedFile]) -> list[Json]:
    """Return what was found in each file."""
    return [
        picked(one, "name sha256")
        | picked(one.read, "sort pages")
        | {"findings": [picked(finding, "place what") for finding in one.findings]}
        | picked(one.read, "unread")
        | picked(one, "passed")
        for one in checked
    ]


def files_of_answer(files: Iterable[AnswerFile]) -> list[Json]:
    """Return the files that go with an answer."""
    return [picked(file, "name sha256 pages state") for file in files]
