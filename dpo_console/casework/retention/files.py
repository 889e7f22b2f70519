"""The files of an erased case: letters, papers, packs, drafts, copies of the records with it.

Each step may be done twice, so that a killed erasure is completed by the next.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from dpo_console.cases.records.files.kept_papers import REGISTER
from dpo_console.config import Home
from dpo_console.config.files.folders import sync
from dpo_console.config.files.inside import refuse_links
from dpo_console.letters.word.reading import words_of
from dpo_console.store.sqlite.whole_file.wiping import holds


def remove_files(home: Home, reference: str) -> None:
    """Remove every file of the home that is about a case. Raises OSError, Refused for a link."""
    for folder in (
        home.exports / reference, home.data / "packs" / reference, home.papers / reference
    ):  # fmt: skip
        refuse_links(home.root, folder)
        if folder.is_dir():
            shutil.rmtree(folder)
            sync(folder.parent)
    for file in (*_drafts(home, reference), *_copies(home, reference), *_papers(home, reference)):
        file.unlink(missing_ok=True)
        sync(file.parent)


def _drafts(home: Home, reference: str) -> Iterator[Path]:
    """Yield what anybody typed about the case and didn't save, and half-written drafts."""
    for draft in home.drafts.glob("*.json"):
        try:
            if json.loads(draft.read_bytes())["reference"] == reference:
                yield draft
        except (OSError, ValueError, KeyError, TypeError):
            yield draft  # nobody can go on with it, and it may be about the case
    yield from home.drafts.glob(".tmp-*")


def _copies(home: Home, reference: str) -> Iterator[Path]:
    """Yield the copies made before an upgrade or a move that hold the case.

    They can't be erased within.
    """
    stem = home.database.stem
    for made_for in ("layout", "moved"):
        for copy in home.backups.glob(f"{stem}-{made_for}-*.sqlite3"):
            if holds(copy, reference):
                yield copy
    yield from home.backups.glob(f".tmp-{stem}.sqlite3*")


def _papers(home: Home, reference: str) -> Iterator[Path]:
    """Yield the full registers in Word that tell of the case. They can be written again."""
    for paper in (home.exports / REGISTER).glob(f"full-{REGISTER}-*.docx"):
        try:
            if reference in words_of(paper.read_bytes()):
                yield paper
        except (OSError, ValueError):
            continue  # verify tells of a paper that can't be read
