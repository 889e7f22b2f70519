"""What `files check` says of the made-up bundles."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dpo_console.cases.bundle import CheckedFile, FileToCheck
from tests.bundle.corpora.corpora import Bundle

Check = Callable[[Sequence[FileToCheck], str], Sequence[CheckedFile]]
"""Checks files, and looks for a name."""


class Judged(NamedTuple):
    """A bundle with what its check said. `found`: its leak was told, or there is none."""

    bundle: Bundle
    found: bool
    false_alarms: tuple[str, ...]


def judge(bundle: Bundle, check: Check) -> Judged:
    """Return if the leak of a bundle was told, and what was said of files that hide nothing."""
    files = [FileToCheck(name, data) for name, data in bundle.files]
    told = [
        [f"{one.name}: {f.place} {f.what}" for f in one.findings]
        for one in check(files, bundle.made.other)
    ]
    leaking = told.pop(0) if bundle.leak else []
    found = not bundle.leak or any(bundle.says in said for said in leaking)
    return Judged(bundle, found, tuple(said for one in told for said in one))
