"""The office's time limits: answers on time, days taken, and open cases.

A statutory answer counts in the month in which it was given. Days on which the clock was stopped,
and extensions, are shown apart, because they are neither speed nor lateness. Open cases past their
last day stand beside the percentage: it counts answers alone, and would look better without them.
A case past a day that was only agreed, such as for a certificate of destruction, isn't one of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from statistics import median
from typing import NamedTuple

from dpo_console.cases.clock.answers import Answered, answers
from dpo_console.cases.clock.projection import late_at, plain_clock
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import counts_by_band
from dpo_console.law.model import Standing
from dpo_console.law.statutes import statute
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import BY_URGENCY, LastDays
from dpo_console.text import counted


class OverdueCase(NamedTuple):
    """The kind, school and last day of an open case that is overdue.

    `agreed` is True where no limit in law has passed, but a day that was agreed: a recipient's
    certificate or signed terms are late, or a review.
    """

    kind: str
    school: str
    day: date
    agreed: bool = False


def overdue_cases(desk: Desk, until: date) -> list[OverdueCase]:
    """Return each open case that is overdue, if its last day is by `until`."""
    with desk.database.read() as ask:
        found = lists.by_last_day(ask, conditions.band("overdue", desk.now))
        cases = [*_by_law(found), *_with_agreed_days(ask, desk, found)]
    return [case for case in cases if case.day <= until]


def _by_law(found: list[LastDays]) -> Iterator[OverdueCase]:
    """Yield the cases of the kinds whose every day is set by law."""
    for of in found:
        if not _agrees_days(of.kind):
            one = OverdueCase(of.kind, of.school, date.fromisoformat(of.day))
            yield from [one] * of.number


def _with_agreed_days(ask: Ask, desk: Desk, found: list[LastDays]) -> Iterator[OverdueCase]:
    """Yield the cases of the other kinds. Their days are worked out again to know who set them."""
    kinds = sorted({of.kind for of in found if _agrees_days(of.kind)})
    if kinds:
        band = conditions.band("overdue", desk.now)
        where = conditions.together(band, conditions.one_of("kind", kinds, "agreeing"))
        most = sum(of.number for of in found)
        for page in pages(ask, lists.numbers(ask, where, BY_URGENCY, most)):
            yield from filter(None, (_looked_at(file, desk) for file in files(page)))


def _looked_at(file: CaseFile, desk: Desk) -> OverdueCase | None:
    clock = plain_clock(file, desk.settings, desk.today)
    now = desk.now.isoformat(timespec="minutes")
    late = [
        (limit.standing is not Standing.STATUTORY, late_at(limit.due))
        for limit in clock.deadlines
        if limit.met_on is None and limit.standing is not Standing.TARGET and limit.due
        and late_at(limit.due) < now
    ]  # fmt: skip
    if not late:  # the case's row waits to be worked out again
        return None
    agreed, last = min(late)
    return OverdueCase(file.case.kind, file.case.school, date.fromisoformat(last[:10]), agreed)


@cache
def _agrees_days(kind: str) -> bool:
    """Return True if a kind has days that are agreed beside those that the law sets."""
    duties = (duty for version in statute(kind).versions for duty in version.duties)
    return any(duty.standing is Standing.AGREED for duty in duties)


COUNTED = "Answers, acknowledgements and reports due in law"
"""The steps that are counted, in words."""

ANSWER = "answer"
"""The duty to answer. Rows whose limit is that of another duty name it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures for a number of answers. Days are 0 if there are none.

    `overdue` counts the cases still open after their last day.
    """

    answered: int
    in_time: int
    median_days: float
    longest_days: int
    stopped_days: int
    extended: int
    overdue: int = 0

    @property
    def late(self) -> int:
        """The number of answers after their limit."""
        return self.answered - self.in_time

    @property
    def percent(self) -> int | None:
        """The percentage on time, or None if no answer was given."""
        return self.in_time * 100 // self.answered if self.answered else None

    @property
    def said(self) -> str:
        """The answers in words, but for their number on time: `median 21 days, longest 24`."""
        parts = [f"{self.late} late"] if self.late else []
        parts.append(f"median {counted(self.median_days, 'day')}, longest {self.longest_days}")
        if self.stopped_days:
            parts.append(f"clock stopped {counted(self.stopped_days, 'day')}")
        parts += [f"{self.extended} extended"] if self.extended else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures for the days from `since` to `until`, both included, and the cases open now.

    `months` go by their first day, `kinds` by slug, the most answered first, and `open` by band. An
    overdue case counts in the month of its last day. Kinds and total also count those of before,
    and so do `groups` of schools by slug, as the settings list them. A case may be in several.
    `agreed` counts the overdue cases that are past a day that was agreed, and past none in law.
    They are in no other figure but `open`.
    """

    since: date
    until: date
    total: Figures
    months: Mapping[date, Figures]
    kinds: Mapping[str, Figures]
    groups: Mapping[str, Figures]
    open: Mapping[str, int]
    agreed: int


def statistics(desk: Desk, since: date, until: date) -> Statistics:
    """Return the figures of a span of days. Raises BadInput for one that ends before it begins."""
    given = answers(desk, since, until)
    overdue = overdue_cases(desk, until)
    late = [case for case in overdue if not case.agreed]
    of_kind = Counter(case.kind for case in late)
    in_month = Counter(case.day.replace(day=1) for case in late if case.day >= since)
    months, kinds = by_month(given, since, until), by_kind(given)
    kinds |= {kind: [] for kind in sorted(of_kind) if kind not in kinds}
    return Statistics(
        since=since,
        until=until,
        total=figures(given, len(late)),
        months={month: figures(some, in_month[month]) for month, some in months.items()},
        kinds={kind: figures(some, of_kind[kind]) for kind, some in kinds.items()},
        groups={
            group.slug: figures(
                [answer for answer in given if answer.school in group.schools],
                sum(case.school in group.schools for case in late),
            )
            for group in desk.settings.groups
        },
        open=counts_by_band(desk),
        agreed=len(overdue) - len(late),
    )


def by_month(given: Iterable[Answered], since: date, until: date) -> dict[date, list[Answered]]:
    """Return each month of the span, by its first day, with the answers given in it."""
    months: dict[date, list[Answered]] = {month: [] for month in _months(since, until)}
    for answer in given:
        months[answer.on.replace(day=1)].append(answer)
    return months


def by_kind(given: Iterable[Answered]) -> dict[str, list[Answered]]:
    """Return the answers of each kind of request, by slug, the most answered first."""
    kinds: defaultdict[str, list[Answered]] = defaultdict(list)
    for answer in given:
        kinds[answer.kind].append(answer)
    return dict(sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0])))


def school_year(day: date) -> tuple[date, date]:
    """Return the first and last day of the school year around `day`: September to August."""
    year = day.year if day.month >= 9 else day.year - 1
    return date(year, 9, 1), date(year + 1, 8, 31)


def counted_title(kind: str) -> str:
    """Return the title of a kind, with the step that is counted where that isn't the answer.

    Of a complaint, DPA 2018 s.164A sets a day for the acknowledgement alone. Of a breach, UK GDPR
    Art 33(1) sets one for the report. A kind whose day an order or a notice sets says so.
    """
    law = statute(kind)
    duties = (duty for duty in law.versions[-1].duties if duty.standing is Standing.STATUTORY)
    first = next(duties, None)
    step = f": {first.title[:1].lower()}{first.title[1:]}" if first and first.what != ANSWER else ""
    return f"{law.title}{step}{' (day set by an order)' if first and first.needs else ''}"


def _months(since: date, until: date) -> Iterator[date]:
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def figures(given: Sequence[Answered], overdue: int = 0) -> Figures:
    """Return the figures for these answers, beside the overdue cases."""
    days = [answer.days for answer in given]
    return Figures(
        answered=len(given),
        in_time=sum(answer.in_time for answer in given),
        median_days=_whole(median(days)) if days else 0,
        longest_days=max(days, default=0),
        stopped_days=sum(answer.stopped for answer in given),
        extended=sum(answer.extended for answer in given),
        overdue=overdue,
    )


def _whole(days: float) -> float:
    """Return a median as a whole number of days, or the half between two."""
    return int(days) if days == int(days) else days
