"""The rules counted one day at a time, written a second time and apart from the product.

It is slow and plain on purpose: it looks at each day on a wall calendar. Holidays are the published
lists, not the product's files. If this and the product differ, one of them is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dpo_console.law.calendar.schools import SchoolType, TermCalendar
from dpo_console.law.model import Fact
from tests.law.worked import bank_holidays

ONE = timedelta(days=1)
QUESTIONS = {
    "id_requested": "id_received",
    "authority_requested": "authority_received",
    "fee_requested": "fee_paid",
    "clarification_requested": "clarification_received",
}
MONTH_RIGHTS = (
    "sar", "rectification", "erasure", "restriction", "portability", "objection",
    "automated-decision",
)  # fmt: skip
SCHOOL_DAY_KINDS = ("educational-record", "curricular-record", "ctf", "ctf-request")
OF_A_TRUST = ("academy", "special-academy")
OF_THE_AUTHORITY = ("maintained", "maintained-nursery", "pru", "special")
"""Schools of a local authority. The word “special” may mean one, so it counts as one."""

OWED_TO_THE_DEPARTMENT = (
    "maintained", "maintained-nursery", "special", *OF_A_TRUST, "non-maintained-special",
)  # fmt: skip

BOUND = {
    "ehc-advice": (),
    "consent-withdrawn": (),
    "eir-review": (*OF_THE_AUTHORITY, *OF_A_TRUST),
    "educational-record": ("maintained", "non-maintained-special", "special", "special-academy"),
    "curricular-record": ("maintained", "non-maintained-special", "special", "special-academy"),
    "ctf": OF_THE_AUTHORITY,
    "ctf-request": OF_THE_AUTHORITY,
    "foi": (*OF_THE_AUTHORITY, *OF_A_TRUST),
    "eir": (*OF_THE_AUTHORITY, *OF_A_TRUST),
    "pupil-information": OWED_TO_THE_DEPARTMENT,
}
NOTICES = ("extension_notified", "public_interest_notified")
STOPPED = "stopped"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """The slow counter's dates, or None without one."""

    due: date | None
    safe_by: date | None
    notice: date | None
    status: str


@dataclass
class Question:
    """A question with its answer, or a notice of extension."""

    name: str
    asked: date
    answered: date | None = None


def count(
    kind: str,
    facts: Sequence[Fact],
    school_type: SchoolType,
    terms: TermCalendar | None,
) -> Answer:
    """Return the dates of a case, by looking at one day after another."""
    received = min(f.on for f in facts if f.name == "received")
    results = min((f.on for f in facts if f.name == "results_announced"), default=None)
    if kind == "exam-results" and results and received >= results:
        kind = "sar"
    if school_type not in BOUND.get(kind, tuple(SchoolType)):
        return Answer(None, None, None, "no_limit")
    if kind == "complaint" and received < date(2026, 6, 19):
        return Answer(None, None, None, "no_limit")
    if kind == "ctf":
        received = max(f.on for f in facts if f.name in ("received", "earlier_file_received"))
    case = Wall(kind, received, questions(facts, received), results, terms)
    case.of_a_unit = school_type is SchoolType.PRU
    due, notice, status = case.settle(strict=False, with_authority=True)
    strict = [case.settle(strict=True, with_authority=both)[0] for both in (True, False)]
    safe_by = min((day for day in (due, *strict) if day), default=None)
    return Answer(due, safe_by, notice, status)


def questions(facts: Sequence[Fact], received: date) -> list[Question]:
    """Return the questions in order of day, each with the first answer left for it."""
    ordered = sorted((f for f in facts if f.on >= received), key=lambda f: (f.on, f.id))
    names = (*QUESTIONS, *NOTICES)
    asked = [Question(f.name, f.on) for f in ordered if f.name in names]
    for fact in ordered:
        for question in asked:
            is_open = question.answered is None and question.asked <= fact.on
            if is_open and QUESTIONS.get(question.name) == fact.name:
                question.answered = fact.on
                break
    return asked


@dataclass
class Wall:
    """One case before a calendar on the wall."""

    kind: str
    received: date
    asked: list[Question]
    results: date | None
    terms: TermCalendar | None
    of_a_unit: bool = False

    def settle(self, *, strict: bool, with_authority: bool) -> tuple[date | None, date | None, str]:
        """Go through the questions in order. Return the final due day, notice and status."""
        counted: list[Question] = []
        for_notice: list[Question] = []
        extended = False
        for question in self.asked:
            day = question.asked
            if question.name in NOTICES:
                if self.extended_by() == question.name and self.is_open(
                    for_notice, day, False, strict
                ):
                    extended = True
                continue
            if not self.counts(question.name, with_authority):
                continue
            if self.is_open(counted, day, extended, strict):
                counted.append(question)
            if self.is_open(for_notice, day, False, strict):
                for_notice.append(question)
        due = self.limit(counted, extended, strict)
        told_apart = self.extended_by() == "extension_notified"
        notice = self.limit(for_notice, False, strict) if told_apart else None
        return self.date_or_none(due), self.date_or_none(notice), self.status(counted)

    @staticmethod
    def date_or_none(limit: date | str | None) -> date | None:
        return limit if isinstance(limit, date) else None

    def status(self, counted: list[Question]) -> str:
        still_open = {q.name for q in counted if q.answered is None}
        if any(self.starts(name) for name in still_open):
            return "waiting_to_start"
        return "paused" if still_open else "running"

    def is_open(self, counted: list[Question], day: date, extended: bool, strict: bool) -> bool:
        """Return True if the limit, as it then stood, had not passed on that day."""
        if any(q.answered is None or q.answered > day for q in counted):
            return True
        limit = self.limit(counted, extended, strict)
        return not isinstance(limit, date) or day <= limit

    def extended_by(self) -> str:
        if self.kind == "foi":
            return "public_interest_notified"
        return "extension_notified" if self.kind in (*MONTH_RIGHTS, "eir") else ""

    def starts(self, name: str) -> bool:
        if self.kind in MONTH_RIGHTS:
            return name in ("id_requested", "authority_requested", "fee_requested")
        return self.kind in ("foi", "eir") and name == "clarification_requested"

    def counts(self, name: str, with_authority: bool) -> bool:
        if name == "authority_requested" and not with_authority:
            return False
        pauses = {"sar": "clarification_requested", "foi": "fee_requested", "eir": "fee_requested"}
        return self.starts(name) or pauses.get(self.kind) == name

    def limit(self, counted: list[Question], extended: bool, strict: bool) -> date | str:
        if any(q.answered is None for q in counted):
            return STOPPED
        start = self.received
        for question in counted:
            if self.starts(question.name) and question.answered:
                start = max(start, question.answered)
        out = self.days_out(counted, start, strict)
        day = self.period(start, out, extended, strict)
        if not isinstance(day, date) or strict or not self.rolls():
            return day
        while day.weekday() >= 5 or day in bank_holidays()[0]:
            day += ONE
        return day

    def rolls(self) -> bool:
        return self.kind in (*MONTH_RIGHTS, "complaint", "exam-results")

    def days_out(self, counted: list[Question], start: date, strict: bool) -> set[date]:
        """Return each day that does not count, one by one."""
        out = set()
        for question in counted:
            if self.starts(question.name) or question.answered is None:
                continue
            answer_runs = self.kind == "sar" and (strict or self.received < date(2026, 2, 5))
            day = question.asked
            while day <= question.answered:
                if day > start and not (answer_runs and day == question.answered):
                    out.add(day)
                day += ONE
        return out

    def period(self, start: date, out: set[date], extended: bool, strict: bool) -> date | str:
        if self.kind in MONTH_RIGHTS:
            return months_on(start, 3 if extended else 1) + len(out) * ONE
        if self.kind == "exam-results":
            ends = [months_on(start, 5)]
            if self.results:
                ends.append(self.results + (39 if strict else 40) * ONE)
            return min(ends)
        if self.kind == "eir":
            return self.nth(start, 40 if extended else 20, out, school=False)
        if self.kind == "eir-review":
            return self.nth(start, 40, out, school=False)
        if self.kind == "foi":
            first = self.foi(start, out)
            return self.foi(first, out) if extended and isinstance(first, date) else first
        if self.kind in SCHOOL_DAY_KINDS:
            return self.nth(start, 15, out, school=True, uk=False)
        days = {"complaint": 29 if strict else 30, "pupil-information": 14}
        return start + days[self.kind] * ONE

    def foi(self, start: date, out: set[date]) -> date | str:
        if self.of_a_unit:
            return self.nth(start, 20, out, school=False)
        sixtieth = self.nth(start, 60, out, school=False)
        assert isinstance(sixtieth, date)
        return self.nth(start, 20, out, school=True, until=sixtieth)

    def nth(
        self,
        start: date,
        number: int,
        out: set[date],
        *,
        school: bool,
        uk: bool = True,
        until: date | None = None,
    ) -> date | str:
        """Tick off days on the wall until the number is reached."""
        day = start
        while number:
            day += ONE
            if school and self.is_working_day(day, uk) and not self.is_known(day):
                return UNKNOWN
            if until and day == until:
                return day
            if day in out or not self.is_working_day(day, uk):
                continue
            if school and not self.is_school_day(day):
                continue
            number -= 1
        return day

    def is_known(self, day: date) -> bool:
        spans = self.terms.spans if self.terms else ()
        return any(first <= day for first, _ in spans) and any(day <= last for _, last in spans)

    def is_school_day(self, day: date) -> bool:
        assert self.terms
        return any(first <= day <= last for first, last in self.terms.spans)

    @staticmethod
    def is_working_day(day: date, uk: bool) -> bool:
        england, elsewhere = bank_holidays()
        return day.weekday() < 5 and day not in england and not (uk and day in elsewhere)


def months_on(start: date, months: int) -> date:
    """Turn the page `months` times, then take the same date, or the last one on the page."""
    day, turned = start, 0
    while turned < months:
        day += ONE
        turned += day.day == 1
    while day.day < start.day and (day + ONE).day != 1:
        day += ONE
    return day
