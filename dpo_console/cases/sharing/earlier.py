"""Earlier refusals, withdrawals of consent, and conduct of those who ask.

Somebody who was refused may not get the same by asking again under another kind. They may come back
under another name, for another body, or from a colleague.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from dpo_console.approval.lawful_bases import rests_on_consent
from dpo_console.approval.model import Ruling
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import may_be_the_same
from dpo_console.cases.people.matching.details import telling_words
from dpo_console.cases.people.matching.names import may_be, near, same_name
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.cases.people.same.bodies import core, domain_of, same_body
from dpo_console.cases.people.same.earlier import Former, formers
from dpo_console.cases.sharing.after_release import SECURITY, after_release
from dpo_console.cases.sharing.release_gate import is_gated, latest_decision
from dpo_console.cases.sharing.scope_items import GIVEN, WITHDRAWN
from dpo_console.law.statutes import kinds, statute
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import AuditRow, CaseFile, files, history
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.cases.case_rows import PartyRow
from dpo_console.store.reads import conditions, lists, search
from dpo_console.store.reads.lists import BY_URGENCY
from dpo_console.text import day_words


def withdrawal_gaps(ask: Ask, file: CaseFile) -> tuple[Gap, ...]:
    """Return a gap for each withdrawal of a consent of the same pupils that isn't taken in yet.

    It is taken in once a consent is recorded in this case after it, as withdrawn or as given.
    """
    scope = file.scope
    if scope is None or not rests_on_consent(scope.lawful_basis, scope.condition):
        return ()
    told = [f.recorded_at for f in file.standing_facts() if f.name in (GIVEN, WITHDRAWN)]
    last = max(told, default=None)
    later = (o for o in _of_same(ask, file) if last is None or _entered(o) > last)
    return tuple(Gap("", _withdrawn_words(file.case.reference, other)) for other in later)


def _withdrawn_words(reference: str, other: CaseFile) -> Phrase:
    on = next(f.on for f in other.standing_facts() if f.name == "received")
    return Phrase(
        f"A consent about the same pupil was withdrawn on {day_words(on)}, in a case of its own. "
        "Record it here: ",
        Remedy("fact", (reference, WITHDRAWN)),
        ". If this consent stands all the same, record it again: ",
        Remedy("fact", (reference, GIVEN, '--note "..."')),
    )


def _entered(file: CaseFile) -> datetime:
    return datetime.fromisoformat(file.case.created_at)


def _of_same(ask: Ask, file: CaseFile) -> Iterator[CaseFile]:
    """Yield the withdrawals of consent about a pupil of this case."""
    about = _about(file)
    ends = [kind for kind in kinds() if statute(kind).work.ends_consent]
    numbers = dict[int, None]()
    for place, name in enumerate(about):
        named = conditions.words(search.words(name)[-1:], f"subject_{place}")
        those = conditions.together(named, conditions.one_of("kind", ends, f"kind_{place}"))
        numbers |= {row.id: None for row in lists.cases(ask, those, BY_URGENCY, LOOKED_AT)}
    for page in pages(ask, list(numbers)) if numbers else ():
        for other in files(page):
            if any(same_name(mine, theirs) for mine in about for theirs in _about(other)):
                yield other


def _about(file: CaseFile) -> tuple[str, ...]:
    """Return whose data a case is about: its subjects, or whoever asks."""
    return file.subjects or (file.requester.name,)


ASKING = ("requester", "recipient")
"""The roles of those who ask, or would receive."""

WHOLE = 8
"""The fewest letters and digits of a whole postal address."""


@dataclass(frozen=True, slots=True)
class PeopleAsking:
    """Those who ask in a case, and the pupils whom it is about, present and former."""

    names: tuple[str, ...]
    bodies: tuple[str, ...]
    emails: tuple[str, ...]
    addresses: tuple[str, ...]
    about: tuple[str, ...]

    def same_as(self, other: "PeopleAsking") -> bool:
        """Return True if both share somebody who asks, and a pupil."""
        return self._same_people(other) and self.same_pupil(other.about)

    def same_pupil(self, about: Sequence[str]) -> bool:
        """Return True if a pupil may be the same, misspelt or named in part.

        A case that names no pupil may be about any of them.
        """
        named = self.about and about
        return not named or any(near(one, other) for one in self.about for other in about)

    def reached_by(self, envelope: str) -> bool:
        """Return True if an envelope may lead to one of those who ask.

        It may have their name, however spelt, a word that tells their body, or an address of
        theirs, on any of its lines.
        """
        parts = [part.strip() for part in _PARTS.split(envelope) if part.strip()]
        if any(near(part, name) for part in parts for name in self.names):
            return True
        bodies = {word for body in self.bodies for word in telling_words(body)}
        if not bodies.isdisjoint(words_in(envelope)):
            return True
        emails = [part.casefold() for part in envelope.split() if "@" in part]
        if any(email in self.emails for email in emails) or _domains(emails) & _domains(
            self.emails
        ):
            return True
        letters = Squeezed(envelope).letters
        return any(address in letters for address in self.addresses)

    def _same_people(self, other: "PeopleAsking") -> bool:
        if _same_person(self.names, other.names):
            return True
        if any(same_body(one, two) for one in self.bodies for two in other.bodies):
            return True
        if {*self.emails} & {*other.emails} or {*self.addresses} & {*other.addresses}:
            return True
        return bool(_domains(self.emails) & _domains(other.emails))


_PARTS = re.compile(r"[,;/()\n]|\b(?:of|at|for|from|and|by|via|c/o|care of)\b", re.IGNORECASE)
"""What stands between a name, a body and the parts of an address."""


def asking(file: CaseFile, history: Sequence[AuditRow]) -> PeopleAsking:
    """Return who asks in a case now and did before each correction."""
    before = list(formers(history))
    people: list[PartyRow | Former] = [*file.parties, *before]
    asks = [p for p in people if p.role in ASKING]
    subjects = tuple(p.name for p in people if p.role == "subject")
    own = tuple(p.name for p in asks)
    gated = statute(file.case.kind).work.gated
    return PeopleAsking(
        names=own,
        bodies=tuple(p.organisation for p in asks if p.organisation.strip()),
        emails=tuple(p.email.strip().casefold() for p in asks if p.email.strip()),
        addresses=tuple(found for p in asks if len(found := Squeezed(p.address).letters) >= WHOLE),
        about=subjects or (() if gated else own),
    )


def _same_person(some: Sequence[str], others: Sequence[str]) -> bool:
    return any(
        may_be_the_same(one, other) or may_be(one, other) for one in some for other in others
    )


def _domains(emails: Sequence[str]) -> set[str]:
    return {domain for email in emails if (domain := domain_of(email))}


ANSWERED = "refusal.answered"
"""The note that answers an earlier refusal. It is about the refused case's number."""

LOOKED_AT = 50
"""The most cases with one of the names that are compared."""

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


OF_BREACHES = "individuals_told"
"""The fact that only a personal data breach has."""


def conduct(ask: Ask, file: CaseFile, today: date) -> str:
    """Return what other cases show against the organisations that ask in a case, or ''.

    It tells of cases that this officer may see.
    """
    found = [says for other in _of_the_same(ask, file) for says in _against(other, today)]
    if not found:
        return ""
    return f"The same organisation: {'; '.join(found)}. Say why it may have these data."


def _organisations(file: CaseFile) -> list[str]:
    asks = (p for p in file.parties if p.role in ("requester", "recipient"))
    return [p.organisation for p in asks if p.organisation.strip()]


def _of_the_same(ask: Ask, file: CaseFile) -> Iterator[CaseFile]:
    """Yield the other third-party cases of the organisations that ask."""
    bodies, numbers = _organisations(file), dict[int, None]()
    for place, words in enumerate(dict.fromkeys(" ".join(core(body)) for body in bodies)):
        named = conditions.words([words], f"body_{place}")
        numbers |= {row.id: None for row in lists.cases(ask, named, BY_URGENCY, LOOKED_AT)}
    numbers.pop(file.case.id, None)
    for page in pages(ask, list(numbers)) if numbers else ():
        for other in files(page):
            theirs = _organisations(other)
            if is_gated(other) and any(same_body(a, b) for a in bodies for b in theirs):
                yield other


def _against(file: CaseFile, today: date) -> Iterator[str]:
    """Yield what one case shows against its organisation."""
    reference = file.case.reference
    if refused := refusal_of(file):
        yield f"refused on {day_words(refused.on)} ({reference})"
    released = after_release(file)
    if released and released.is_late(today):
        due = day_words(released.certificate_due or today)
        yield f"certificate of destruction overdue since {due} ({reference})"
    ends = [fact.on for fact in file.standing_facts() if fact.name == SECURITY]
    if released and not released.certificate and ends and max(ends) < today:
        yield f"its security certificate ended on {day_words(max(ends))} ({reference})"
    for one in file.links:
        if OF_BREACHES in statute(one.kind).facts:
            yield f"a breach is linked with {reference} ({one.reference})"
