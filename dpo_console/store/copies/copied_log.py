"""The audit log of models and their copies, in one chain."""

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from dpo_console.store.audit.chain import Entry, commitment, first_link, link
from dpo_console.store.copies.digest_text import Frame, Words, quoted
from dpo_console.store.sqlite.whole_file.rewriting import Rewriting

AT_ONCE = 5_000
"""Number of entries held before they are written."""

NAMES = tuple(field.name for field in fields(Entry))

_of_entry = attrgetter(*NAMES)
_NUMBER = re.compile(r'"(fact|corrects)":(\d+)')
_WORDS = re.compile(r'"words":"[0-9a-f]{64}"')


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a case.

    Its row numbers are `higher` by that much than its model's. `quoted` holds its words as JSON
    spells them.
    """

    reference: str
    higher: int
    words: Words
    quoted: Words


class LogOfCopies:
    """The log of the attached `models`, rewritten: each entry, then those of its copies."""

    def __init__(
        self,
        records: Rewriting,
        frames: Mapping[int, Frame],
        wanted: Mapping[str, Sequence[Words]],
        step: int,
        tell: Callable[[int], None],
    ) -> None:
        """Take the words wanted for each copy, by its model's reference.

        Each copy's row numbers are `step` higher than those of the copy before it.
        """
        self.copies: dict[int, list[Copy]] = {}
        self._records, self._frames, self._tell = records, frames, tell
        self._wanted, self._step = wanted, step
        self._made = 0

    def write(self) -> None:
        """Write the log.

        Raises KeyError for an act that has no frame. Raises ValueError if a frame differs from what
        the log vouches for.
        """
        prev, held = first_link(self._records.ask), []
        for seq, (told, nonce, detail) in enumerate(self._entries(), 1):
            entry = Entry(seq, *told)  # type: ignore[arg-type]  # Entry's columns after the number
            hash_ = link(prev, entry)
            held.append(((*_of_entry(entry), prev, hash_), (seq, nonce, detail)))
            prev = hash_
            if len(held) == AT_ONCE:
                self._insert(held)
        self._insert(held)

    def _insert(self, held: list[tuple[tuple[object, ...], tuple[int, str, str]]]) -> None:
        self._records.insert("audit", (*NAMES, "prev", "hash"), (entry for entry, _ in held))
        self._records.insert("audit_detail", ("seq", "nonce", "detail"), (d for _, d in held))
        held.clear()

    def _entries(self) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """Yield each entry without its number, with its nonce and its words."""
        rows = self._records.stream(
            f"SELECT a.{', a.'.join(NAMES)}, d.nonce, d.detail FROM models.audit a "
            "JOIN models.audit_detail d ON d.seq = a.seq ORDER BY a.seq"
        )
        for *values, nonce, detail in rows:
            act = Entry(*values)
            yield _of_entry(act)[1:], nonce, detail
            if act.reference not in self._wanted:
                continue
            frame = self._frames[act.seq]
            if frame.record.digest(0, _in_json(frame.own)) != act.record:
                raise ValueError(f"entry {act.seq} doesn't vouch for what was kept of it")
            for copy in self._copies_of(act, frame):
                yield _copied(act, detail, frame, copy)

    def _copies_of(self, act: Entry, frame: Frame) -> Sequence[Copy]:
        """Return the copies of the case acted on. They begin with the act that logged it."""
        if frame.case not in self.copies:
            self.copies[frame.case] = self._begun(act.reference, frame)
            self._made += len(self.copies[frame.case])
            self._tell(self._made)
        return self.copies[frame.case]

    def _begun(self, model: str, frame: Frame) -> list[Copy]:
        """Make the copies of a model, with the next references of its series."""
        prefix, year, _ = model.rsplit("-", 2)
        wanted = self._wanted[model]
        rows = self._records.ask(
            "UPDATE counter SET last = last + :many WHERE prefix = :prefix AND year = :year "
            "RETURNING last",
            {"prefix": prefix, "year": int(year), "many": len(wanted)},
        )
        first = int(rows[0][0] or 0) - len(wanted)
        made = []
        for number, words in enumerate(wanted, 1):
            reference = f"{prefix}-{year}-{first + number:04d}"
            told = {**frame.own, **words, "reference": reference}
            made.append(Copy(reference, number * self._step, told, _in_json(told)))
        return made


def _copied(
    act: Entry, detail: str, frame: Frame, copy: Copy
) -> tuple[tuple[str | int, ...], str, str]:
    """Return an act on a model as the same act on a copy."""
    words = frame.words.digest(copy.higher, copy.quoted)
    said = _WORDS.sub(f'"words":"{words}"', detail)
    said = _NUMBER.sub(lambda found: f'"{found[1]}":{int(found[2]) + copy.higher}', said)
    nonce = secrets.token_hex(32)
    told = (
        act.at, act.actor, act.role, act.account, act.action, copy.reference, act.version,
        frame.record.digest(copy.higher, copy.quoted), commitment(nonce, said),
    )  # fmt: skip
    return told, nonce, said


def _in_json(words: Words) -> dict[str, str]:
    return {key: quoted(value) for key, value in words.items()}
