"""Pupils and protected people whom somebody named in a letter."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.checklist.particulars import particulars_of
from dpo_console.cases.checklist.particulars import said as said_of
from dpo_console.cases.leaving.departure import words_released
from dpo_console.cases.leaving.reader.changed_since import AUTHORITY, unproven
from dpo_console.cases.leaving.reader.somebody import parts_of
from dpo_console.cases.leaving.reader.to_whom import AROUND_A_NAME
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.people.addressee import Addressee, addressee_of, named_in, recipient_of
from dpo_console.cases.people.matching.details import PLACES, POSTCODE
from dpo_console.cases.people.matching.names import TITLES, bare, may_be, same_name, says
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.cases.people.same.bodies import same_body
from dpo_console.law.statutes import statute
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import LetterKind
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile, find, history, load
from dpo_console.store.cases.case_rows import PartyRow
from dpo_console.store.reads.people import bodies_of, outsiders, people_beside, people_kept

COLLEAGUE = "staff"
"""The kind of requester who is no pupil."""


def typed_pupils(desk: Desk, text: str, typed: str = "", here: int = 0) -> list[str]:
    """Return the subjects and protected people that a text names, but none of the office.

    Names count without their capitals in the few words that an officer `typed`. Those of the case
    `here` alone are left out.
    """
    says, said = NamesTold(text), NamesTold(typed, any_case=True)
    return [name for name in _known_by(desk, here, says, said) if name in says or name in said]


def _known_by(desk: Desk, here: int, *told: NamesTold) -> tuple[str, ...]:
    """Return those of `known_pupils` whom texts may name, by the words of the texts."""
    words = [one.name_words for one in told]
    if None in words:
        return known_pupils(desk, here)
    return known_pupils(desk, here, TITLES.union(*(each for each in words if each)))


def added_lines(before: str, now: str) -> str:
    """Return the lines of words that an earlier version of them doesn't have."""
    known = {tuple(words_in(line)) for line in before.splitlines()}
    return "\n".join(line for line in now.splitlines() if tuple(words_in(line)) not in known)


def known_pupils(
    desk: Desk, here: int = 0, among: Collection[str] | None = None
) -> tuple[str, ...]:
    """Return the subjects and protected people of all cases in sight, but no name of the office.

    Those whom the case `here` alone is about are left out. With words, those may be left out too
    whose first or last word is not `among` them.
    A colleague who asked for their own data is named in letters as any colleague is.
    """
    if not desk.database.is_there():
        return ()
    with desk.database.glance() as ask:
        known = people_kept(ask, COLLEAGUE, here, among)
    return not_ours(desk, known)


def not_ours(desk: Desk, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that the office's own names and addresses don't have."""
    ours = NamesTold(office_words(desk))
    return tuple(name for name in names if name not in ours)


def office_words(desk: Desk) -> str:
    """Return the names and addresses of the office, in which a street may have a pupil's name."""
    settings = desk.settings
    contacts = (settings.dpo, settings.regulator)
    told = [word for person in desk.people for word in (person.name, person.email)]
    told += [word for one in contacts for word in (one.name, one.address, one.email)]
    told += [word for one in settings.schools for word in (one.name, one.head, one.address)]
    return "\n".join(told)


def pupils_elsewhere(
    desk: Desk, file: CaseFile, kind: LetterKind, words: str, said: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the people of other cases whom a letter names to its addressee, in cases in sight.

    `said` is what the officer typed in its fields. An addressee may read the name of a person about
    whom they asked, once they were found to have a right to. Their own street may have a pupil's
    name. Papers for the office and for the regulator may name anybody.
    """
    to = addressee_of(file, desk.settings, kind, said)
    if not words or to.role.internal or to.role is To.REGULATOR:
        return ()
    typed = (*said.values(), *_typed_before(file, to, words))
    return _of_others(desk, file, to, words, "\n".join(typed))


def _typed_before(file: CaseFile, to: Addressee, words: str) -> Iterator[str]:
    """Yield what an officer typed into the case, where the letter prints it."""
    typed = [said_of(file, p.name) for p in particulars_of(file.case.kind)]
    if file.scope:
        scope = file.scope
        typed += [scope.purpose, scope.cohort, scope.lawful_basis, scope.power]
    if to.party:
        typed += [to.party.their_ref, to.party.salutation]
    yield from (one for one in typed if one and says(words, words_in(one)))


def strangers_named(desk: Desk, file: CaseFile, kind: LetterKind, told: str) -> tuple[str, ...]:
    """Return the people of other cases for whom an internal paper is, as typed, but no colleague.

    No list has every colleague, so anybody else may be one.
    """
    return outsiders_named(desk, file, told) if kind.addressee.internal else ()


def outsiders_named(desk: Desk, file: CaseFile, told: str) -> tuple[str, ...]:
    """Return the people who asked in other cases, or stood beside, whom words name as a reader."""
    parts = [part for line in told.splitlines() for part in parts_of(line)]
    if not parts:
        return ()
    private = [kind.slug for kind in requester_kinds().values() if kind.private]
    with desk.database.read() as ask:
        known = outsiders(ask, COLLEAGUE, file.case.id)
        bodies = bodies_of(ask, private, file.case.id)
    ours = [person.name for person in desk.people]
    meant = [part for part in parts if {*words_in(part)} - AROUND_A_NAME]
    named = (name for name in known if any(may_be(part, name) for part in meant))
    firms = (body for body in bodies if any(same_body(part, body) for part in meant))
    return (*(name for name in named if not any(may_be(name, own) for own in ours)), *firms)


def pupils_released(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    """Return the people of other cases whom the words of a release name."""
    words = words_released(file)
    return _of_others(desk, file, recipient_of(file, desk.settings), words, words)


def pupils_in_paper(desk: Desk, file: CaseFile, told: str, words: str) -> tuple[str, ...]:
    """Return the people of other cases whom a paper names to its reader, as typed."""
    to = next(named_in(file, told), Addressee(To.NOBODY, told))
    return _of_others(desk, file, to, words, words)


def _of_others(
    desk: Desk, file: CaseFile, to: Addressee, words: str, typed: str
) -> tuple[str, ...]:
    for street in _streets(to):
        words = words.replace(street, "")
    told = typed_pupils(desk, words, typed, file.case.id)
    here, later = asked_about(desk, file) if told else ([], [])
    own = (name for name in told if name in later or not _is_addressee(to, name))
    found = [name for name in own if not any(same_name(name, one) for one in here)]
    if statute(file.case.kind).work.blind:
        return tuple(found)
    return tuple(name for name in found if not _may_read_of(desk, to, name))


def _may_read_of(desk: Desk, to: Addressee, kept: str) -> bool:
    """Return True if an addressee once asked about somebody, and was found to have a right to.

    It gives them none that somebody was added to that request by a clerk, nor that somebody of the
    same name asked, who is reached elsewhere.
    """
    with desk.database.read() as ask:
        for name, reference in people_beside(ask, kept, AUTHORITY):
            if same_name(to.name, name) and _is_reached_in(ask, to, reference):
                later = unproven(history(ask, reference), _trusted(desk))
                if not any(same_name(kept, one) for one in later):
                    return True
    return False


def _is_reached_in(ask: Ask, to: Addressee, reference: str) -> bool:
    """Return True if somebody of another case has the addressee's name, and is reached as they are.

    Where that case has no way to reach them, the name is enough.
    """
    own = _ways(to.party) if to.party else {Squeezed(line).letters for line in to.lines}
    parties = load(ask, find(ask, reference)).parties
    named = (_ways(p) for p in parties if same_name(p.name, to.name))
    return any(not ways or own & ways for ways in named)


def _ways(party: PartyRow) -> set[str]:
    return {Squeezed(way).letters for way in (party.address, party.email, party.phone)} - {""}


def _trusted(desk: Desk) -> frozenset[str]:
    """Return the people who may have somebody told of in a case in which they stand."""
    people = desk.people or (desk.person,)
    return frozenset(p.slug for p in people if not why_may_not(desk, "lift_protection", p))


def asked_about(desk: Desk, file: CaseFile) -> tuple[list[str], list[str]]:
    """Return who asks and about whom, and apart from them whom a clerk put there later."""
    with desk.database.whole.read() as ask:  # of a case in sight, whoever looks
        later = [*unproven(history(ask, file.case.reference), _trusted(desk))]
    names = [p.name for p in file.parties if p.role in ("requester", "subject")]
    return [name for name in names if not any(same_name(name, one) for one in later)], later


def _is_addressee(to: Addressee, name: str) -> bool:
    """Return True for the addressee, who may have another first name, but is no friend of theirs.

    One who was typed may be the parents of somebody named.
    """
    own = may_be(to.name, name) and len(bare(to.name)) <= len(bare(name)) + 1
    return own or (to.party is None and name in NamesTold(to.name))


def _streets(to: Addressee) -> Iterator[str]:
    """Yield the parts of an addressee's address that name a street or place, as a pupil may be."""
    for part in (part.strip() for line in to.lines for part in line.split(",")):
        if part and (POSTCODE.search(part) or PLACES.intersection(words_in(part))):
            yield part
