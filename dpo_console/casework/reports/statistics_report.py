"""The statistics as a Word file for governors: plain words, no names, no small counts.

A row never shows fewer than five answers, because a reader could guess whose request it was. Months
with fewer are combined with the next, and kinds with other kinds. No row can then be worked out
from the others and the total.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from dpo_console.cases.clock.answers import Answered, answers
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.queue.queue import counts_by_band
from dpo_console.cases.records.files import STATISTICS
from dpo_console.cases.reports.register import FEW
from dpo_console.cases.reports.statistics import (
    OverdueCase,
    by_kind,
    by_month,
    counted_title,
    figures,
    overdue_cases,
)
from dpo_console.casework.office.own_files import word_file_to_write
from dpo_console.casework.reports.papers import (
    Paper,
    Written,
    body,
    heading,
    office,
    paper_bytes,
    table,
    tell_written,
    write_paper,
)
from dpo_console.letters.letter import Block
from dpo_console.letters.wording.conditions import day_in_full
from dpo_console.text import MONTHS, counted

TITLE = "Requests and their time limits"

HEADS = ("Answered", "On time", "Late", "Median time", "Longest time", "Clock stopped",
         "Extended", "Overdue now")  # fmt: skip

BANDS = {
    "overdue": "Overdue",
    "today": "Due that day",
    "week": "Due within 7 days after it",
    "later": "Due later",
    "paused": "Clock stopped, or not started yet",
    "no_limit": "No time limit in law",
}

Row = tuple[str, Sequence[Answered]]


def write_report(desk: Desk, since: date, until: date, to: str = "") -> Written:
    """Write the report of a span of days below exports/statistics/, or to the new file `to`.

    Raises NotAllowed, BadInput for days or a file that can't be used, and Refused or TryAgain if
    the file can't be written.
    """
    paper = _report(desk, since, until)
    written = write_paper(desk, paper, STATISTICS, _own_file(desk, to) if to else None)
    tell_written(desk, paper.name, written.sha256)
    return written


def report_bytes(desk: Desk, since: date, until: date) -> bytes:
    """Return the report's Word file without keeping it.

    Raises NotAllowed, BadInput for wrong days.
    """
    paper = _report(desk, since, until)
    made = paper_bytes(desk, paper)
    tell_written(desk, paper.name, sha256(made).hexdigest())
    return made


def _report(desk: Desk, since: date, until: date) -> Paper:
    require(desk, "report")
    blocks = tuple(report_blocks(desk, since, until))
    name = f"{STATISTICS}-{since.isoformat()}-to-{until.isoformat()}"
    return Paper(name, TITLE, blocks, landscape=True)


def _own_file(desk: Desk, to: str) -> Path:
    return word_file_to_write(desk, to, "the report", "Name a file elsewhere, or none.")


def report_blocks(desk: Desk, since: date, until: date) -> list[Block]:
    """Return the report's content. Raises BadInput for wrong days."""
    given, late = answers(desk, since, until), overdue_cases(desk, desk.today)
    overdue = _overdue(desk, [case for case in late if case.day <= until])
    return [
        *_head(desk, since, until),
        *_answers(given, since, until, overdue),
        *_open(desk, late),
        heading("How to read this"),
        *map(body, _NOTES),
    ]


_NOTES = (
    "It counts the answers for which the law sets a time limit, each in the month in which it was "
    "given. Late means after the last day that the law allowed, with any extension. A request that "
    "was withdrawn was not answered, and isn't counted. A kind that names another step, such as an "
    "acknowledgement, is counted by that step, because the law sets its day alone.",
    "Days are counted from the day of receipt to the answer, weekends and holidays too. Half of "
    "the answers took no longer than the middle one. Clock stopped: days among these that the law "
    "does not count, because a question to the requester or a fee was open. Extended: answers "
    "before which the requester was told of an extension. Overdue now: cases still open on the day "
    "of this report though their last day had passed. They are in no percentage. A case past "
    "a day that was only agreed, such as for a certificate of destruction, isn't one of them.",
    f"No row shows fewer than {FEW} answers, because a smaller number could point to one person's "
    "request. Months and kinds with fewer are shown together. A restricted case is counted only if "
    "the author of this report may see it.",
)


def _head(desk: Desk, since: date, until: date) -> list[Block]:
    schools = [school.name for school in desk.settings.schools]
    return [
        body(f"A report by {office(desk)} to its governors or trustees", bold=True),
        body(
            f"From {day_in_full(since)} to {day_in_full(until)}.\n"
            f"Made on {day_in_full(desk.today)}."
        ),
        *([body(f"Schools: {', '.join(schools)}.")] if len(schools) > 1 else ()),
    ]


def _overdue(desk: Desk, late: Sequence[OverdueCase]) -> str:
    """Return the number of overdue cases, or that it is small where few cases are open at all."""
    overdue = sum(not case.agreed for case in late)
    open_now = sum(counts_by_band(desk).values())
    return f"fewer than {FEW}" if overdue and open_now < FEW else str(overdue)


def _answers(given: Sequence[Answered], since: date, until: date, overdue: str) -> list[Block]:
    if not given:
        return [body("No answer with a time limit in law was given in these days.")]
    if len(given) < FEW:
        few = f"Fewer than {FEW} answers with a time limit in law were given in these days"
        return [body(f"{few}: too few to say more without telling of somebody's own request.")]
    total = (*_cells(("All", given)), overdue)
    months = [*map(_row, months_in_enough(by_month(given, since, until))), total]
    kinds = [*map(_row, kinds_in_enough(by_kind(given))), total]
    return [
        *map(body, _in_short(given)),
        body(f"Open cases past their last day, which the percentage doesn't count: {overdue}."),
        heading("By month"),
        table(("Month", *HEADS), months),
        heading("By kind of request"),
        table(("Kind", *HEADS), kinds),
    ]


def _in_short(given: Sequence[Answered]) -> tuple[str, str]:
    all_ = figures(given)
    late = f"{all_.late} came late" if all_.late else "None came late"
    stopped = f"for {_days(all_.stopped_days)} in all" if all_.stopped_days else "for none of them"
    extended = f"for {all_.extended} of them" if all_.extended else "for none of them"
    return (
        f"{all_.answered} answers with a time limit in law were given, {all_.in_time} of them on "
        f"time ({all_.percent}%). {late}. The median time was {_days(all_.median_days)}, the "
        f"longest {_days(all_.longest_days)}.",
        f"The clock was stopped {stopped}. The time limit was extended {extended}.",
    )


def months_in_enough(months: Mapping[date, Sequence[Answered]]) -> list[Row]:
    """Return a row for each month, combining months with too few answers.

    Such a month is combined with the next, and the last one with those before. Consecutive months
    without answers share a row.
    """
    spans: list[tuple[date, date, list[Answered]]] = []
    for month, some in months.items():
        first, joined = month, list(some)
        if spans and (_few(spans[-1][2]) or not (spans[-1][2] or some)):
            first, _, before = spans.pop()
            joined = [*before, *joined]
        spans.append((first, month, joined))
    while len(spans) > 1 and _few(spans[-1][2]):
        _, last, some = spans.pop()
        first, _, before = spans.pop()
        spans.append((first, last, [*before, *some]))
    return [(_span(first, last), some) for first, last, some in spans]


def kinds_in_enough(kinds: Mapping[str, Sequence[Answered]]) -> list[Row]:
    """Return a row for each kind, the most answered first, combining those with too few answers.

    The combined row has enough. Without any other row, it is left out.
    """
    rows = [(counted_title(kind), some) for kind, some in kinds.items() if not _few(some)]
    other = [answer for some in kinds.values() if _few(some) for answer in some]
    while rows and _few(other):
        other += rows.pop()[1]
    return [*rows, ("Other kinds, together", other)] if rows and other else rows


def _few(some: Sequence[Answered]) -> bool:
    return 0 < len(some) < FEW


def _row(row: Row) -> tuple[str, ...]:
    """Return the cells of a month or kind. Overdue cases are few, so only the total tells them."""
    return (*_cells(row), "-")


def _cells(row: Row) -> tuple[str, ...]:
    said, some = row
    if not some:
        return (said, "none", *"-" * (len(HEADS) - 2))
    all_ = figures(some)
    return (
        said,
        str(all_.answered),
        f"{all_.in_time} ({all_.percent}%)",
        str(all_.late),
        _days(all_.median_days),
        _days(all_.longest_days),
        _days(all_.stopped_days),
        str(all_.extended),
    )


def _span(first: date, last: date) -> str:
    """Return a span such as `Sep 2026`, or `Sep 2026 to Jan 2027`."""
    ends = (first,) if first == last else (first, last)
    return " to ".join(f"{MONTHS[month.month - 1]} {month.year}" for month in ends)


def _days(number: float) -> str:
    return counted(number, "day")


def _open(desk: Desk, late: Sequence[OverdueCase]) -> Iterable[Block]:
    bands = counts_by_band(desk)
    open_now = sum(bands.values())
    yield heading(f"Open on {day_in_full(desk.today)}")
    if not open_now:
        yield body("No case is open.")
    elif open_now < FEW:
        yield body(f"Fewer than {FEW} cases are open, too few to say more of them.")
    else:
        agreed = sum(case.agreed for case in late)
        only = f" ({agreed} of them past a day agreed, not set by law)" if agreed else ""
        rows = [
            (f"{BANDS[band]}{only if band == 'overdue' else ''}", str(count))
            for band, count in bands.items()
        ]
        yield table(("How urgent", "Cases"), [*rows, ("All", str(open_now))])
