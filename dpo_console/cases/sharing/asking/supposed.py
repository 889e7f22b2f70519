"""A kind of requester that nobody said: the program supposed the one that the law serves.

A body with a right to pupils' data is supposed for no stranger. What leaves to one waits until
somebody says who asks.
"""

from dataclasses import dataclass

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.people.parties import SUPPOSED
from dpo_console.cases.people.same.shown import shows
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile


@dataclass(frozen=True, slots=True)
class SupposedKind:
    """A kind of requester, and True for one that nobody said."""

    kind: str
    supposed: bool = False


def asked_as(kind: str, name: str, organisation: str) -> SupposedKind:
    """Return the kind of requester for a request of this kind where none was given.

    An organisation that shows one of the bodies that may ask says so itself, such as a council, and
    so does a body that asks in its own name, such as Hilltop School.
    """
    work = statute(kind).work
    usual = work.requester
    if not needs_saying(kind):
        return SupposedKind(usual)
    fit = shows(name, organisation or name) & {*work.asked_by}
    if fit:
        return SupposedKind(usual if usual in fit else min(fit))
    return SupposedKind(usual, supposed=True)


def needs_saying(kind: str) -> bool:
    """Return True for a kind that the law gives to some bodies, so somebody must say which asks."""
    work = statute(kind).work
    return work.only_some and not work.asked_in_name and requester_kind(work.requester).third_party


def is_supposed(file: CaseFile) -> bool:
    """Return True if nobody has said yet what kind of requester asks."""
    return bool(file.note(SUPPOSED, file.requester.id))


def supposed_gap(file: CaseFile) -> Gap | None:
    """Return the gap of a case whose kind of requester was only supposed, or None."""
    if not is_supposed(file):
        return None
    return Gap("", supposed_words(file.case.reference, file.case.requester_kind))


def supposed_words(reference: str, kind: str) -> Phrase:
    """Return what an officer is told of a supposed kind, with the way to say it."""
    return Phrase(
        f"Nobody has said who asks. We supposed: {requester_kind(kind).title}. Say it: ",
        Remedy("correct-case", (reference, f"--requester-kind {kind}", "--why ...")),
    )
