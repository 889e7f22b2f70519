"""Integrity of the letters' folder: every file recorded, present and unchanged."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from dpo_console.cases.records.kept_files import IsUnchanged, file_problems
from dpo_console.cases.records.kept_papers import is_as_written, is_paper


def letter_problems(kept: Mapping[str, str], exports: Path) -> Iterator[str]:
    """Yield each problem below `exports`, in a sentence.

    `kept` maps the path of each recorded letter to its SHA-256. A register or report carries its
    own proof.
    """

    def known(path: str) -> IsUnchanged | None:
        ours = path in kept or is_paper(path)
        return partial(_is_as_written, path, kept.get(path)) if ours else None

    return (f"{path}: {what}" for path, what in file_problems(exports, kept, known))


def _is_as_written(path: str, sha256: str | None, data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == sha256 if sha256 else is_as_written(path, data)
