"""This machine's copy of the files that the office itself writes.

Where the records are in a database, its files count, and a home holds a copy of them. The copy is
compared on each opening and in an open console. A file that was edited by hand never counts: it is
put aside, and the officer is told.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from dpo_console.config import Home
from dpo_console.config.files.folders import make_private, refuse_links, replace_file
from dpo_console.config.settings.settings_file import apart, together
from dpo_console.errors import BadFile, Refused
from dpo_console.store import kept_files
from dpo_console.store.asking import Ask, Row
from dpo_console.store.database import Database
from dpo_console.store.kept_files import SETTINGS, hash_of
from dpo_console.toml_file import toml_bytes, toml_text

ASIDE = ".before-records-"
"""The middle of the name of a file that was put aside. An erasure looks through such copies."""


class Followed(NamedTuple):
    """What was found: if the records hold the office's files, and what the officer should hear.

    `at` is the moment on the server's clock. `answers` are those to what was asked `also`.
    """

    kept: bool
    at: datetime
    told: tuple[str, ...] = ()
    answers: Sequence[list[Row]] = ()


def follow(home: Home, database: Database, now: datetime, *also: str) -> Followed:
    """Make this machine's copy the same as the files in records in a database.

    A sentence is told on each file that was edited here by hand. Other questions may be asked
    `also` in the same round. Raises Refused if the copy can't be written, TryAgain if the database
    doesn't answer.
    """
    with database.whole.glance() as ask:  # most copies are the same
        kept, at, answers = kept_files.office_files_now(ask, *also)
        if not kept:
            return Followed(kept=False, at=at)  # the opening takes them in
        here = files_here(home)
        hashes = {name: file.sha256 for name, file in kept.items()}
        differing = [
            name
            for name in sorted({*kept, *here})
            if hash_of(here.get(name)) != hashes.get(name, "")
        ]
        theirs = {name: kept_files.content(ask, name) for name in differing}
        by_hand = [
            name
            for name in differing
            if here.get(name, b"").strip()
            and all(hash_of(here[name]) != one.sha256 for one in kept_files.versions(ask, name))
        ]
        copies = _copies_kept(ask, home)
    with sentences(home):
        for path in copies:
            path.unlink(missing_ok=True)
        asides = {name: _put_aside(home, name, now) for name in by_hand}
        for name, data in theirs.items():
            lay_down(home, name, data)
    told = tuple(_told(name, aside, database.named) for name, aside in asides.items())
    return Followed(kept=True, at=at, told=told, answers=answers)


def _copies_kept(ask: Ask, home: Home) -> list[Path]:
    """Return copies of earlier settings that the records keep as well: an erasure reaches those."""
    copies = [*home.data.glob(f"{home.settings.name}.before-*")]
    kept = {one.sha256 for one in kept_files.versions(ask, SETTINGS)} if copies else set[str]()
    return [path for path in copies if _hash_of_copy(path) in kept]


def _hash_of_copy(path: Path) -> str:
    try:
        return hash_of(as_kept(SETTINGS, path, path.read_bytes()))
    except (OSError, BadFile):
        return "unread"


def files_here(home: Home) -> dict[str, bytes]:
    """Return the files that the office itself writes, by path, in the form that is kept.

    The settings are without the sections that each machine has for itself.
    """
    found = {}
    wordings = (p for p in sorted(home.own_wording.rglob("*.*")) if p.suffix in (".md", ".docx"))
    named = (home.settings, home.notice, home.data / "letterhead.docx", home.import_columns)
    for path in (*named, *wordings):
        name = path.relative_to(home.root).as_posix()
        if path.exists():
            refuse_links(home.root, path.parent)
            found[name] = as_kept(name, path, path.read_bytes())
    return found


def as_kept(name: str, path: Path, data: bytes) -> bytes:
    """Return the content of a file as the records keep it. Raises BadFile if it isn't UTF-8."""
    return apart(toml_text(path, data))[0].encode() if name == SETTINGS else data


def lay_down(home: Home, name: str, data: bytes | None) -> None:
    """Put a file into this machine's copy, or take it away.

    Raises OSError, and Refused for a link, a path out of the home, or settings that decide what
    only an administrator of this machine may.
    """
    path = home.root / name
    if not path.is_relative_to(home.root) or ".." in path.parts:
        raise Refused(f"{name} isn't the path of a file in a home. Have the database looked at.")
    refuse_links(home.root, path.parent)
    if data is None:
        path.unlink(missing_ok=True)
        return
    if name == SETTINGS:
        path = path.resolve()
        _, section = apart(toml_text(path, toml_bytes(path)))
        whole = together(data.decode(), section)
        if section and apart(whole)[0].encode() != data:
            raise Refused(
                "The settings in the database hold a section that only an administrator of this "
                "machine may write. They weren't taken. Have the database looked at."
            )
        data = whole.encode()
    make_private(path.parent)
    replace_file(path, data)


def _put_aside(home: Home, name: str, now: datetime) -> Path:
    """Keep what was edited by hand beside the file, under a name that nothing reads."""
    path = home.root / name
    aside = path.with_name(f"{path.name}{ASIDE}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    replace_file(aside, path.read_bytes())
    return aside


def _told(name: str, aside: Path, named: str) -> str:
    edit = "dpo-console settings edit" + ("" if name == SETTINGS else f" --name {name[5:]}")
    return (
        f"{name} was edited on this machine, and that doesn't count: the office's files are in "
        f"{named}. The edit is kept as {aside}. Put it in with: {edit} {aside}"
    )


def cases_here(home: Home) -> set[str]:
    """Return the names of the folders in which this machine has files of cases, and its drafts'."""
    places = (home.exports, home.data / "packs", home.papers)
    folders = {path.name for place in places if place.is_dir() for path in place.iterdir()}
    return folders.union(map(_case_of, home.drafts.glob("*.json")))


def _case_of(draft: Path) -> str:
    """Return the case of an unsaved form, or '' if it can't be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads(draft.read_bytes())["reference"])
    return ""


@contextmanager
def sentences(home: Home) -> Iterator[None]:
    """Turn an error of the disk into a sentence for the officer."""
    try:
        yield
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(
            f"{home.data} holds the office's files on this machine, and one can't be written "
            f"({why}). Give this account the right to."
        ) from None
