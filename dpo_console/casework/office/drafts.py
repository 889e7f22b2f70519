"""Unsaved form entries, kept for the person who typed them.

A dropped line, a crash or a killed process loses none of them. A draft is a small file in
data/drafts/, mode 0600, because it holds names. Its own file name reveals nothing. Records in a
database hold it instead, so that its author can go on with it on another machine. While the
database is away or only reads, the file does.
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
from dpo_console.errors import DpoConsoleError, TryAgain
from dpo_console.london import in_london
from dpo_console.store import kept_drafts
from dpo_console.store.kept_files import SavedBy


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved form. `reference` names its case ('' before there is one), and `title` its form.

    `values` is the text typed, by field. `before` is the earlier content of those fields, at the
    case's `version` (0 for no case). `kept_at` is in Europe/London, naive.
    """

    reference: str
    title: str
    values: Mapping[str, str]
    before: Mapping[str, str]
    kept_at: datetime
    version: int = 0


def keep(
    desk: Desk,
    reference: str,
    title: str,
    values: Mapping[str, str],
    before: Mapping[str, str],
    version: int = 0,
) -> None:
    """Keep the entries in a form so far, and the earlier content of its fields.

    Raises TryAgain if they can't be written to the disk.
    """
    told = {
        "account": desk.account,
        "person": desk.person.slug,
        "reference": reference,
        "title": title,
        "kept_at": desk.stamp(),
        "values": dict(values),
        "before": dict(before),
        "version": version,
    }
    name, content = _name(desk, reference, title), json.dumps(told).encode()
    if desk.database.address:
        saving = SavedBy(desk.person.slug, desk.stamp())
        with suppress(TryAgain):
            kept_drafts.keep_draft(desk.database, name, content, reference, saving)
            (desk.home.drafts / name).unlink(missing_ok=True)
            return
    try:
        desk.home.drafts.mkdir(mode=0o700, exist_ok=True)  # never the home: it may be unmounted
        _write(desk.home.drafts / name, content)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise TryAgain(f"What you type can't be kept as a draft just now ({why}).") from None


def drop(desk: Desk, reference: str, title: str) -> None:
    """Delete the draft of a form that was saved or abandoned."""
    name = _name(desk, reference, title)
    with suppress(OSError, DpoConsoleError):
        (desk.home.drafts / name).unlink(missing_ok=True)
        if desk.database.address:
            kept_drafts.drop_draft(desk.database, name)


def drop_all(desk: Desk, reference: str) -> None:
    """Delete every draft that this person left on a case, because it is closed."""
    with suppress(OSError, DpoConsoleError):
        for path in desk.home.drafts.glob("*.json"):
            left = _read(desk, path.read_bytes())
            if left and left.reference == reference:
                path.unlink(missing_ok=True)
        if desk.database.address:
            kept_drafts.drop_drafts(desk.database, desk.person.slug, reference)


def find(desk: Desk, reference: str, title: str) -> Draft | None:
    """Return this person's draft of a form, or None if there is none or it can't be read."""
    name = _name(desk, reference, title)
    with suppress(OSError):
        return _read(desk, (desk.home.drafts / name).read_bytes())
    with suppress(DpoConsoleError):
        if desk.database.address:
            with desk.database.read() as ask:
                return _read(desk, kept_drafts.draft(ask, name))
    return None


def all_kept(desk: Desk) -> Iterator[bytes]:
    """Yield the content of everybody's drafts, for checks over all of them."""
    if desk.database.address:
        with desk.database.whole.read() as ask:
            yield from kept_drafts.drafts(ask)
    for path in sorted(desk.home.drafts.glob("*.json")):
        with suppress(OSError):  # an erasure removes a draft that can't be read
            yield path.read_bytes()


def _name(desk: Desk, reference: str, title: str) -> str:
    about = json.dumps([desk.account, desk.person.slug, reference, title])
    return f"{hashlib.sha256(about.encode()).hexdigest()[:32]}.json"


def _read(desk: Desk, content: bytes) -> Draft | None:
    try:
        told = json.loads(content)
        if (told["account"], told["person"]) != (desk.account, desk.person.slug):
            return None
        values, before = _texts(told["values"]), _texts(told["before"])
        at = in_london(told["kept_at"])
        version = int(told.get("version", 0))
        return Draft(str(told["reference"]), str(told["title"]), values, before, at, version)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _texts(told: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in told.items()}


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
