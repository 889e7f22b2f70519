"""The catalogue of facts: the dated facts that a case may have, and their words for a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dpo_console.errors import BadInput
from dpo_console.law.statutes import statute
from dpo_console.law.statutes.duties import Duty, RulesVersion
from dpo_console.law.statutes.statute import Statute
from dpo_console.text import meant
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Name
from dpo_console.toml_reader import read_each

FILE = Path(__file__).parent / "facts.toml"

RECEIVED = "received"
EXTENSION = "extension_notified"
WITHDRAWN = "withdrawn"
COUNTED_ELSEWHERE = "counted_elsewhere"


@dataclass(frozen=True, slots=True)
class FactKind:
    """One name that a fact may have, with its words for a person.

    `noun` names the requested thing in a sentence, or is ''. `event` are the words for a question
    or notice that might be, such as `asking for a fee`. `answers` is the question that the fact
    answers, or ''. `by_hand` is False if only an action records it. `ahead`: its day is
    usually in the future. `before_receipt`: it may precede the request. `everywhere`: any kind of
    case may have it. `not_after` lists the facts that can't precede it. `leaves`: it says that
    something left the office. `extends`: it tells the requester of a later limit. `reason` is what
    must be recorded with it, or ''. Without that, the fact is kept and counts for nothing.
    `weighed`: so must the weighing of the risk. `judged_by` is the role that alone may record it,
    or ''.

    A fact that is a step of its own has `step`, the step's title, and its `place` in the menu.
    `after` is the fact that must come first, or '' for the one that it answers, and `too_early` the
    reason against it until then. `once` is the reason against recording it again, or ''.
    """

    name: Name
    words: str
    noun: str = ""
    event: str = ""
    answers: str = ""
    by_hand: bool = True
    ahead: bool = False
    before_receipt: bool = False
    everywhere: bool = False
    not_after: tuple[str, ...] = ()
    leaves: bool = False
    extends: bool = False
    reason: str = ""
    weighed: bool = False
    judged_by: str = ""
    step: str = ""
    place: int = 0
    after: str = ""
    too_early: str = ""
    once: str = ""


@cache
def fact_kinds() -> Mapping[str, FactKind]:
    """Return all facts by name. Raises BadFile if the catalogue is wrong."""
    return MappingProxyType(read_each(FactKind, read_toml(FILE)))


@cache
def questions() -> Mapping[str, str]:
    """Return each fact that asks for an answer, with the fact that answers it."""
    return MappingProxyType({k.answers: k.name for k in fact_kinds().values() if k.answers})


@cache
def before_receipt() -> frozenset[str]:
    """Return the facts whose day may precede receipt of the request."""
    return frozenset(kind.name for kind in fact_kinds().values() if kind.before_receipt)


@cache
def notices() -> frozenset[str]:
    """Return the facts that tell the requester of a later limit, in some kind of case."""
    return frozenset(kind.name for kind in fact_kinds().values() if kind.extends)


def moves_clocks(name: str) -> bool:
    """Return True if a fact is a question, answer or notice that moves some kind's clock."""
    return name in questions() or name in questions().values() or name in notices()


@cache
def reasoned_facts() -> frozenset[str]:
    """Return the facts that count only with the reason or question recorded."""
    return frozenset(kind.name for kind in fact_kinds().values() if kind.reason)


@cache
def judgements() -> frozenset[str]:
    """Return the facts that judge a duty away, rather than meet it by an answer."""
    return frozenset(kind.name for kind in fact_kinds().values() if kind.weighed)


def fact_kind(name: str) -> FactKind:
    """Return the fact of that name. Raises BadInput with similar names otherwise."""
    kind = fact_kinds().get(name.strip().lower().replace("-", "_"))
    if kind is None:
        raise BadInput(f"There is no fact {name!r}. {meant(name, fact_kinds())}")
    return kind


def words(name: str) -> str:
    """Return a fact's words for a person, or its name if the catalogue lacks it."""
    kind = fact_kinds().get(name)
    return kind.words if kind else name.replace("_", " ")


def words_in(kind: str, name: str) -> str:
    """Return a fact's words in a kind of case, which may have its own for its receipt."""
    return statute(kind).receipt if name == "received" else words(name)


def event(name: str) -> str:
    """Return the words for a question or notice that might be, or else those of the fact."""
    kind = fact_kinds().get(name)
    return kind.event if kind and kind.event else words(name)


def noun(name: str) -> str:
    """Return the noun for the thing that a fact asks for or names, or else its words."""
    kind = fact_kinds().get(name)
    return kind.noun if kind and kind.noun else words(name)


@cache
def facts_for(kind: str) -> tuple[FactKind, ...]:
    """Return the facts to offer for a case of this kind, in catalogue order. Raises BadInput."""
    law = statute(kind)
    offered = counted_facts(law) | {*law.facts}
    return tuple(
        fact
        for fact in fact_kinds().values()
        if fact.everywhere or {fact.name, fact.answers} & offered
    )


@cache
def recordable(kind: str) -> tuple[FactKind, ...]:
    """Return the facts that may be recorded on this kind of case. Raises BadInput.

    These are the facts to offer. They include the facts that its statute lists as not counted, with
    their answers.
    """
    uncounted = set(statute(kind).not_counted)
    offered = facts_for(kind)
    return tuple(
        fact
        for fact in fact_kinds().values()
        if fact in offered or {fact.name, fact.answers} & uncounted
    )


def counted_facts(of: Statute) -> frozenset[str]:
    """Return the facts that a statute counts, in any of its versions."""
    met_by = {name for duty in _duties(of) for name in duty.met_by}
    return frozenset({RECEIVED} | met_by) | moving_facts(of)


def moving_facts(of: Statute) -> frozenset[str]:
    """Return the counted facts, except receipt, that affect a duty or its date.

    The other counted facts only meet a duty.
    """
    return frozenset(name for version in of.versions for name in _moving(version))


def _moving(version: RulesVersion) -> set[str]:
    names = set(version.questions)
    if version.counted_as:
        names |= {version.counted_as.since} | moving_facts(statute(version.counted_as.kind))
    for duty in version.duties:
        names |= {*duty.needs, *duty.unless, *_since(duty)}
        if duty.extension:
            names.add(duty.extension.by)
    return names


def _duties(of: Statute) -> Iterator[Duty]:
    """Yield the duties of a statute, and those of another kind that it may be counted as."""
    for version in of.versions:
        yield from version.duties
        if version.counted_as:
            yield from _duties(statute(version.counted_as.kind))


def _since(duty: Duty) -> set[str]:
    return {limit.since for limit in (*duty.limits, *duty.strictly) if limit.since}
