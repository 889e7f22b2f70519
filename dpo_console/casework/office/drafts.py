"""What was typed into a form and isn't saved yet, kept for the person who typed it.

A dropped line, a crash or a killed process loses none of it. A draft is a small file in
data/drafts/, mode 0600, for names stand in it; its own name tells nothing. It goes when the form
is saved or let go, or its case is closed, and is offered to nobody but the same account and person.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dpo_console.cases.office.desk import LONDON, Desk
from dpo_console.errors import TryAgain


@dataclass(frozen=True, slots=True)
class Draft:
    """`reference` of the case it is about ('' where there is none yet); `title`: the form's.

    `values`: what was typed, by field; `before`: what had stood in those fields, at the case's
    `version` (0: of no case). `kept_at`: in Europe/London, naive.
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
    """Keep what was typed into a form so far, and what stood there before. Raises TryAgain where
    the disk doesn't take it.
    """
    path = _path(desk, reference, title)
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
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)  # never the home: a disk may be unmounted
        _write(path, json.dumps(told).encode())
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise TryAgain(f"What you type can't be kept as a draft just now ({why}).") from None


def drop(desk: Desk, reference: str, title: str) -> None:
    """The form was saved, or let go."""
    with suppress(OSError):
        _path(desk, reference, title).unlink(missing_ok=True)


def drop_all(desk: Desk, reference: str) -> None:
    """The case is closed: whatever this person left unsaved on it goes, and nobody else's."""
    with suppress(OSError):
        for path in desk.home.drafts.glob("*.json"):
            left = _read(desk, path)
            if left and left.reference == reference:
                path.unlink(missing_ok=True)


def find(desk: Desk, reference: str, title: str) -> Draft | None:
    """What this person left in that form; None where that is nothing, or can't be read."""
    return _read(desk, _path(desk, reference, title))


def _path(desk: Desk, reference: str, title: str) -> Path:
    about = json.dumps([desk.account, desk.person.slug, reference, title])
    return desk.home.drafts / f"{hashlib.sha256(about.encode()).hexdigest()[:32]}.json"


def _read(desk: Desk, path: Path) -> Draft | None:
    try:
        told = json.loads(path.read_bytes())
        if (told["account"], told["person"]) != (desk.account, desk.person.slug):
            return None
        values, before = _texts(told["values"]), _texts(told["before"])
        at = datetime.fromisoformat(told["kept_at"]).astimezone(LONDON).replace(tzinfo=None)
        version = int(told.get("version", 0))
        return Draft(str(told["reference"]), str(told["title"]), values, before, at, version)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _texts(told: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in told.items()}


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all. Not through to the disk: this is for a line that drops, and mustn't
    keep a key waiting.
    """
    temporary = path.with_name(f".tmp-{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
