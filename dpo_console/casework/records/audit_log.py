"""Entries of the audit log, each following from the last."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.settings_told import settings_now, what_changed
from dpo_console.casework.records.witness import keep_head
from dpo_console.config import Settings
from dpo_console.london import london_day
from dpo_console.store import tables
from dpo_console.store.audit import chain, told
from dpo_console.store.audit.chain import ChainHead, Entry, canonical, commitment, link
from dpo_console.store.kept_files import hash_of
from dpo_console.store.session import ask_in, last_link, linked, once_saved, put, write

if TYPE_CHECKING:
    from dpo_console.store.session import Session


_known: dict[str, str] = {}
"""The settings that the log told last, by the hash of the entry that this program wrote last."""

_same: dict[str, Settings] = {}
"""The settings found to be the same as those that the log told last."""


def tell_settings(session: "Session", desk: Desk, at: str) -> bool:
    """Tell the log the settings that decide, if they changed since it last did. Return True then.

    They are looked up unless the log's last entry is our own.
    """
    last = last_link(session).hash
    known = _known.get(last) or told.last_told(ask_in(session))
    if _same.get(known) is not desk.settings:
        now = settings_now(desk.settings)
        changed = what_changed(known, now)
        if changed is not None:
            append(session, desk, told.SETTINGS, {**now, "changed": changed}, at=at)
            return True
    _same.clear()
    _same[known] = desk.settings
    _know(last, known)
    return False


def _know(entry: str, settings: str) -> None:
    _known.clear()
    _known[entry] = settings


def is_new_day(session: "Session", at: str) -> bool:
    """Return True if the log's last entry is of another day."""
    return not _same_day(last_link(session).at, at)


def tell_file(session: "Session", desk: Desk, name: str, data: bytes | None) -> None:
    """Tell the log a file of the office that was saved, by its hash and without its words."""
    said = {"file": name, "sha256": hash_of(data)}
    append(session, desk, told.FILE, said, at=desk.stamp())


def append(
    session: "Session",
    desk: Desk,
    action: str,
    said: Mapping[str, object],
    *,
    at: str,
    reference: str = "",
    version: int = 0,
    record: str = "",
) -> int:
    """Append an entry about a case, or about none, and return its number.

    `at` is the moment, UTC. `record` digests the case. The day's first entry is kept by the
    office's witness once it is saved. Under --today, it tells the day given too.
    """
    said = {**said, told.AS_IF: desk.today.isoformat()} if desk.as_if else said
    detail, nonce, last = canonical(said).decode(), secrets.token_hex(32), last_link(session)
    entry = Entry(
        seq=last.seq + 1,
        at=at,
        actor=desk.person.slug,
        role=desk.person.role.value,
        account=desk.account,
        action=action,
        reference=reference,
        version=version,
        record=record,
        detail_commit=commitment(nonce, detail),
    )
    hash_ = link(last.hash, entry)
    desk.asides.extend(_set_back(last.at, at))
    put(session, tables.AuditTable, {**asdict(entry), "prev": last.hash, "hash": hash_})
    put(session, tables.AuditDetailTable, {"seq": entry.seq, "nonce": nonce, "detail": detail})
    linked(session, head := ChainHead(entry.seq, hash_, at))
    _know(hash_, detail if action == told.SETTINGS else _known.get(last.hash, ""))
    if desk.settings.witness.is_set and not _same_day(last.at, at):
        installation = chain.installation(ask_in(session))
        once_saved(session, lambda: keep_head(desk, installation, head))
    return entry.seq


def tell(desk: Desk, action: str, **said: str | int) -> None:
    """Add an entry on what was shown or taken out, about no case. `tell_of_case` is for one case.

    A restored copy that is read-only takes no entry. Raises TryAgain, Refused if the log can't be
    written.
    """
    if not desk.read_only:
        with write(desk.database) as session:
            append(session, desk, action, said, at=desk.stamp())


def _same_day(before: str, at: str) -> bool:
    return bool(before) and london_day(before) == london_day(at)


def _set_back(before: str, at: str) -> Iterator[str]:
    """Yield a sentence if the machine's clock is more than a day behind the last entry."""
    if before and datetime.fromisoformat(before) - datetime.fromisoformat(at) > timedelta(days=1):
        yield (
            f"This machine's clock says {london_day(at)}, but the last change was recorded on "
            f"{london_day(before)}. What you did is saved. "
            "Have the clock checked: dates count from it."
        )
