"""The versions of a statute: its duties, limits, pauses and extensions, as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Literal

from dpo_console.law.calendar.schools import TYPES, SchoolType
from dpo_console.law.model import Standing
from dpo_console.toml_file import REQUIRED, Table
from dpo_console.toml_marks import Key, SameAs
from dpo_console.toml_reader import read

UNITS = ("months", "weeks", "days", "hours", "working_days", "school_days")
COUNTED = ("working_days", "school_days")
"""The units that don't include every day."""

PauseCounts = Literal["neither_end_day", "not_answer_day"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time, or the day that a fact names.

    `unit` is months, weeks, days, hours, working_days, school_days or on. `since` is the fact that
    it runs from, or '' for the start of the clock. For `on`, it is the fact that names the day.
    """

    unit: str
    count: int = 0
    holidays: Literal["england", "uk"] = "england"
    since: str = ""


def _limit(table: Table) -> Limit:
    if table.has("on"):
        limit = Limit("on", since=table.take("on", str))
        table.done()
        return limit
    unit = next((key for key in table.names() if key in UNITS), "")
    if not unit:
        raise table.wrong("limit", f"needs one of {', '.join(UNITS)}, or on.")
    count = table.take(unit, int)
    if count < 1:
        raise table.wrong(unit, f"is {count}, but must be 1 or more.")
    return read(Limit, table, unit=unit, count=count)


def one_limit(table: Table, key: str, _default: Limit) -> Limit:
    """Return the limit in the table under `key`. Raises BadFile."""
    return _limit(table.table(key))


def _limits(table: Table, key: str, default: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """Return one limit, or a list of which the earliest counts."""
    if default is not REQUIRED and not table.has(key):
        return default
    if table.is_list(key):
        return tuple(_limit(limit) for limit in table.tables(key))
    return (_limit(table.table(key)),)


Limits = Annotated[tuple[Limit, ...], _limits]


def _limits_at(
    table: Table, key: str, default: Mapping[str, tuple[Limit, ...]]
) -> Mapping[str, tuple[Limit, ...]]:
    """Return the limits of each type of school that is named."""
    if not table.has(key):
        return default
    schools = table.table(key)
    return {name: _limits(schools, name, ()) for name in schools.names()}


@dataclass(frozen=True, slots=True)
class Start:
    """A question whose answer starts the clock. A strict reading ignores a contested one."""

    by: str
    law: str
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A question that stops the clock.

    `neither_end_day`: neither the day of asking nor that of the answer counts. `not_answer_day`:
    the day of the answer counts. `strictly` is the strict reading.
    """

    by: str
    counts: PauseCounts
    strictly: Annotated[PauseCounts, SameAs("counts")]
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A later limit, if the requester is told by the fact `by` within `notice`.

    `limits` is a longer limit from the same start. With `again`, both are the duty's own limit, and
    it is counted once more from the day on which it ends.
    """

    limits: Annotated[Limits, Key("limit")] = ()
    notice: Limits = ()
    law: str
    by: str = "extension_notified"
    again: bool = False

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that is missing, or that contradicts `again`."""
        for key, limits in (("limit", self.limits), ("notice", self.notice)):
            if self.again and limits:
                yield key, "is wrong here: the duty's own limit is counted again."
            if not self.again and not limits:
                yield key, "is missing."


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty with its date: the earliest of `limits`.

    `strictly` holds the limits under the strict reading. `rolls_by` is the law that moves a last
    day that is not a working day in England, or ''. The duty exists if all facts in `needs` and
    none in `unless` exist. Any fact in `met_by` meets it. `by_school` is the further law for one
    type of school, and `limit_at` holds the limits of a type that has its own. `set_by` is the
    guidance that sets a target, or '' where the office sets it.
    """

    what: str
    title: str
    standing: Standing
    limits: Annotated[Limits, Key("limit")]
    strictly: Annotated[Limits, SameAs("limits")]
    rolls_by: str = ""
    extension: Extension | None
    met_by: tuple[str, ...]
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    law: str
    by_school: Mapping[str, str]
    limit_at: Annotated[Mapping[str, tuple[Limit, ...]], _limits_at] = field(default_factory=dict)
    set_by: str = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that contradicts another, with what is wrong."""
        for key, schools in (("by_school", self.by_school), ("limit_at", self.limit_at)):
            for name in schools:
                if name not in TYPES:
                    yield f"{key}.{name}", f"must be one of {', '.join(TYPES)}."
        if all(limit.since and limit.since not in self.needs for limit in self.limits):
            since = self.limits[0].since
            yield "needs", f"must name {since}, without which there is no limit."
        if self.set_by and self.standing is not Standing.TARGET:
            yield "set_by", "is wrong here: only a target is set by guidance."
        if self.rolls_by and any(limit.unit == "hours" for limit in self.limits):
            yield "rolls_by", "is wrong here: a limit in hours never rolls."
        if self.extension and self.extension.again and not self.counts_single_days:
            yield "extension", f"is counted again in {' or '.join(COUNTED)} only."

    @property
    def counts_single_days(self) -> bool:
        """True if all limits are in working days or school days, from the start of the clock."""
        return all(limit.unit in COUNTED and not limit.since for limit in self.limits)

    @property
    def notice_limits(self) -> tuple[Limit, ...]:
        """The limits for telling the requester of an extension, or () without one."""
        if self.extension is None:
            return ()
        return self.limits if self.extension.again else self.extension.notice

    def law_for(self, school: SchoolType) -> str:
        """Return the law of the duty at a school of that type."""
        further = (self.by_school.get(reading) for reading in school.readings)
        return "; ".join(part for part in (self.law, next(filter(None, further), "")) if part)

    def at(self, school: SchoolType) -> "Duty":
        """Return the duty with the limits of a school of that type."""
        limits = self.limit_at.get(school)
        return replace(self, limits=limits, strictly=limits) if limits else self


@dataclass(frozen=True, slots=True)
class CountedAs:
    """The rule to count as another kind if received on or after the day of the fact `since`."""

    kind: str
    since: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesVersion:
    """The rules for requests received on or after `begins`, until the next version.

    If newer rules exclude earlier requests, `why` says so and `saved_by` is the law for that.
    `switched_off` holds the duties that are not in force yet.
    """

    begins: Annotated[date, Key("from")]
    why: str = ""
    saved_by: str = ""
    law: str
    starts: Annotated[tuple[Start, ...], Key("start")]
    pauses: Annotated[tuple[Pause, ...], Key("pause")]
    duties: tuple[Duty, ...]
    switched_off: tuple[Duty, ...]
    counted_as: CountedAs | None

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that contradicts another, with what is wrong."""
        if not self.duties:
            yield "duty", "is missing; a version has at least one [[version.duty]]."
        if self.saved_by and not self.why:
            yield "why", f"is missing; say what {self.saved_by} spares."

    @property
    def questions(self) -> frozenset[str]:
        """The facts that stop the clock or prevent its start."""
        return frozenset({s.by for s in self.starts} | {p.by for p in self.pauses})

    def with_commenced(self, duties: frozenset[str]) -> "RulesVersion":
        """Return the same version with these duties in force, after its own."""
        on = tuple(duty for duty in self.switched_off if duty.what in duties)
        off = tuple(duty for duty in self.switched_off if duty.what not in duties)
        return replace(self, duties=self.duties + on, switched_off=off)
