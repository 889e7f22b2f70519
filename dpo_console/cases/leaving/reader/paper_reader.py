"""A paper goes to somebody known, and to somebody outside only as an answer or a release does."""

from collections.abc import Iterator

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.reader.somebody import (
    each_of,
    is_kind_of_body,
    is_named_body,
    is_place,
    parts_of,
)
from dpo_console.cases.leaving.since_release import why_new
from dpo_console.cases.people.addressee import agent_for, named_in
from dpo_console.cases.people.matching.names import TITLES, bare, may_be
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.cases.people.same.bodies import same_body
from dpo_console.cases.sharing.release_gate import awaits_terms, gate_of, is_gated, is_released
from dpo_console.config import Role
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_rows import PartyRow

WORK = frozenset(
    ("the", "of", "at", "in", "our", "to", "office", "reception", "governors", "trustees",
     "governing", "board", "body", "chair", "clerk", "head", "headteacher", "teacher", "deputy",
     "senco", "sen", "dsl", "safeguarding", "lead", "team", "staff", "administrator",
     "administration", "secretary", "business", "manager", "data", "protection", "officer", "dpo",
     "pastoral", "finance", "it", "exams", "attendance", "admissions", "personnel", "hr", "site",
     "caretaker", "library")
)  # fmt: skip
"""Words for those who work at a school."""

WAYS = frozenset(("e", "email", "mail", "post", "hand", "phone", "telephone", "courier"))
"""Words for the way by which a paper goes."""

ASK = ("requester", "recipient")
"""The people of a case who get what a third party asks for."""


def paper_reader(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each reader of a paper whom nobody knows, and what a third party waits for.

    A paper may hold all that was asked for, so whoever may get no release gets no paper. UK GDPR
    Art 5(1)(f).
    """
    if not going.paper:
        return
    for part in strangers(going):
        yield Gap("", f"Nobody knows who “{part}” is. Name the person or body that it is for.")
    yield from _beside_who_asks(going)
    if is_released_by(going):
        yield from _waits(going)


def _beside_who_asks(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each other person of a case who gets what its requester asked for.

    Anybody may have put them on the case, and that gives them no right to it.
    """
    file = going.file
    asks = file.requester
    told = [one.party for one in named_in(file, going.told) if one.party]
    parts = parts_of(going.told)
    told += [party for party in file.parties if any(is_party(party, part) for part in parts)]
    for party in dict.fromkeys(told) if not is_gated(file) else ():
        if party is not asks and asks.name not in agent_for(file, party):
            yield Gap("", f"{asks.name} asked for it, and not {party.name}. Say why "
                      f"{party.name} gets it.")  # fmt: skip


def fact_of(going: Departure) -> str:
    """Return the fact that a paper stands for: the answer, for a reader outside the office.

    So it waits for all that the answer waits for. A release has its own gate.
    """
    waits = goes_outside(going) and not is_gated(going.file)
    return statute(going.file.case.kind).work.answered_by if waits else ""


def goes_outside(going: Departure) -> bool:
    """Return True unless every reader is of the office, or looks over us or rules on us."""
    parts = parts_of(going.told)
    return not all(_is_ours(going, part) or is_named_body(going, part) for part in parts)


def is_released_by(going: Departure) -> bool:
    """Return True if a paper that goes outside would be the release of a third party's request.

    What was released goes once more, as long as the recipient may have it.
    """
    if not (going.paper and is_gated(going.file) and goes_outside(going)):
        return False
    row = next(row for row in going.file.papers if row.number == going.paper)
    return not is_released(going.file) or bool(why_new(going, row.sha256))


def strangers(going: Departure) -> Iterator[str]:
    """Yield each part of what was typed that isn't somebody's name, a body's or their address."""
    parts = parts_of(going.told)
    body = any(is_named_body(going, part) for part in parts)
    parts = [part for part in parts if not (body and is_kind_of_body(part))]
    parts = [part for part in parts if not _is_beside(going, part)] or parts
    somebody = any(_is_known(going, one) for part in parts for one in (part, *each_of(part)))
    for part in parts:
        for one in () if _is_known(going, part) else each_of(part):
            if not (_is_known(going, one) or (somebody and is_place(going, one))):
                yield one


def _is_beside(going: Departure, part: str) -> bool:
    """Return True for the way by which it goes, or for the work of a colleague beside the name."""
    words = {*words_in(part)}
    ours = f"({part})" in going.told or any(
        _is_ours(going, other) for other in parts_of(going.told) if other != part
    )
    return words <= WAYS or (ours and words <= WORK)


def _is_known(going: Departure, part: str) -> bool:
    """Return True if a part is wholly somebody of the case, of the office, or a body over us.

    More words, such as who gives it to whom, make it a sentence about somebody.
    """
    if _is_ours(going, part) or is_named_body(going, part):
        return True
    return any(is_party(party, part) for party in going.file.parties)


def is_party(party: PartyRow, part: str) -> bool:
    """Return True for the name, e-mail address or organisation of a person of the case."""
    one_name = len(bare(part)) <= len(bare(party.name)) + 1 and len(each_of(part)) == 1
    if one_name and (may_be(part, party.name) or _is_titled(party, part)):
        return True
    if part.casefold() == party.email.casefold():
        return True
    return bool(party.organisation) and same_body(part, party.organisation)


def _is_titled(party: PartyRow, part: str) -> bool:
    """Return True for the title and surname that a name was recorded with, such as PC Finch."""
    said, known = words_in(part), words_in(party.name)
    return len(known) > len(said) > 1 and said[0] in TITLES and said == [known[0], known[-1]]


def _is_ours(going: Departure, part: str) -> bool:
    """Return True for a person, a school or the name of the office, but nobody of the case.

    Nor a third party's organisation: a listed school of that name is another, or the same.
    """
    third = is_gated(going.file)
    concerned = any(
        may_be(part, p.name) or (third and bool(p.organisation) and same_body(part, p.organisation))
        for p in going.file.parties
    )
    people = (person.name for person in going.settings.people)
    bodies = (going.settings.name, *(school.name for school in going.settings.schools))
    ours = any(may_be(part, name) for name in people)
    return not concerned and (ours or any(body and _is_within(part, body) for body in bodies))


def _is_within(part: str, body: str) -> bool:
    """Return True for a body of ours, or for somebody of its staff by their work.

    The parents or the friends of a school are others.
    """
    return same_body(part, body) and WORK.union(words_in(body)).issuperset(words_in(part))


def _waits(going: Departure) -> Iterator[Gap]:
    """Yield what a release waits for. Terms that aren't signed yet may be the very paper.

    Somebody else of the case, such as a pupil's parent, asks for nothing that a ruling gives. A
    public body may get back the form that came with its request.
    """
    file, settings = going.file, going.settings
    parts, asking = parts_of(going.told), [p for p in file.parties if p.role in ASK]
    asks = any(is_party(party, part) for party in asking for part in parts)
    other = not asks and not any(True for _ in strangers(going))
    open_to_reason = awaits_terms(file, settings) or other or _came_with_request(going)
    if is_released(file):
        row = next(row for row in file.papers if row.number == going.paper)
        new = f"Paper {going.paper} {why_new(going, row.sha256)}."
        yield Gap("", f"{new} Log a new request for it, or say why it is no new data.")
        return
    for gap in gate_of(file, settings).reasons:
        yield gap._replace(final=not open_to_reason)


def _came_with_request(going: Departure) -> bool:
    """Return True for a paper that a clerk kept before anybody worked on a public body's request.

    Data to release are put together later, by those who assess it. Whoever releases says what it
    is, and kept none of it.
    """
    file = going.file
    row = next(row for row in file.papers if row.number == going.paper)
    people = going.settings.people
    clerks = any(one.slug == row.by and one.role in (Role.CLERK, Role.LEAD) for one in people)
    worked = [answer.recorded_at for answer in file.assessments]
    worked += [ruling.recorded_at for ruling in file.decisions]
    private = requester_kind(file.case.requester_kind).private
    return clerks and not private and all(row.added_at < at for at in worked)
