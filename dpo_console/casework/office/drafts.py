"""Unsaved form entries, and those for a letter, kept for the person who typed them.

A dropped line, a crash or a killed process loses none of them. A draft is a small file in
data/drafts/ of this machine, mode 0600, because it holds names. Its own file name reveals nothing.
A draft is deleted when its form is saved or abandoned, or its case is closed. It is offered only to
the same account and person.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.errors import TryAgain
from dpo_console.letters.catalogue import LetterKind
from dpo_console.london import in_london
from dpo_console.store.cases.case_rows import LetterRow


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved form. `reference` names its case ('' before there is one), and `title` its form.

    `values` is the text typed, by field, at the case's `version` (0 for no case). `kept_at` is in
    Europe/London, naive.
    """

    reference: str
    title: str
    values: Mapping[str, str]
    kept_at: datetime
    version: int = 0


def keep(
    desk: Desk,
    reference: str,
    title: str,
    values: Mapping[str, str],
    version: int = 0,
) -> None:
    """Keep the entries in a form so far.

    Raises TryAgain if they can't be written to the disk.
    """
    told = {
        "account": desk.account,
        "person": desk.person.slug,
        "reference": reference,
        "title": title,
        "kept_at": desk.stamp(),
        "values": dict(values),
        "version": version,
    }
    try:
        desk.home.drafts.mkdir(mode=0o700, exist_ok=True)  # never the home: it may be unmounted
        _write(_path(desk, reference, title), json.dumps(told).encode())
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise TryAgain(f"What you type can't be kept as a draft just now ({why}).") from None


def drop(desk: Desk, reference: str, title: str) -> None:
    """Delete the draft of a form that was saved or abandoned."""
    with suppress(OSError):
        _path(desk, reference, title).unlink(missing_ok=True)


def drop_all(desk: Desk, reference: str) -> None:
    """Delete every draft that this person left on a case, because it is closed."""
    with suppress(OSError):
        for path in desk.home.drafts.glob("*.json"):
            left = _read(desk, path.read_bytes())
            if left and left.reference == reference:
                path.unlink(missing_ok=True)


def find(desk: Desk, reference: str, title: str) -> Draft | None:
    """Return this person's draft of a form, or None if there is none or it can't be read."""
    with suppress(OSError):
        return _read(desk, _path(desk, reference, title).read_bytes())
    return None


def all_kept(desk: Desk) -> Iterator[bytes]:
    """Yield the content of everybody's drafts, for checks over all of them."""
    for path in sorted(desk.home.drafts.glob("*.json")):
        with suppress(OSError):  # an erasure removes a draft that can't be read
            yield path.read_bytes()


def _path(desk: Desk, reference: str, title: str) -> Path:
    about = json.dumps([desk.account, desk.person.slug, reference, title])
    return desk.home.drafts / f"{hashlib.sha256(about.encode()).hexdigest()[:32]}.json"


def _read(desk: Desk, content: bytes) -> Draft | None:
    try:
        told = json.loads(content)
        if (told["account"], told["person"]) != (desk.account, desk.person.slug):
            return None
        values = {name: str(value) for name, value in told["values"].items()}
        at = in_london(told["kept_at"])
        version = int(told.get("version", 0))
        return Draft(str(told["reference"]), str(told["title"]), values, at, version)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    The write isn't flushed to the disk: a draft guards against a dropped line, and typing must not
    wait.
    """
    temporary = path.with_name(f".tmp-{os.getpid()}-{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class LetterEntries:
    """Entries for a letter, by field, and when they were made, in Europe/London, naive."""

    given: Mapping[str, str]
    kept_at: datetime

    def is_newer_than(self, row: LetterRow) -> bool:
        """Return True if the entries are newer than this letter, whose words therefore differ."""
        return self.kept_at > in_london(row.written_at)


def keep_filling(desk: Desk, reference: str, letter: str, given: Mapping[str, str]) -> None:
    """Keep the entries for a letter. Raises TryAgain if they can't be written to the disk."""
    keep(desk, reference, _title(letter), given)


def find_filling(desk: Desk, reference: str, letter: LetterKind) -> LetterEntries | None:
    """Return this person's entries for a letter that isn't sent yet."""
    left = find(desk, reference, _title(letter.name))
    if left is None:
        return None
    asked = {ask.name for ask in letter.asks}
    given = {field: value for field, value in left.values.items() if field in asked}
    return LetterEntries(given, left.kept_at)


def drop_filling(desk: Desk, reference: str, letter: str) -> None:
    """Delete the entries for a letter that was sent."""
    drop(desk, reference, _title(letter))


def _title(letter: str) -> str:
    return f"letter {letter}"
