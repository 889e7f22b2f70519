"""Whoever is consulted doesn't learn who asks, and an opinion comes from somebody who gives one."""

from collections.abc import Iterator

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist.particulars import said as detail
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import Addressee
from dpo_console.cases.people.kept_from import is_kept_from, is_reached_in
from dpo_console.cases.people.matching.names import PRIVATE, may_be, same_name
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.cases.people.same.shown import shows
from dpo_console.law.words import listed
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import LetterKind
from dpo_console.sentences import Gap

UNTOLD = "asker.untold"
"""The detail that says why a pupil may not know who asks."""

ABOUT = "opinion.about"
"""The field in which an officer says what an opinion is asked about."""

PROFESSIONS = frozenset(
    ("dr", "doctor", "gp", "nurse", "midwife", "psychologist", "psychiatrist", "paediatrician",
     "therapist", "physiotherapist", "counsellor", "optician", "dentist", "social", "prof",
     "professor", "consultant", "senco", "teacher", "head", "headteacher", "practice")
)  # fmt: skip
"""Words for people whose opinion the law asks for, or who advise a school."""


def consulted(going: Departure) -> Iterator[Gap]:
    """Yield a gap for what somebody who is consulted has no need to know, or shouldn't be asked.

    UK GDPR Art 5(1)(c) and (f), 19; DPA 2018 Sch 3 paras 5, 6, 11 and 19.
    """
    letter, to = going.letter, going.addressee
    if letter and to and to.role in (To.TOLD, To.CONSULTED):
        yield from _tells_who_asks(going, letter, to)
        yield from _is_no_pupil(going, letter, to)
        yield from _gives_no_opinion(going, to)
        if going.ungiven:
            who, data = to.name, f"data about {listed(going.file.subjects) or 'this person'}"
            yield Gap("", f"Nothing shows that {who} was given {data}. Say how you know.")


def _tells_who_asks(going: Departure, letter: LetterKind, to: Addressee) -> Iterator[Gap]:
    """Yield a gap for each requester named, which is final to people they are kept from.

    Whether data would harm somebody may turn on who asks, but never on where they are reached.
    """
    told, typed = NamesTold(going.words), NamesTold("\n".join(going.said.values()), any_case=True)
    secrets = (going.own_secrets, *(secret for _, secret in going.other_secrets))
    unclear = bool({*words_in(to.envelope)} & PRIVATE)
    for party in going.file.parties:
        named = party.name in told or party.name in typed
        if party.role != "requester" or not named or may_be(to.name, party.name):
            continue
        if any(
            unclear or is_kept_from(secret.file, to, one)
            for secret in secrets
            for one in secret.people
            if same_name(one.name, party.name)
        ):
            yield Gap("", f"It tells {to.name} that {party.name} asks, whose details are kept from "
                      f"{to.name}. Take the name out.", final=True)  # fmt: skip
        elif letter.hides_requester or _untold(going):
            yield Gap("", f"It names {party.name}, who asks. Take the name out, or say why "
                      f"{to.name or 'the reader'} must know it.")  # fmt: skip
        elif is_reached_in(Squeezed(going.said.get(ABOUT, "")), party):
            yield Gap("", f"It tells {to.name or 'the reader'} how to reach {party.name}, who "
                      "asks. Take that out, or say why it is needed.")  # fmt: skip


def _untold(going: Departure) -> bool:
    """Return True if the reader may not know who asks, as the case or the letter says."""
    return bool(going.said.get(UNTOLD) or detail(going.file, UNTOLD))


def _is_no_pupil(going: Departure, letter: LetterKind, to: Addressee) -> Iterator[Gap]:
    """Yield a gap for a letter to a pupil that is addressed to somebody else."""
    pupils = going.file.subjects
    named = any(may_be(to.name, name) for name in pupils)
    if letter.to_pupil and to.name and pupils and not named:
        yield Gap("", f"This letter is for a pupil, and {to.name} isn't one of this case. Write to "
                  f"{listed(pupils)}, or say why {to.name} gets it.")  # fmt: skip


def _gives_no_opinion(going: Departure, to: Addressee) -> Iterator[Gap]:
    """Yield a gap for a person or body whose words show no profession and no public body.

    A firm or a newspaper may have such words in its name, or employ a doctor.
    """
    if to.role is not To.CONSULTED or not to.name:
        return
    private = [requester_kind(kind).private for kind in shows("", to.envelope)]
    ours = any(may_be(to.name, person.name) for person in going.settings.people)
    known = {*words_in(to.envelope)} & PROFESSIONS or private or ours
    if any(private) or not known:
        yield Gap("", f"Nothing shows that {to.name} gives opinions on a pupil. Add the profession "
                  f"or body, or say why {to.name} is asked.")  # fmt: skip
