"""The files of an answer as JSON."""

from collections.abc import Iterable

from dpo_console.casework.bundle.checking import CheckedFile
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
