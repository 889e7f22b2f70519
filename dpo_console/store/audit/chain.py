"""The audit log's hash chain: commitments only, which still hold once words are erased.

Each entry's hash covers the hash before it, the act, its author and its time. It also covers the
digest of the case's record after the act, and a keyed commitment to the entry's words. The words
themselves are kept elsewhere. Anyone who can write the file could cut entries off the end. Only a
head kept elsewhere reveals that.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from dpo_console.lazy_import import later
from dpo_console.store.asking import AUDIT_LINK, Ask, Row, text

if TYPE_CHECKING:
    import hmac
    import json
else:  # a login banner makes no link
    hmac, json = later("hmac"), later("json")

HEAD = f"SELECT seq, hash, at FROM {AUDIT_LINK} ORDER BY seq DESC LIMIT 1"
"""The question for the chain's last link."""

TAG = b"\x00dpo-audit/v1\x00"
PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """The content of one link of the chain. `at` is UTC. `record` digests the case at that time."""

    seq: int
    at: str
    actor: str
    role: str
    account: str
    action: str
    reference: str
    version: int
    record: str
    detail_commit: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last link. A copy kept elsewhere reveals a shortened log.

    `at` is the moment (UTC) of its entry, or '' if there is none or it isn't told.
    """

    seq: int
    hash: str
    at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry at which the chain breaks, and the fault there."""

    seq: int
    what: str


def canonical(value: object) -> bytes:
    """Encode a value in the one spelling that hashes cover: JSON, sorted keys, no floats."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(value: object) -> str:
    """Return the SHA-256 of a value's canonical spelling, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def commitment(nonce: str, detail: str) -> str:
    """Return a keyed commitment to an entry's words. It reveals nothing once they are erased.

    `nonce` is hex. Raises ValueError if it is not.
    """
    return hmac.new(bytes.fromhex(nonce), detail.encode(), hashlib.sha256).hexdigest()


def first_link(ask: Ask) -> str:
    """Return the link before the first entry: two installations never share a chain.

    Return '' if the row that identifies the installation is gone.
    """
    rows = ask("SELECT chain, created_at FROM installation WHERE id = 1", {})
    return hashlib.sha256(TAG + canonical(rows[0])).hexdigest() if rows else ""


def installation(ask: Ask) -> str:
    """Return the name that tells these records from all others, or '' if its row is gone."""
    rows = ask("SELECT chain FROM installation WHERE id = 1", {})
    return str(rows[0][0]) if rows else ""


def link(prev: str, entry: Entry) -> str:
    """Return the hash of an entry that follows `prev`."""
    values = [getattr(entry, f.name) for f in fields(Entry)]
    return hashlib.sha256(TAG + canonical([prev, *values])).hexdigest()


def head(ask: Ask) -> ChainHead:
    """Return the chain's last link. Without entries: sequence 0 and the first link."""
    return head_of(ask, ask(HEAD, {}))


def head_of(ask: Ask, rows: Sequence[Row]) -> ChainHead:
    """Return the same from the answer."""
    if rows:
        return ChainHead(int(rows[0][0] or 0), str(rows[0][1]), str(rows[0][2]))
    return ChainHead(0, first_link(ask))


def hash_at(ask: Ask, seq: int) -> str:
    """Return the hash of an entry, the first link for 0, or '' if there is no such entry."""
    if seq == 0:
        return first_link(ask)
    rows = ask(f"SELECT hash FROM {AUDIT_LINK} WHERE seq = :seq", {"seq": seq})
    return str(rows[0][0]) if rows else ""


def about(ask: Ask, reference: str) -> tuple[tuple[Entry, str, str], ...]:
    """Return the entries about a case, oldest first, each with the hash before it and its own."""
    names = ", ".join(f.name for f in fields(Entry))
    rows = ask(
        f"SELECT {names}, prev, hash FROM audit WHERE reference = :reference ORDER BY seq",
        {"reference": reference},
    )
    return tuple(
        (Entry(*values), str(prev), str(hash_))  # type: ignore[arg-type]  # Entry's own columns
        for *values, prev, hash_ in rows
    )


def first_break(ask: Ask) -> Break | None:
    """Walk the whole chain and return its first break, or None if the chain holds.

    It finds entries that were changed, removed, added or swapped. It also finds words that were
    changed rather than erased.
    """
    expected, prev = 1, first_link(ask)
    for entry, stored_prev, stored_hash, nonce, detail in _entries(ask):
        if entry.seq != expected:
            return Break(expected, "this entry is missing")
        if stored_prev != prev:
            return Break(entry.seq, "it doesn't follow from the entry before it")
        if stored_hash != link(prev, entry):
            return Break(entry.seq, "it was changed after it was written")
        if nonce is not None and not _vouched(entry, nonce, detail or ""):
            return Break(entry.seq, "its words were changed after they were written")
        expected, prev = entry.seq + 1, stored_hash
    return None


def _vouched(entry: Entry, nonce: str, detail: str) -> bool:
    try:
        return commitment(nonce, detail) == entry.detail_commit
    except ValueError:
        return False


def _entries(ask: Ask) -> Iterator[tuple[Entry, str, str, str | None, str | None]]:
    names = ", ".join(f"a.{f.name}" for f in fields(Entry))
    after = 0
    while rows := ask(
        f"SELECT {names}, a.prev, a.hash, d.nonce, d.detail FROM audit a "
        "LEFT JOIN audit_detail d ON d.seq = a.seq WHERE a.seq > :after ORDER BY a.seq LIMIT :page",
        {"after": after, "page": PAGE},
    ):
        for row in rows:
            *values, prev, hash_, nonce, detail = row
            entry = Entry(*values)  # type: ignore[arg-type]  # the columns of Entry, in its order
            yield entry, str(prev), str(hash_), text(nonce), text(detail)
            after = entry.seq
