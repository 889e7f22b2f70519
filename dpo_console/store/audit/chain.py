"""The audit log's hash chain: commitments only, so that words can be erased and it still holds.

Each entry's hash covers the one before it, what was done, by whom and when, the digest of the
case's record after it, and a keyed commitment to the entry's words. The words themselves stand
apart. Entries cut off the end by somebody who can write the file can be seen only with a head
kept elsewhere.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields

from dpo_console.store.database import Ask, text

TAG = b"\x00dpo-audit/v1\x00"
PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What one link of the chain says. `at` is UTC; `record` a digest of the case then."""

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
class Head:
    """The last link: keep it elsewhere, and a shortened log can be seen."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry at which the chain doesn't hold, and what is wrong there."""

    seq: int
    what: str


def canonical(value: object) -> bytes:
    """The one spelling of a value that hashes are taken over: JSON, sorted keys, no floats."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(value: object) -> str:
    """SHA-256 of a value's canonical spelling, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def commitment(nonce: str, detail: str) -> str:
    """A keyed commitment to an entry's words: it tells nothing of them once they are erased.

    `nonce` is hex; raises ValueError where it is not.
    """
    return hmac.new(bytes.fromhex(nonce), detail.encode(), hashlib.sha256).hexdigest()


def first_link(ask: Ask) -> str:
    """The link before the first entry: two installations never share a chain.

    '' where the row that tells the installation is gone.
    """
    rows = ask("SELECT chain, created_at FROM installation WHERE id = 1", {})
    return hashlib.sha256(TAG + canonical(rows[0])).hexdigest() if rows else ""


def link(prev: str, entry: Entry) -> str:
    """The hash of an entry that follows `prev`."""
    values = [getattr(entry, f.name) for f in fields(Entry)]
    return hashlib.sha256(TAG + canonical([prev, *values])).hexdigest()


def head(ask: Ask) -> Head:
    """The chain's last link; sequence 0 and the first link where there is no entry yet."""
    rows = ask("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", {})
    if rows:
        return Head(int(rows[0][0] or 0), str(rows[0][1]))
    return Head(0, first_link(ask))


def about(ask: Ask, reference: str) -> tuple[tuple[Entry, str, str], ...]:
    """The entries about a case, oldest first: each with the hash before it and its own."""
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
    """Walk the whole chain; None where it holds.

    Finds changed, removed, added and swapped entries, and words that were changed rather than
    erased.
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


def lost_words(ask: Ask) -> list[tuple[str, int]]:
    """The entries whose words are gone: the reference of their case, and their number."""
    rows = ask(
        "SELECT a.reference, a.seq FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq "
        "WHERE d.seq IS NULL ORDER BY a.seq",
        {},
    )
    return [(str(reference), int(seq or 0)) for reference, seq in rows]


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
