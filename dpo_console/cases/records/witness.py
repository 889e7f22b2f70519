"""The witness file: heads of the audit log, and erasures, kept where the records are not.

It has one JSON document a line, and names nobody. Lines are only ever added:
`{"at": "2026-11-27T09:00:00Z", "chain": "…", "head": "NUMBER:HASH"}` for a head, and
`{"at": "…", "chain": "…", "erased": "SAR-2026-0001", "seq": 812}` for an erasure. Its `messages`
are the hashes of those that went with it. A message deleted alone has a line without `erased`.
`chain` names the records: one file can serve several homes. The stamps of earlier releases are
left out.

Someone who can write to the database file could put an older copy in its place. It verifies by
itself, because each of its entries follows from the last. The head kept here is then missing.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.config import Home, Settings
from dpo_console.config.files.incoming import read_file
from dpo_console.errors import BadFile, BadInput
from dpo_console.london import in_london, london_day
from dpo_console.store.asking import Ask
from dpo_console.store.audit import backups, chain, erased
from dpo_console.store.audit.backups import Restore
from dpo_console.store.audit.chain import ChainHead
from dpo_console.text import day_words

_KEPT = re.compile(r"([0-9]{1,15}):([0-9a-f]{12,64})")


def head(desk: Desk) -> chain.ChainHead:
    """Return the head of the audit log."""
    with desk.database.glance() as ask:
        return chain.head(ask)


def as_kept(head: chain.ChainHead) -> str:
    """Return a head as it is written down: NUMBER:HASH."""
    return f"{head.seq}:{head.hash}"


def in_short(head: chain.ChainHead) -> str:
    """Return a head as `read_head` takes it, short enough for a line."""
    return f"{head.seq}:{head.hash[:12]}"


def read_head(typed: str) -> chain.ChainHead:
    """Read a head as it was kept. Its hash may be cut to 12 characters. Raises BadInput."""
    found = _KEPT.fullmatch(typed.strip().lower())
    if not found:
        raise BadInput(
            f"{typed!r} is no head of the audit log. It looks like 151:b028ce515adf, as "
            "dpo-console head prints it."
        )
    return chain.ChainHead(int(found[1]), found[2])


def why_not_held(ask: Ask, kept: chain.ChainHead) -> str:
    """Return why these records don't hold a kept head, or ''."""
    now = chain.head(ask)
    if now.seq < kept.seq:
        return (
            f"the log ends at entry {now.seq}, and you kept entry {kept.seq}: the records were "
            "rolled back or cut short, or they are others"
        )
    if not chain.hash_at(ask, kept.seq).startswith(kept.hash):
        return (
            f"entry {kept.seq} isn't the one that you kept: the log was written again since, or "
            "the records are others"
        )
    return ""


LARGEST = 64 * 1024 * 1024
"""The largest witness file that is read: some five hundred years of daily heads."""


class KeptHead(NamedTuple):
    """A head of the audit log as it was at a moment (UTC)."""

    at: str
    chain: str
    head: ChainHead


@dataclass(frozen=True, slots=True)
class KeptErasure:
    """An erasure: the case, and the log's entry about it.

    `messages` are the hashes of the messages that went with it. `reference` is '' if a message was
    deleted that never became a case.
    """

    at: str
    chain: str
    reference: str
    seq: int
    messages: tuple[str, ...] = ()


Kept = KeptHead | KeptErasure


@dataclass(frozen=True, slots=True)
class Witnessed:
    """Everything in a witness file. `unread` numbers the lines that can't be understood."""

    heads: tuple[KeptHead, ...]
    erasures: tuple[KeptErasure, ...]
    unread: tuple[int, ...] = ()

    def of(self, installation: str) -> "Witnessed":
        """Return what was kept of these records alone."""
        return Witnessed(
            tuple(kept for kept in self.heads if kept.chain == installation),
            tuple(kept for kept in self.erasures if kept.chain == installation),
            self.unread,
        )


def witness_file(home: Home, settings: Settings) -> Path:
    """Return the witness file: the one in the settings, or else a list within the home."""
    return Path(settings.witness.file) if settings.witness.file else home.witness


def line(kept: Kept) -> str:
    """Return a line of the witness file, without its end."""
    told: dict[str, str | int] = {"at": kept.at, "chain": kept.chain}
    if isinstance(kept, KeptHead):
        told["head"] = as_kept(kept.head)
    else:
        told |= {"erased": kept.reference} if kept.reference else {}
        told |= {"seq": kept.seq}
        told |= {"messages": " ".join(kept.messages)} if kept.messages else {}
    return json.dumps(told)


def read_witness(content: bytes) -> Witnessed:
    """Read the lines of a witness file."""
    read = [_read(words) for words in content.splitlines()]
    return Witnessed(
        tuple(kept for kept in read if isinstance(kept, KeptHead)),
        tuple(kept for kept in read if isinstance(kept, KeptErasure)),
        tuple(number for number, kept in enumerate(read, 1) if kept is None),
    )


def _read(words: bytes) -> Kept | None:
    try:
        told = json.loads(words)
        at, installation = str(told["at"]), str(told["chain"])
        datetime.fromisoformat(at)  # a line whose moment can't be read says nothing
        if "head" in told:
            return KeptHead(at, installation, read_head(str(told["head"])))
        messages = tuple(str(told.get("messages", "")).split())
        reference = str(told.get("erased", "") if messages else told["erased"])
        return KeptErasure(at, installation, reference, int(told["seq"]), messages)
    except (ValueError, KeyError, TypeError, BadInput):
        return None


def kept_here(ask: Ask, path: Path) -> tuple[KeptHead, ...]:
    """Return the heads of these records in a witness file. Raises BadFile."""
    return read_witness(read_file(path, LARGEST)).of(chain.installation(ask)).heads


def problems(ask: Ask, path: Path) -> Iterator[str]:
    """Yield each way in which the records contradict what a witness file kept of them."""
    try:
        every = read_witness(read_file(path, LARGEST))
    except BadFile as problem:
        yield f"{problem} Nothing was compared with it"
        return
    ours = every.of(chain.installation(ask))
    if every.unread:
        numbers = ", ".join(map(str, every.unread[:5]))
        yield f"{path}: these lines can't be understood: {numbers}"
    if not ours.heads:
        yield (
            f"{path} holds no head of these records: they were started again, or none was kept. "
            "dpo-console head --keep keeps one"
        )
    restores = restores_held(ask)
    for kept in ours.heads:
        why = why_not_held(ask, kept.head)
        if why and not lost_with(kept, restores):
            yield f"{path}, {kept.at}: {why}"
            break
    gone = {one.reference for one in erased.erasures(ask)}
    for erasure in ours.erasures:
        if erasure.reference not in gone and may_be_back(ask, erasure):
            yield f"{erasure.reference} was erased on {london_day(erasure.at)}, and is here again"


def lost_with(kept: KeptHead, restores: Iterable[Restore]) -> Restore | None:
    """Return the restore, of `restores` oldest first, that cut a kept head off the log, or None."""
    for restore in restores:
        if kept.head.seq > restore.head.seq and in_london(kept.at) <= in_london(restore.at):
            return restore
    return None


def lost_told(ask: Ask, path: Path) -> Iterator[str]:
    """Yield a sentence about each restore that kept heads were lost with. Raises BadFile."""
    restores = restores_held(ask)
    lost: dict[Restore, int] = {}
    for kept in kept_here(ask, path):
        restore = lost_with(kept, restores) if why_not_held(ask, kept.head) else None
        if restore:
            lost[restore] = max(kept.head.seq, lost.get(restore, 0))
    for restore, last in lost.items():
        first = restore.head.seq + 1
        entries = f"entries {first} to {last}" if last > first else f"entry {first}"
        yield (
            f"the records were restored {day_words(london_day(restore.at))} from a backup as of "
            f"entry {restore.head.seq}, and at least {entries} went with it"
        )


def restores_held(ask: Ask) -> list[Restore]:
    """Return the restores whose backup the log goes on from, oldest first."""
    return [one for one in backups.restores(ask) if not why_not_held(ask, one.head)]


def may_be_back(ask: Ask, erasure: KeptErasure) -> bool:
    """Return True if the log has a case of this reference that is older than its erasure.

    After a restore, a later case can have the number of one that the backup didn't hold.
    """
    if not erasure.reference:
        return False
    entries = chain.about(ask, erasure.reference)
    return bool(entries) and in_london(entries[0][0].at) <= in_london(erasure.at)
