"""Taking over a register of requests: every row or none, the closed ones with their outcome."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dpo_console.approval.criteria import checklist_for
from dpo_console.approval.model import Ruling
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require, why_may_not
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.requests import NewRequest, clock_of
from dpo_console.cases.view.contradicted import NO_ANSWER, WITHDRAWN
from dpo_console.casework.change import Change, changing
from dpo_console.casework.importing.rows import Ended, ReadRow, RegisterRows, columns_of, rows_of
from dpo_console.casework.leaving.door import keep_open_checks, sentence
from dpo_console.casework.requests import log_within
from dpo_console.errors import BadFile, BadInput
from dpo_console.law.facts import COUNTED_ELSEWHERE, facts_for
from dpo_console.law.model import Moment
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap
from dpo_console.store.reads.lists import first_own_case
from dpo_console.store.session import write
from dpo_console.text import counted, day_words, fold

EVERYTHING = 1_000_000

SHOWN = 30
"""The most wrong rows named. A dry run names each."""

TAKEN_OVER = "Taken over from an earlier register"

GIVING = ("given", "part", "sent", "lost", "answered", "reviewed")
"""The endings of a checklist by which something went to somebody."""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What becomes of a row: its case once logged, its due date, or the problem with it."""

    row: ReadRow
    due: Moment | None = None
    reference: str = ""

    @property
    def says(self) -> str:
        """The row in a sentence."""
        if self.row.problem or not self.row.request:
            return self.row.problem
        request, ended = self.row.request, self.row.ended
        about = f" re {', '.join(request.subjects)}" if request.subjects else ""
        title = statute(request.kind).title
        if ended:
            how = statute(request.kind).outcomes[ended.outcome]
            past = ", under an override" if self.row.past else ""
            then = f"closed {day_words(ended.closed)}: {how}{past}"
        else:
            then = f"due {day_words(self.due)}" if self.due else "no date yet"
        came = day_words(request.received)
        return f"{title}, {request.requester}{about}, received {came}, {then}"


@dataclass(frozen=True, slots=True)
class Imported:
    """The rows of an import, with the headings of columns that weren't used.

    `doubt` is a sentence if the file's encoding was guessed, or ''.
    """

    rows: tuple[ImportedRow, ...]
    unused: tuple[str, ...]
    doubt: str
    saved: bool

    @property
    def wrong(self) -> int:
        """The number of rows that can't be taken over."""
        return sum(bool(one.row.problem) for one in self.rows)


def import_cases(
    desk: Desk, content: bytes, name: str, named: Mapping[str, str], *, dry_run: bool = False,
    override: str = "",
) -> Imported:  # fmt: skip
    """Log every row of a register as a case, or none. `name` is the file's.

    `named` maps fields to headings, which are remembered. A dry run logs nothing and tells each
    row. `override` says why something was given that no check of ours passed. Raises NotAllowed,
    BadFile naming each wrong row, BadInput for an unknown field or an override of nothing.
    """
    require(desk, "import_cases", saves=True)
    ((_, heads), *below), doubt = rows_of(content, name)
    titles = [str(head) for head in heads]
    columns = columns_of(desk, titles, named, name)
    read = _without_logged(desk, RegisterRows(desk, columns, below).read())
    rows = with_answers_checked(desk, read, override)
    unused = tuple(h for h, field in zip(titles, columns, strict=True) if h and not field)
    if dry_run:
        return Imported(tuple(_planned(desk, row) for row in rows), unused, doubt, saved=False)
    if wrong := [f"row {row.number}: {row.problem}" for row in rows if row.problem]:
        raise BadFile(name, "", _all_of(wrong))
    return Imported(tuple(_log(desk, rows, name, override)), unused, doubt, saved=True)


def _planned(desk: Desk, row: ReadRow) -> ImportedRow:
    due = clock_of(desk, row.request).due if row.request and not row.ended else None
    return ImportedRow(row, due)


def _all_of(wrong: Sequence[str]) -> str:
    more = [f"and {len(wrong) - SHOWN:,} more"] if len(wrong) > SHOWN else []
    what = f"{counted(len(wrong), 'row')} can't be taken over, so nothing was logged:"
    return "\n  ".join((what, *wrong[:SHOWN], *more))


def _without_logged(desk: Desk, rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows, with a problem for each request that is logged or listed already."""
    known = {
        (row.kind, row.received[:10], fold(row.requester)): row.reference
        for row in page(desk, Query(), limit=EVERYTHING).rows
    }
    found = []
    for row in rows:
        key = _key(row.request) if row.request else None
        if key in known:
            problem = f"{known[key]} has the same kind, day and requester."
            row = replace(row, request=None, problem=problem)
        elif key:
            known[key] = f"Row {row.number}"
        found.append(row)
    return found


def _key(request: NewRequest) -> tuple[str, str, str]:
    return request.kind, request.received.isoformat()[:10], fold(request.requester)


def _log(desk: Desk, rows: Sequence[ReadRow], name: str, override: str) -> list[ImportedRow]:
    """Log every row in one transaction."""
    done = []
    with write(desk.database) as session:
        for row in rows:
            if row.request is None:
                raise ValueError(f"row {row.number} has no request")
            logged = log_within(session, desk, row.request)
            with changing(session, desk, logged.reference, "import") as this:
                _take_over(this, row, name, sentence(override))
            done.append(ImportedRow(row, logged.clock.due, logged.reference))
    return done


def _take_over(this: Change, row: ReadRow, name: str, why: str) -> None:
    """Record where a case was taken over from, and how it ended."""
    this.detail |= {"file": name, "row": row.number}
    if row.counted:
        this.fact(COUNTED_ELSEWHERE, date.fromisoformat(this.case.received[:10]))
    if row.ended:
        closing = _end(this, row.ended)
        if row.past:
            by = f"recorded by {this.desk.person.name}"
            gap = Gap("", f"Taken over from an earlier register, {by}; the door was not passed.")
            keep_open_checks(this, closing, (gap,), why)
            this.detail |= {"past_gate": 1, "why": why}


def _end(this: Change, ended: Ended) -> int:
    """Close a case as it was closed then, and return the closing. No check of today's is asked.

    A release to a third party is no fact of ours: nothing tells its scope or its approval.
    """
    law = statute(this.case.kind)
    gone = ended.outcome in (WITHDRAWN, NO_ANSWER)
    ending = WITHDRAWN if gone else law.work.answered_by
    has = {fact.name for fact in facts_for(this.case.kind)}
    on: date | None = ended.closed if gone else ended.answered
    if on and ending in has and (gone or not law.work.gated):
        this.fact(ending, on, note=TAKEN_OVER)
    this.case.outcome = ended.outcome
    this.case.closed_on = ended.closed.isoformat()
    closing = this.fact("closed", ended.closed, note=TAKEN_OVER)
    this.detail |= {"outcome": law.outcomes[ended.outcome], "on": ended.closed.isoformat()}
    return closing


def with_answers_checked(desk: Desk, rows: Sequence[ReadRow], override: str) -> list[ReadRow]:
    """Return the rows, with a problem for each that says what this officer may not record.

    Only the DPO records that something was given, if it was before the first own case or with a
    reason. Raises BadInput for a reason that says too little, or that no row needs.
    """
    why, first = sentence(override), _first_day(desk)
    found = list(_checked(desk, rows, first, why))
    if why and not any(row.past or row.problem for row in found):
        raise BadInput("No row needs an override, so leave it out.", "override")
    return found


def _first_day(desk: Desk) -> date | None:
    with desk.database.whole.read() as ask:
        day = first_own_case(ask)
    return date.fromisoformat(day) if day else None


def _checked(
    desk: Desk, rows: Sequence[ReadRow], first: date | None, why: str
) -> Iterator[ReadRow]:
    may_not = why_may_not(desk, "import_answered")
    for row in rows:
        day = _given_on(row)
        if day is None:
            yield row
        elif may_not:
            yield replace(row, request=None, problem=may_not)
        elif first is None or day < first:
            yield row
        elif why:
            yield replace(row, past=True)
        else:
            yield replace(row, request=None, problem=_too_late(day, first))


def _given_on(row: ReadRow) -> date | None:
    """Return the day on which a row says that something was given, or None."""
    if not row.request or not row.ended:
        return None
    checklist, outcome = checklist_for(row.request.kind), row.ended.outcome
    approved = [o for ruling in checklist.rulings if ruling != Ruling.REFUSE
                for o in checklist.rulings[ruling]]  # fmt: skip
    gives = checklist.ending(outcome) in GIVING or outcome in approved
    return (row.ended.answered or row.ended.closed) if gives else None


def _too_late(day: date, first: date) -> str:
    return (
        f"It says that something was given on {day_words(day)}, but this office has kept its own "
        f"cases since {day_words(first)}. Log it as a case and let it pass the checks, or say "
        'why not: --override "...".'
    )
