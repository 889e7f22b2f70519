"""The statutes: what the law says of each kind of request, read from statutes/*.toml.

The vocabulary is explained in statutes/README.md. A file that says anything else is refused when
it is read, naming the file and the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dpo_console.errors import BadInput
from dpo_console.law.model import SchoolType, Standing

FOLDER = Path(__file__).parent / "statutes"


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time, or the day that a fact names.

    `unit` is months, weeks, days, hours, working_days, school_days or on. `since` is the fact
    that it runs from ('' for the start of the clock) or, for `on`, the fact that names the day.
    """

    unit: str
    count: int = 0
    holidays: str = "england"
    since: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A question whose answer starts the clock; a contested one is ignored by a strict reading."""

    by: str
    law: str
    contested: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """A question that stops the clock.

    `neither_end_day`: neither the day of asking nor that of the answer counts;
    `not_answer_day`: the day of the answer counts as running. `strictly` is the strict reading.
    """

    by: str
    counts: str
    strictly: str
    law: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A longer limit, from the same start, for whoever is told of it within `notice`."""

    limits: tuple[Limit, ...]
    notice: tuple[Limit, ...]
    law: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that must be done, and by when: the earliest of `limits`.

    `strictly` are the limits under the strict reading; `rolls_by` is the law by which a last day
    that is no working day in England moves on ('' where none does). It exists while all facts in
    `needs` and none in `unless` do, and is met by any in `met_by`. `by_school` is the further law
    for one type of school.
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
        """The law of the duty at a school of that type."""
        return "; ".join(part for part in (self.law, self.by_school.get(school)) if part)


@dataclass(frozen=True, slots=True)
class CountedAs:
    """Counted as another kind when received on or after the day that the fact `since` names."""

    kind: str
    since: str
    law: str


@dataclass(frozen=True, slots=True)
class Version:
    """The rules for whatever was received on or after `begins`, until the next version.

    Where newer rules spare what came before them, `why` says so and `saved_by` is the law of that.
    """

    begins: date
    why: str
    saved_by: str
    law: str
    starts: tuple[Start, ...]
    pauses: tuple[Pause, ...]
    duties: tuple[Duty, ...]
    counted_as: CountedAs | None

    @property
    def questions(self) -> frozenset[str]:
        """The facts that stop the clock or keep it from starting."""
        return frozenset({s.by for s in self.starts} | {p.by for p in self.pauses})


@dataclass(frozen=True, slots=True)
class Statute:
    """One kind of request.

    `binds` are the school types with a statutory limit; others have a target, for the reason in
    `unbound`, and may be offered the kind `offers`. `not_counted` says of facts why they move
    nothing here. `receipt` is what happened on the day of receipt; `outcomes` map a
    slug to a title.
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
    not_counted: Mapping[str, str]
    versions: tuple[Version, ...]

    def version_on(self, received: date) -> Version:
        """The version in force when it was received. Raises BadInput for a day before the first."""
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


@cache
def kinds() -> tuple[str, ...]:
    """The slugs of all kinds, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def statute(kind: str) -> Statute:
    """The statute of a kind. Raises BadInput listing close names where there is no such kind."""
    if kind not in kinds():
        close = get_close_matches(kind, kinds(), n=3) or kinds()
        raise BadInput(f"There is no kind of request {kind!r}. Did you mean: {', '.join(close)}?")
    from dpo_console.law.statute_file import read_statute

    return read_statute(FOLDER / f"{kind}.toml")


@cache
def statutes() -> Mapping[str, Statute]:
    """All statutes by kind."""
    return MappingProxyType({kind: statute(kind) for kind in kinds()})
