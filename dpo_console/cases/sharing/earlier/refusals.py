"""Earlier refusals to the same people about the same pupil, which must be answered first.

Somebody who was refused may not get the same by asking again under another kind.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dpo_console.approval.model import Ruling
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.same.bodies import core
from dpo_console.cases.sharing.asking.same_people import WHOLE, PeopleAsking, asking
from dpo_console.cases.sharing.release_gate import latest_decision
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile, files, history
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads import conditions, lists, search
from dpo_console.store.reads.lists import BY_URGENCY
from dpo_console.text import day_words

ANSWERED = "refusal.answered"
"""The note that answers an earlier refusal. It is about the refused case's number."""

LOOKED_AT = 50
"""The most refused cases with one of the names that are compared."""

REFUSED = "refused"

REFUSALS = conditions.refused()


class Refusal(NamedTuple):
    """A refused case: its number and reference, and the day of the refusal.

    The reference is '' where the officer may not see the case.
    """

    case: int
    reference: str
    on: date


def earlier_refusals(ask: Ask, file: CaseFile) -> tuple[Refusal, ...]:
    """Return the refusals to these people about these pupils, the first one first.

    FOIA and the EIR look at what is asked for, not at who asks, so they are left out.
    """
    if statute(file.case.kind).work.blind:
        return ()
    asks = asking(file, history(ask, file.case.reference))
    found = (refusal_of(other) for other in of_people(ask, file, asks) if _same(ask, asks, other))
    return tuple(sorted(filter(None, found), key=lambda one: (one.on, one.case)))


def unanswered(file: CaseFile, refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    """Return the refusals that nobody has answered in this case."""
    return tuple(one for one in refusals if not file.note(ANSWERED, one.case))


def refused_before(desk: Desk, file: CaseFile) -> tuple[Refusal, ...]:
    """Return every refusal to these people, for the door out.

    A refusal in a case that this officer may not see counts too, but isn't named.
    """
    with desk.database.whole.read() as ask:
        found = earlier_refusals(ask, file)
    return _as_seen(desk, found)


def refused_addressee(desk: Desk, file: CaseFile, envelope: str) -> tuple[Refusal, ...]:
    """Return every refusal about these pupils to somebody whom an officer typed, for the door out.

    `envelope` is a name, with a body and an address, in any order and on any number of lines.
    """
    if not envelope.strip() or statute(file.case.kind).work.blind:
        return ()
    asks = PeopleAsking((), (), (), (), file.subjects)
    with desk.database.whole.read() as ask:
        found = [
            refusal_of(other)
            for other in of_people(ask, file, asks)
            if (theirs := asking(other, history(ask, other.case.reference))).reached_by(envelope)
            and theirs.same_pupil(asks.about)
        ]
    return _as_seen(desk, tuple(filter(None, found)))


def _as_seen(desk: Desk, found: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """Return refusals without the references of cases that this officer may not see."""
    if not found:
        return ()
    with desk.database.glance() as ask:
        seen = frozenset(lists.references(ask).values())
    return tuple(one if one.reference in seen else one._replace(reference="") for one in found)


def refusal_gaps(file: CaseFile, refusals: Sequence[Refusal]) -> Iterator[Gap]:
    """Yield a gap for each unanswered refusal."""
    for one in unanswered(file, refusals):
        if one.reference:
            yield Gap("", refusal_words(file.case.reference, one))
        else:
            told = "The same people were refused before, in a case that you may not see."
            yield Gap("", f"{told} Ask the DPO to answer it in this case first.")


def refusal_words(reference: str, refusal: Refusal) -> Phrase:
    """Return what an officer is told of a refusal, with the way to answer it."""
    return Phrase(
        f"The same people were refused on {day_words(refusal.on)}, in {refusal.reference}. Say why "
        "this request is different before anything is sent: ",
        Remedy("answer-refusal", (reference, refusal.reference, "--why ...")),
    )


def refusal_of(file: CaseFile) -> Refusal | None:
    """Return the refusal of a case if it stands: a ruling, or the outcome of another kind."""
    case, ruling = file.case, latest_decision(file)
    if ruling is not None:
        refused = ruling.ruling == Ruling.REFUSE
        return Refusal(case.id, case.reference, ruling.on) if refused else None
    if case.outcome != REFUSED or case.closed_on is None or statute(case.kind).work.blind:
        return None
    return Refusal(case.id, case.reference, case.closed_on)


def of_people(
    ask: Ask, file: CaseFile, asks: PeopleAsking, which: lists.Where = REFUSALS
) -> Iterator[CaseFile]:
    """Yield the refused cases, or those of `which`, that may be about the same people.

    They have one of the names, bodies or pupils, or are reached in the same way. People who were
    corrected since are found only by the log.
    """
    last_words = [words[-1] for name in (*asks.names, *asks.about) if (words := search.words(name))]
    reached = conditions.reached_at(ask, asks.emails, _starts(file))
    corrected = conditions.corrected(ask, (*last_words, *asks.emails, *_bodies(asks)))
    numbers = dict.fromkeys((*reached, *corrected))
    for place, word in enumerate(dict.fromkeys((*last_words, *_bodies(asks)))):
        named = conditions.words([word], f"refused_{place}")
        of_them = named.plus(which.sql())
        numbers |= {row.id: None for row in lists.cases(ask, of_them, BY_URGENCY, LOOKED_AT)}
    numbers.pop(file.case.id, None)
    for page in pages(ask, list(numbers)) if numbers else ():
        yield from files(page)


def _bodies(asks: PeopleAsking) -> Iterator[str]:
    """Yield each organisation by the words that tell it from others."""
    for body in asks.bodies:
        yield " ".join(core(body))


def _starts(file: CaseFile) -> list[str]:
    """Return the first line of each postal address of those who ask."""
    found = (p.address.partition("\n")[0].partition(",")[0] for p in file.parties)
    return [start for start in dict.fromkeys(found) if len(start) >= WHOLE]


def _same(ask: Ask, asks: PeopleAsking, other: CaseFile) -> bool:
    return asks.same_as(asking(other, history(ask, other.case.reference)))
