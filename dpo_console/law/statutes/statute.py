"""A statute as values: one kind of request, with its versions, duties, limits and questions.

`toml_reader` fills them from a statute's file, by their annotations.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import TYPES, SchoolType
from dpo_console.law.statutes.duties import Duty, Limit, RulesVersion, one_limit
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, Words, some_of
from dpo_console.toml_reader import read

IN_A_LETTER = ("subjects", "received")


@dataclass(frozen=True, slots=True)
class NextAction:
    """The next action while all facts in `when` and none in `unless` exist.

    With `unsaid`, it is the next one only until all those case details are recorded.
    `searched` are its words once every place on the search plan was searched, or ''. `begins` is
    the act that begins it, or '' where that is the first of `unless`.
    """

    does: Words
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    searched: str = ""
    begins: str = ""


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
    is ANYBODY: anybody else makes a third-party request. `asked_at` lists them for a type of school
    whose law serves fewer of them. The name of the requester or of its organisation has one of the
    words in `asked_in_name`, if there are any. A `searched` kind is answered from the results of a
    search. In a `blind` kind, nobody is asked for identity or motive (FOIA 2000 s.1(1), s.8; EIR
    2004 reg 5(1)). The day of the fact `judged_on`, if one is named, decides under which law the
    thing asked about stands. A kind that `ends_consent` withdraws one on which a sharing may rest.
    In a `reported` kind somebody tells of something and asks for nothing. `asker` and `asked` label
    the requester and the summary. `in_writing` says what to do about a spoken request, where the
    law wants it in writing.
    """

    in_words: Words
    asks_for: Annotated[str, _in_a_letter] = "what you set out in your request of {received}"
    requester: Words
    asked_by: tuple[str, ...]
    asked_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked_in_name: tuple[str, ...] = ()
    answered_by: Words = "responded"
    moves: tuple[NextAction, ...]
    before_closing: BeforeClosing | None
    gated: bool = False
    usual: bool = False
    searched: bool = False
    blind: bool = False
    judged_on: str = ""
    ends_consent: bool = False
    reported: bool = False
    asker: Words = "Requester"
    asked: Words = "Asks for"
    in_writing: str = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that is missing, where there is nothing to be done."""
        if not self.moves and not self.gated:
            yield "moves", "is missing; say what is to be done."
        if self.only_some and self.requester not in self.asked_by:
            yield "requester", "is not in asked_by."
        for name, served in self.asked_at.items():
            if name not in TYPES:
                yield f"asked_at.{name}", f"must be one of {', '.join(TYPES)}."
            if not {*served} <= {*self.asked_by}:
                yield f"asked_at.{name}", "names a requester who is not in asked_by."

    def serves(self, requester: str, schools: Iterable[SchoolType]) -> bool:
        """Return True if this kind of requester may ask a school of one of these types."""
        may_be = [reading for school in schools for reading in school.readings]
        return not self.only_some or any(
            requester in self.asked_at.get(reading, self.asked_by) for reading in may_be
        )

    @property
    def only_some(self) -> bool:
        """True if only some kinds of requester may make this request."""
        return ANYBODY not in self.asked_by


@dataclass(frozen=True, slots=True)
class Silence:
    """The rules for unanswered questions `to`: the time to chase, and the time to close.

    Both run from the day of asking. `law` is the ground for closing. With `beginning_with`, the day
    of asking is itself the first day of the time to close. `in_law`: a statute sets that time, and
    not guidance.
    """

    to: tuple[str, ...]
    chase: Annotated[Limit, one_limit]
    close: Annotated[Limit, one_limit]
    law: Words
    beginning_with: bool = False
    in_law: bool = False


_SCHOOLS = some_of(TYPES, "{name!r} is not a valid SchoolType; they are {known}.")


def _schools(table: Table, key: str, default: frozenset[SchoolType]) -> frozenset[SchoolType]:
    return frozenset(_SCHOOLS(table, key, default))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """One kind of request.

    `binds` holds the school types with a statutory limit. Others have a target, for the reason in
    `unbound`, and may be offered the kind `offers`. `belongs_to` says, for a type of school, which
    other body must answer, and `unsettled` what isn't settled. `not_counted` maps a fact to the
    reason why it moves nothing here. `receipt` describes the event on the day of receipt.
    `outcomes` maps a slug to a title, and `says` maps some of them to their claims. `facts` are
    offered although no duty counts them. `hints` say what belongs in the words of a fact or a case
    detail, where the general hint is wrong for this kind.
    """

    kind: str
    title: str
    prefix: str
    checked: date
    binds: Annotated[frozenset[SchoolType], _schools]
    unbound: str = ""
    belongs_to: Mapping[str, str] = field(default_factory=dict)
    unsettled: Mapping[str, str] = field(default_factory=dict)
    offers: str = ""
    receipt: str = "Received"
    outcomes: Mapping[str, str]
    says: Mapping[str, Claim] = field(default_factory=dict)
    not_counted: Mapping[str, str]
    facts: tuple[str, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    work: Work
    silences: Annotated[tuple[Silence, ...], Key("silence")]
    versions: tuple[RulesVersion, ...]

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

    def version_on(self, received: date) -> RulesVersion:
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


def read_statute(path: Path) -> Statute:
    """Read the statute in a file, named after its kind. Raises BadFile naming file and key."""
    table = read_toml(path)
    versions = tuple(_version(version) for version in table.tables("version"))
    return read(Statute, table, kind=path.stem, versions=versions)


def _version(table: Table) -> RulesVersion:
    """Return a version, its duties parted into those commenced and those switched off."""
    found: dict[bool, list[Duty]] = {True: [], False: []}
    for duty in table.tables("duty"):
        found[duty.take("commenced", bool, True)].append(read(Duty, duty))
    return read(RulesVersion, table, duties=tuple(found[True]), switched_off=tuple(found[False]))
