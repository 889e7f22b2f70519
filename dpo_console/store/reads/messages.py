"""Messages that came: those that wait, and what became of the others."""

from collections.abc import Collection
from typing import NamedTuple

from dpo_console.store.asking import Ask, Reader, Value

WAITING, CASE, ASIDE, DELETED = "waiting", "case", "aside", "deleted"
"""The states of a message."""

_COLUMNS = (
    "m.id, m.name, m.size, m.sha256, m.same, m.reading, m.state, m.reason, m.only_for, "
    "m.recorded_by, m.recorded_at, m.settled_by, m.settled_at"
)


class MessageRow(NamedTuple):
    """A message. `reading` is JSON, and `case` the reference of the case that it became, or ''.

    `sha256` is '' for a row of a list, which has no file. `only_for` is the slug of the person who
    alone sees it, or ''.
    """

    number: int
    name: str
    size: int
    sha256: str
    same: str
    reading: str
    state: str
    reason: str
    only_for: str
    recorded_by: str
    recorded_at: str
    settled_by: str
    settled_at: str
    case: str

    @property
    def known_by(self) -> str:
        """The hash by which it is known again, even after its words are gone."""
        return self.sha256 or self.same

    @property
    def covered(self) -> tuple[Value, ...]:
        """The columns without words, of which the audit log keeps a digest."""
        return (
            self.number, self.size, self.sha256, self.same, self.state, self.only_for, self.case,
            self.recorded_by, self.recorded_at, self.settled_by, self.settled_at,
        )  # fmt: skip

    @property
    def words(self) -> tuple[Value, ...]:
        """The columns with words."""
        return self.name, self.reading, self.reason


def messages(ask: Ask, states: Collection[str], reader: Reader | None = None) -> list[MessageRow]:
    """Return the messages in some states, the oldest first, that a person may see.

    A message that became a case is seen by nobody who may not see the case. Nobody knows the school
    of one that waits, so a lead sees those that they took in. None as the reader stands for an
    account that does everything.
    """
    named = {f"s{number}": state for number, state in enumerate(states)}
    where = f"m.state IN ({', '.join(f':{name}' for name in named)})"
    return _asked(ask, where, {**named}, reader)


def message(ask: Ask, number: int, reader: Reader | None = None) -> MessageRow | None:
    """Return one message that a person may see, or None."""
    return next(iter(_asked(ask, "m.id = :number", {"number": number}, reader)), None)


def alike(ask: Ask, sha256: str, same: str, reader: Reader | None = None) -> list[MessageRow]:
    """Return the messages in sight with these bytes, or with this hash to know them again by."""
    where = "(m.sha256 = :sha256 AND m.sha256 <> '') OR (m.same = :same AND m.same <> '')"
    return _asked(ask, f"({where})", {"sha256": sha256, "same": same}, reader)


def gone_with(ask: Ask, reference: str) -> tuple[str, ...]:
    """Return the hashes of the messages that became a case, unless another case keeps them."""
    rows = ask(
        "SELECT m.sha256, m.same FROM message m JOIN cases c ON c.id = m.case_id "
        "WHERE c.reference = :reference "
        "AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.sha256 = m.sha256) ORDER BY m.id",
        {"reference": reference},
    )
    return tuple(str(sha256 or same) for sha256, same in rows if sha256 or same)


def every(ask: Ask) -> list[MessageRow]:
    """Return every message, for the checks of the records."""
    return _asked(ask, "1 = 1", {}, None)


def _asked(
    ask: Ask, where: str, values: dict[str, Value], reader: Reader | None
) -> list[MessageRow]:
    rows = ask(
        f"SELECT {_COLUMNS}, coalesce(c.reference, '') FROM message m "
        "LEFT JOIN cases c ON c.id = m.case_id "
        f"WHERE (m.case_id IS NULL OR c.id IS NOT NULL) AND {where}{_for(reader)} ORDER BY m.id",
        values if reader is None else {**values, "person": reader.person},
    )
    return [MessageRow(*row) for row in rows]  # type: ignore[arg-type]  # in the order of _COLUMNS


def count_waiting(ask: Ask, reader: Reader | None = None) -> int:
    """Return how many messages wait that a person may see."""
    values: dict[str, Value] = {"waiting": WAITING}
    rows = ask(
        f"SELECT count(*) FROM message m WHERE m.state = :waiting{_for(reader)}",
        values if reader is None else {**values, "person": reader.person},
    )
    return int(rows[0][0] or 0)


def _for(reader: Reader | None) -> str:
    """Return the further condition that a message is for this person."""
    if reader is None:
        return ""
    ours = " AND (m.case_id IS NOT NULL OR :person IN (m.only_for, m.recorded_by))"
    return f" AND m.only_for IN ('', :person){'' if reader.schools is None else ours}"
