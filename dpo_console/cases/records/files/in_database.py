"""Integrity of the files that records in a database hold: letters and papers, by their hashes."""

from collections.abc import Iterator, Mapping

from dpo_console.cases.papers.files import place_of
from dpo_console.store import kept_files
from dpo_console.store.asking import Ask
from dpo_console.store.audit.settings import files_told
from dpo_console.store.kept_files import LETTERS, PAPERS
from dpo_console.store.reads.papers import KeptPaper


def letters_in_database(ask: Ask, hashes: Mapping[str, str]) -> Iterator[str]:
    """Yield each problem of the letters, in a sentence. `hashes` has each by its path."""
    yield from _office_files(ask)
    yield from _problems(ask, LETTERS, {f"{LETTERS}{path}": sha for path, sha in hashes.items()})
    for reference in kept_files.of_erased(ask):
        yield f"{reference}: it was erased, and the database holds a file of it"


def papers_in_database(ask: Ask, kept: tuple[KeptPaper, ...]) -> Iterator[str]:
    """Yield each problem of the papers, in a sentence."""
    places = {place_of(one.reference, one.sha256).as_posix(): one.sha256 for one in kept}
    yield from _problems(ask, PAPERS, {f"{PAPERS}{place}": sha for place, sha in places.items()})


def _office_files(ask: Ask) -> Iterator[str]:
    """Yield each file of the office that isn't the one that the log told last."""
    there = kept_files.office_files(ask)
    for path, sha256 in sorted(files_told(ask).items()):
        if path not in there or there[path].sha256 != sha256:
            yield f"{path}: it was changed in the database, and the log doesn't tell it"
    for path in kept_files.damaged(ask, "data/"):
        if kept_files.is_office_file(path):
            yield f"{path}: the file in the database was changed after it was saved"


def _problems(ask: Ask, folder: str, due: Mapping[str, str]) -> Iterator[str]:
    there = kept_files.files_below(ask, folder)
    damaged = set(kept_files.damaged(ask, folder))
    for path, sha256 in sorted(due.items()):
        if path not in there:
            yield f"{path}: the database doesn't hold this file"
        elif there[path].sha256 != sha256 or path in damaged:
            yield f"{path}: the file in the database was changed after it was written"
