"""The files of an answer as JSON."""

from collections.abc import Iterable

from dpo_console.cases.bundle.reading import CheckedFile
from dpo_console.cases.papers.answer_files import AnswerFile
from dpo_console.cli.as_json.values import Json


def checked_files(checked: Iterable[CheckedFile]) -> list[Json]:
    """Return what was found in each file."""
    return [
        {
            "name": one.name,
            "sha256": one.sha256,
            "sort": one.read.sort,
            "pages": one.read.pages,
            "findings": [{"place": f.place, "what": f.what} for f in one.findings],
            "unread": list(one.read.unread),
            "passed": one.passed,
        }
        for one in checked
    ]


def files_of_answer(files: Iterable[AnswerFile]) -> list[Json]:
    """Return the files that go with an answer."""
    return [{"name": f.name, "sha256": f.sha256, "pages": f.pages, "state": f.state} for f in files]
