"""Integrity of the papers kept with cases: every file recorded, present and unchanged."""

import hashlib
from collections.abc import Iterator
from functools import partial

from dpo_console.cases.papers.files import TEMPORARY, is_being_written, place_of
from dpo_console.cases.records.files.kept_files import IsUnchanged, file_problems
from dpo_console.config import Home
from dpo_console.store.reads.papers import KeptPaper

LEFT = "a process was killed as it kept this file; run verify with an account that may write"


def paper_problems(kept: tuple[KeptPaper, ...], home: Home) -> Iterator[str]:
    """Yield each problem of the papers' files, in a sentence that names case and number."""
    by_path = {place_of(one.reference, one.sha256).as_posix(): one for one in kept}

    def known(path: str) -> IsUnchanged | None:
        return partial(_is, by_path[path].sha256) if path in by_path else None

    for path, what in file_problems(home.papers, by_path, known):
        if one := by_path.get(path):
            yield f"{one.reference}, paper {one.number} (data/papers/{path}): {what}"
        elif not path.rpartition("/")[2].startswith(TEMPORARY):
            yield f"data/papers/{path}: {what}"
        elif not is_being_written(home.papers / path):
            yield f"data/papers/{path}: {LEFT}"


def _is(sha256: str, data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == sha256
