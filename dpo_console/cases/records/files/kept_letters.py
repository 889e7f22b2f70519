"""Integrity of the letters' folder: every file recorded, present and unchanged."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from dpo_console.cases.records.files.kept_files import IsUnchanged, file_problems
from dpo_console.cases.records.files.kept_papers import is_as_written, is_paper
from dpo_console.cases.records.files.leftovers import MEND, is_working, letter_leftovers


def letter_problems(kept: Mapping[str, str], exports: Path) -> Iterator[str]:
    """Yield each problem below `exports`, in a sentence.

    `kept` maps the path of each recorded letter to its SHA-256. A register or report carries its
    own proof.
    """

    def known(path: str) -> IsUnchanged | None:
        ours = path in kept or is_paper(path)
        return partial(_is_as_written, path, kept.get(path)) if ours else None

    left = {str(one.path.relative_to(exports)): one.says for one in letter_leftovers(kept, exports)}
    for path, what in file_problems(exports, kept, known):
        if says := left.get(path):
            yield f"{path}: {says}, left by a process that was ended; clear it with: {MEND}"
        elif not is_working(Path(path).name):
            yield f"{path}: {what}"


def _is_as_written(path: str, sha256: str | None, data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == sha256 if sha256 else is_as_written(path, data)
