"""The statutes: the law on each kind of request, read from statutes/*.toml.

statutes/README.md explains the vocabulary. Reading refuses a file with any other key. The error
names the file and the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.model import Standing

FOLDER = Path(__file__).parent / "statutes"


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time, or the day that a fact names.

    `unit` is months, weeks, days, hours, working_days, school_days or on. `since` is the fact that
    it runs from, or '' for the start of the clock. For `on`, it is the fact that names the day.
    """

    unit: str
    count: int = 0
    holidays: str = "england"
    since: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A question whose answer starts the clock. A strict reading ignores a contested one."""

    by: str
    law: str
    contested: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """A question that stops the clock.

    `neither_end_day`: neither the day of asking nor that of the answer counts. `not_answer_day`:
    the day of the answer counts. `strictly` is the strict reading.
    """

    by: str
    counts: str
    strictly: str
    law: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A longer limit, from the same start, if the requester is told within `notice`."""

    limits: tuple[Limit, ...]
    notice: tuple[Limit, ...]
    law: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty with its date: the earliest of `limits`.

    `strictly` holds the limits under the strict reading. `rolls_by` is the law that moves a last
    day that is not a working day in England, or ''. The duty exists if all facts in `needs` and
    none in `unless` exist. Any fact in `met_by` meets it. `by_school` is the further law for one
    type of school.
    """

    what: str
    title: str
    standing: Standing
    limits: tuple[Limit, ...]
    strictly: tuple[Limit, ...]
    rolls_by: str
    extension: Extension | None
    met_by: tuple[str, ...]
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    law: str
    by_school: Mapping[str, str]

    def law_for(self, school: SchoolType) -> str:
        """Return the law of the duty at a school of that type."""
        return "; ".join(part for part in (self.law, self.by_school.get(school)) if part)


@dataclass(frozen=True, slots=True)
class CountedAs:
    """The rule to count as another kind if received on or after the day of the fact `since`."""

    kind: str
    since: str
    law: str


@dataclass(frozen=True, slots=True)
class Version:
    """The rules for requests received on or after `begins`, until the next version.

    If newer rules exclude earlier requests, `why` says so and `saved_by` is the law for that.
    `switched_off` holds the duties that are not in force yet.
    """

    begins: date
    why: str
    saved_by: str
    law: str
    starts: tuple[Start, ...]
    pauses: tuple[Pause, ...]
    duties: tuple[Duty, ...]
    switched_off: tuple[Duty, ...]
    counted_as: CountedAs | None

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
class MoveRule:
    """The next action while all facts in `when` and none in `unless` exist."""

    does: str
    when: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeforeClosing:
    """The facts of which a case needs one before it closes. `say` is the message to the officer."""

    one_of: tuple[str, ...]
    say: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The events that an outcome claims: facts that must exist, and facts that must not."""

    needs: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """The office's way of working a kind of request, besides its dates.

    `in_words` stands in a sentence, such as `a subject access request`. `asks_for` is a letter's
    summary of the request, and may name {subjects} and {received}. `requester` is the default
    requester kind, and `answered_by` the fact that records the answer. The first of `moves` that
    fits is the next. `gated` requests are released only through the approval gate. Forms begin with
    the `usual` kind. A `searched` kind is answered from the results of a search. In a `blind` kind,
    nobody is asked for identity or motive (FOIA 2000 s.1(1), s.8; EIR 2004 reg 5(1)).
    """

    in_words: str
    asks_for: str
    requester: str
    answered_by: str
    moves: tuple[MoveRule, ...]
    before_closing: BeforeClosing | None
    gated: bool
    usual: bool
    searched: bool
    blind: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """The rules for unanswered questions `to`: the time to chase, and the time to close.

    Both run from the day of asking. `law` is the ground for closing. With `beginning_with`, the day
    of asking is itself the first day of the time to close.
    """

    to: tuple[str, ...]
    chase: Limit
    close: Limit
    law: str
    beginning_with: bool = False


@dataclass(frozen=True, slots=True)
class Statute:
    """One kind of request.

    `binds` holds the school types with a statutory limit. Others have a target, for the reason in
    `unbound`, and may be offered the kind `offers`. `not_counted` maps a fact to the reason why it
    moves nothing here. `receipt` describes the event on the day of receipt. `outcomes` maps a slug
    to a title, and `says` maps some of them to their claims. `facts` are offered although no duty
    counts them.
    """

    kind: str
    title: str
    prefix: str
    checked: date
    binds: frozenset[SchoolType]
    unbound: str
    offers: str
    receipt: str
    outcomes: Mapping[str, str]
    says: Mapping[str, Claim]
    not_counted: Mapping[str, str]
    facts: tuple[str, ...]
    work: Work
    silences: tuple[Silence, ...]
    versions: tuple[Version, ...]

    def version_on(self, received: date) -> Version:
        """Return the version in force on receipt. Raises BadInput for a day before the first."""
        for version in reversed(self.versions):
            if version.begins <= received:
                return version
        raise BadInput(
            f"{self.title}: received on {received} is before {self.versions[0].begins}, "
            "and no earlier law is kept here. Check the year."
        )

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


@cache
def kinds() -> tuple[str, ...]:
    """Return the slugs of all kinds, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def statute(kind: str) -> Statute:
    """Return the statute of a kind. Raises BadInput with similar names for an unknown kind."""
    if kind not in kinds():
        close = get_close_matches(kind, kinds(), n=3)
        ask = f"Did you mean: {', '.join(close)}?" if close else f"There are: {', '.join(kinds())}."
        raise BadInput(f"There is no kind of request {kind!r}. {ask}")
    from dpo_console.law.statute_file import read_statute

    return read_statute(FOLDER / f"{kind}.toml")


@cache
def usual_kind() -> str:
    """Return the kind that a form begins with."""
    return next(kind for kind, law in statutes().items() if law.work.usual)


@cache
def switched_off() -> frozenset[str]:
    """Return the duties (`what`) of all kinds that are not in force yet."""
    every = (version for law in statutes().values() for version in law.versions)
    return frozenset(duty.what for version in every for duty in version.switched_off)


@cache
def statutes() -> Mapping[str, Statute]:
    """Return all statutes by kind."""
    return MappingProxyType({kind: statute(kind) for kind in kinds()})
