"""What is due, paused, waiting, unsigned and to be destroyed, without names unless asked for.

Restricted cases are left out for everybody: a digest may be sent on, and nobody sees who read it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.kept_head import head, in_short
from dpo_console.cases.sharing.chasing import AWAITED, CERTIFICATE, COMES, TERMS
from dpo_console.casework.retention.due_list import due_cases
from dpo_console.law.statutes import statute
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import lists
from dpo_console.text import counted, day_words, each_once

EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One case: its day, or None, and what is next. `who` is '' unless names were asked for."""

    reference: str
    kind: str
    due: str | None
    says: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class DigestPart:
    """The cases of one heading. `name` is the key of its JSON."""

    name: str
    title: str
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What needs doing on a day, part by part, and the head of the audit log, to keep elsewhere."""

    on: date
    parts: tuple[DigestPart, ...]
    head: str

    @property
    def subject(self) -> str:
        """The subject of its e-mail: how much is overdue, due and to go through, and no names."""
        sizes = {part.name: len(part.lines) for part in self.parts}
        told = [f"{sizes.get('overdue', 0)} overdue", f"{sizes.get('due', 0)} due within a week"]
        return f"Requests on {day_words(self.on)}: {', '.join(told)}"


def digest(desk: Desk, *, names: bool = False) -> Digest:
    """Return what needs doing today, the most urgent first within each part."""
    rows = page(desk, Query(filters=("!band:closed",)), limit=EVERYTHING).rows
    seen = [row for row in rows if not row.restricted]
    parts = [
        DigestPart(name, title, tuple(_line(row, names) for row in seen if fits(desk, row)))
        for name, title, fits in PARTS
    ]
    disposal = DigestPart("disposal", "Kept long enough: to go through", tuple(_disposal(desk)))
    return Digest(desk.today, (*parts, disposal), in_short(head(desk)))


def _line(row: QueueRow, names: bool) -> DigestLine:
    who = _who(row) if names else ""
    return DigestLine(row.reference, row.title, row.due, row.next_action, who)


def _who(row: QueueRow) -> str:
    about = ", ".join(name for name in row.subjects if name != row.requester)
    return each_once(row.requester, row.organisation) + (f" re {about}" if about else "")


def _disposal(desk: Desk) -> Iterator[DigestLine]:
    """Yield the closed cases whose period has ended, from the oldest."""
    with desk.database.whole.read() as ask:
        restricted = lists.readers(ask)
    for one in due_cases(desk):
        if one.reference not in restricted:
            against = f"; {counted(len(one.against), 'reason')} against it" if one.against else ""
            says = f"may be erased since {day_words(one.since)}{against}"
            yield DigestLine(one.reference, statute(one.kind).title, None, says)


def _in_bands(*bands: str) -> Callable[[Desk, QueueRow], bool]:
    return lambda desk, row: row.band(desk.now) in bands


def _awaits(*acts: str) -> Callable[[Desk, QueueRow], bool]:
    return lambda _, row: row.next_act in acts


UNSIGNED = (TERMS, AWAITED[TERMS][1])
DESTROYED = (CERTIFICATE, AWAITED[CERTIFICATE][1], COMES[CERTIFICATE])
"""The next acts of a case that waits for signed terms, and for a certificate of destruction."""


def _waits(desk: Desk, row: QueueRow) -> bool:
    """Return True if others must move, and no other part tells the case."""
    told = row.next_act in (*UNSIGNED, *DESTROYED) or row.band(desk.now) == "paused"
    return row.whose_move in ("requester", "recipient", "approver") and not told


PARTS: tuple[tuple[str, str, Callable[[Desk, QueueRow], bool]], ...] = (
    ("overdue", "Overdue", _in_bands("overdue")),
    ("due", "Due within a week", _in_bands("today", "week")),
    ("paused", "The clock is stopped", _in_bands("paused")),
    ("waiting", "Waiting for others", _waits),
    ("unsigned", "Terms not signed yet", _awaits(*UNSIGNED)),
    ("to_be_destroyed", "With recipients, to be destroyed", _awaits(*DESTROYED)),
)
"""Each part of open cases, with its title and the cases that it tells."""


def digest_text(found: Digest) -> str:
    """Return a digest as plain text, with every part that has a case."""
    blocks = [_block(part) for part in found.parts if part.lines]
    said = blocks or ["Nothing is due, paused, waiting, unsigned or to be destroyed."]
    return "\n".join((f"{found.subject}\n", *said, f"Head of the audit log: {found.head}\n"))


def _block(part: DigestPart) -> str:
    lines: Iterable[str] = (_words(line) for line in part.lines)
    return f"{part.title} ({len(part.lines)})\n" + "".join(f"  {line}\n" for line in lines)


def _words(line: DigestLine) -> str:
    kept = datetime if "T" in (line.due or "") else date
    due = f"due {day_words(kept.fromisoformat(line.due))}" if line.due else ""
    parts = (line.reference, line.who, due, line.says)
    return "  ".join(part for part in parts if part)
