"""Taking over a register of requests: every row or none, the closed ones with their outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.requests.arrival import NewRequest, clock_of
from dpo_console.cases.view.contradicted import NO_ANSWER, WITHDRAWN
from dpo_console.casework.change import Change, changing
from dpo_console.casework.importing.answered import keep_not_passed, with_answers_checked
from dpo_console.casework.importing.columns import columns_of
from dpo_console.casework.importing.rows import Ended, ReadRow, RegisterRows
from dpo_console.casework.importing.spreadsheet import rows_of
from dpo_console.casework.leaving.door import sentence
from dpo_console.casework.requests import log_within
from dpo_console.errors import BadFile
from dpo_console.law.facts import COUNTED_ELSEWHERE, facts_for
from dpo_console.law.model import Moment
from dpo_console.law.statutes import statute
from dpo_console.store.session import write
from dpo_console.text import counted, day_words, fold

EVERYTHING = 1_000_000
SHOWN = 30
"""The most wrong rows named. A dry run names each."""


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
            keep_not_passed(this, closing, why)


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


TAKEN_OVER = "Taken over from an earlier register"
