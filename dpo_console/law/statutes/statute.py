"""A statute as values: one kind of request, with its versions, duties, limits and questions.

`toml_reader` fills them from a statute's file, by their annotations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Literal

from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import TYPES, SchoolType
from dpo_console.law.model import Standing
from dpo_console.toml_file import REQUIRED, Table
from dpo_console.toml_marks import Key, SameAs, Words, some_of
from dpo_console.toml_reader import read

UNITS = ("months", "weeks", "days", "hours", "working_days", "school_days")
COUNTED = ("working_days", "school_days")
"""The units that don't include every day."""

IN_A_LETTER = ("subjects", "received")

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


def _one_limit(table: Table, key: str, _default: Limit) -> Limit:
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
    type of school, and `limit_at` holds the limits of a type that has its own.
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

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that contradicts another, with what is wrong."""
        for key, schools in (("by_school", self.by_school), ("limit_at", self.limit_at)):
            for name in schools:
                if name not in TYPES:
                    yield f"{key}.{name}", f"must be one of {', '.join(TYPES)}."
        if all(limit.since and limit.since not in self.needs for limit in self.limits):
            since = self.limits[0].since
            yield "needs", f"must name {since}, without which there is no limit."
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
class Version:
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

    def with_commenced(self, duties: frozenset[str]) -> "Version":
        """Return the same version with these duties in force, after its own."""
        on = tuple(duty for duty in self.switched_off if duty.what in duties)
        off = tuple(duty for duty in self.switched_off if duty.what not in duties)
        return replace(self, duties=self.duties + on, switched_off=off)


@dataclass(frozen=True, slots=True)
class NextAction:
    """The next action while all facts in `when` and none in `unless` exist."""

    does: Words
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BeforeClosing:
    """The facts of which a case needs one before it closes. `say` is the message to the officer."""

    one_of: tuple[str, ...]
    say: Words


@dataclass(frozen=True, slots=True)
class Claim:
    """The events that an outcome claims: facts that must exist, and facts that must not."""

    needs: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()


def _in_a_letter(table: Table, key: str, default: str) -> str:
    text = table.words(key, default)
    try:
        text.format_map(dict.fromkeys(IN_A_LETTER, ""))
    except (KeyError, IndexError, ValueError) as error:
        known = " and ".join(f"{{{name}}}" for name in IN_A_LETTER)
        raise table.wrong(key, f"may name {known} only.") from error
    return text


ANYBODY = "anybody"
"""Stands in `asked_by` for every kind of requester."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The office's way of working a kind of request, besides its dates.

    `in_words` stands in a sentence, such as `a subject access request`. `asks_for` is a letter's
    summary of the request, and may name {subjects} and {received}. `requester` is the default
    requester kind, and `answered_by` the fact that records the answer. The first of `moves` that
    fits is the next. `gated` requests are released only through the approval gate. Forms begin with
    the `usual` kind. `asked_by` lists the kinds of requester that the law gives this request to, or
    is ANYBODY: anybody else makes a third-party request. The name of the requester or of its
    organisation has one of the words in `asked_in_name`, if there are any. A `searched` kind is
    answered from the results of a search. In a `blind` kind, nobody is asked for identity or motive
    (FOIA 2000 s.1(1), s.8; EIR 2004 reg 5(1)).
    """

    in_words: Words
    asks_for: Annotated[str, _in_a_letter] = "what you set out in your request of {received}"
    requester: Words
    asked_by: tuple[str, ...]
    asked_in_name: tuple[str, ...] = ()
    answered_by: Words = "responded"
    moves: tuple[NextAction, ...]
    before_closing: BeforeClosing | None
    gated: bool = False
    usual: bool = False
    searched: bool = False
    blind: bool = False

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that is missing, where there is nothing to be done."""
        if not self.moves and not self.gated:
            yield "moves", "is missing; say what is to be done."
        if self.only_some and self.requester not in self.asked_by:
            yield "requester", "is not in asked_by."

    @property
    def only_some(self) -> bool:
        """True if only some kinds of requester may make this request."""
        return ANYBODY not in self.asked_by


@dataclass(frozen=True, slots=True)
class Silence:
    """The rules for unanswered questions `to`: the time to chase, and the time to close.

    Both run from the day of asking. `law` is the ground for closing. With `beginning_with`, the day
    of asking is itself the first day of the time to close.
    """

    to: tuple[str, ...]
    chase: Annotated[Limit, _one_limit]
    close: Annotated[Limit, _one_limit]
    law: Words
    beginning_with: bool = False


_SCHOOLS = some_of(TYPES, "{name!r} is not a valid SchoolType; they are {known}.")


def _schools(table: Table, key: str, default: frozenset[SchoolType]) -> frozenset[SchoolType]:
    return frozenset(_SCHOOLS(table, key, default))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """One kind of request.

    `binds` holds the school types with a statutory limit. Others have a target, for the reason in
    `unbound`, and may be offered the kind `offers`. `belongs_to` says, for a type of school, which
    other body must answer. `not_counted` maps a fact to the reason why it
    moves nothing here. `receipt` describes the event on the day of receipt. `outcomes` maps a slug
    to a title, and `says` maps some of them to their claims. `facts` are offered although no duty
    counts them.
    """

    kind: str
    title: str
    prefix: str
    checked: date
    binds: Annotated[frozenset[SchoolType], _schools]
    unbound: str = ""
    belongs_to: Mapping[str, str] = field(default_factory=dict)
    offers: str = ""
    receipt: str = "Received"
    outcomes: Mapping[str, str]
    says: Mapping[str, Claim] = field(default_factory=dict)
    not_counted: Mapping[str, str]
    facts: tuple[str, ...] = ()
    work: Work
    silences: Annotated[tuple[Silence, ...], Key("silence")]
    versions: tuple[Version, ...]

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that contradicts another, with what is wrong."""
        if unknown := set(self.says) - set(self.outcomes):
            yield "says", f"names {', '.join(sorted(unknown))}, which is no outcome."
        days = [version.begins for version in self.versions]
        if not days:
            yield "version", "is missing; a statute has at least one [[version]]."
        if sorted(days) != days:
            yield "version", "must stand in order of their days in force (from)."
        if len(self.binds) < len(TYPES) and not self.unbound:
            yield "unbound", "is missing; say why some school types are not bound."

    def version_on(self, received: date) -> Version:
        """Return the version in force on receipt. Raises BadInput for a day before the first."""
        for version in reversed(self.versions):
            if version.begins <= received:
                return version
        raise BadInput(
            f"{self.title}: received on {received} is before {self.versions[0].begins}, "
            "and no earlier law is kept here. Check the year."
        )

    def binds_at(self, school: SchoolType) -> bool:
        """Return True if the limits are law for that type of school.

        A word that means two types is read as the one that is bound, which has the earlier date.
        """
        return not self.binds.isdisjoint(school.readings)

    def depends_on(self, school: SchoolType) -> bool:
        """Return True if the two types that a word may mean differ in this kind."""
        return len({reading in self.binds for reading in school.readings}) > 1

    @property
    def law(self) -> str:
        """The law that holds now, in short."""
        return self.versions[-1].law

    @property
    def counts_hours(self) -> bool:
        """True if its limit runs from a minute rather than a day."""
        return self.versions[-1].duties[0].limits[0].unit == "hours"

    @property
    def counts_a_month(self) -> bool:
        """True if its limit is one month, as for a request under the UK GDPR."""
        return self.versions[-1].duties[0].limits == (Limit("months", 1),)

    def with_commenced(self, duties: frozenset[str]) -> "Statute":
        """Return the same statute with these duties in force, or itself if it has none of them."""
        if not duties or not any(
            duty.what in duties for v in self.versions for duty in v.switched_off
        ):
            return self
        return replace(self, versions=tuple(v.with_commenced(duties) for v in self.versions))
