"""Papers, and what a letter encloses, may show what is kept from their reader: a person looks."""

from collections.abc import Iterator

from dpo_console.cases.checklist.answers_elsewhere import left_out
from dpo_console.cases.leaving.departure import UNSEEN, Departure, encloses
from dpo_console.cases.leaving.protected_details import people_hinted, people_named
from dpo_console.cases.leaving.reader.paper_reader import goes_outside, strangers
from dpo_console.cases.leaving.since_release import URGENT
from dpo_console.cases.papers import State, answer_files
from dpo_console.cases.people.addressee import Addressee, named_in, recipient_of
from dpo_console.cases.people.kept_from import Access, access, is_kept_from
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.law.statutes import statute
from dpo_console.letters.addressees import To
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import CaseFile


def unread_papers(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each person whose details are kept from the reader of what nobody here reads.

    UK GDPR Art 5(1)(f): a person looks, because nothing here can. Of what answers a request, a case
    asks for its own people by its checklist.
    """
    if going.paper:
        yield from _of_paper(going)
        return
    yield from _told_by_hand(going)
    if encloses(going) and not statute(going.file.case.kind).work.blind:
        reader = _answered(going)
        for name in _elsewhere(going, reader, by_name=True):
            yield _look(going, name, reader)


def _of_paper(going: Departure) -> Iterator[Gap]:
    """Yield a gap for what a paper may show that can't be read here, or that is left out."""
    here = going.own_secrets
    found = [
        _look(going, name, reader)
        for reader in (() if going.clear else _readers(going))
        for name in (*_kept_from(reader, here), *_elsewhere(going, reader))
    ]
    if goes_outside(going) and _leaves_out(going.file):
        look = f"Look if paper {going.paper} shows it, and say what you saw."
        found.append(Gap("", f"Something is left out of the answer. {look}"))
    urgent = any(fact.name == URGENT for fact in going.file.standing_facts())
    seen = going.clear or urgent or _passed(going)
    if goes_outside(going) and not (found or seen):
        unread = f"Not all of paper {going.paper} can be read here."
        found.append(Gap("", f"{unread} Look at it, and say what you saw."))
    yield from found


def _passed(going: Departure) -> bool:
    """Return True for a paper that passed its check as a file of the answer."""
    own = {row.sha256 for row in going.file.papers if row.number == going.paper}
    passed = {one.sha256 for one in answer_files(going.file) if one.state is State.PASSED}
    return bool(own & passed)


def _told_by_hand(going: Departure) -> Iterator[Gap]:
    """Yield a gap for somebody else named in a fact that left, from whom details are kept."""
    if not (going.letter or going.packs or going.published):
        yield from kept_from_named(going, going.told)


def kept_from_named(going: Departure, words: str) -> Iterator[Gap]:
    """Yield a gap for each person whom words name, from whom details are kept by name."""
    here = going.own_secrets
    for reader in dict.fromkeys(people_named(going, words)) if words else ():
        kept = (*_kept_from(reader, here, by_name=True), *_elsewhere(going, reader, by_name=True))
        for name in dict.fromkeys(kept) if reader.name != going.file.requester.name else ():
            yield Gap("", f"Its words name {reader.name}, from whom details of {name} are kept. "
                      f"Say in a sentence what {reader.name} got.")  # fmt: skip


def _readers(going: Departure) -> Iterator[Addressee]:
    """Yield the people named, and each part that names nobody known."""
    yield from named_in(going.file, going.told)
    yield from (Addressee(To.NOBODY, part) for part in strangers(going))


def _leaves_out(file: CaseFile) -> bool:
    """Return True if items of the schedule, or data that were asked for, are kept back."""
    return bool(left_out(file)) or any(not item.given for item in file.scope_items)


def _answered(going: Departure) -> Addressee:
    """Return who gets an answer: the addressee of its letter, or the recipient."""
    return going.addressee or recipient_of(going.file, going.settings)


def is_kept_by_name(going: Departure) -> bool:
    """Return True if a case keeps details from the recipient by name, or from one named beside."""
    here = going.own_secrets
    return any(
        (*_kept_from(reader, here, by_name=True), *_elsewhere(going, reader, by_name=True))
        for reader in (
            recipient_of(going.file, going.settings),
            *people_named(going, going.reached),
            *people_hinted(going),
        )
    )


def _elsewhere(going: Departure, reader: Addressee, *, by_name: bool = False) -> Iterator[str]:
    """Yield the people of other cases whose details a reader never gets, or not `by_name`."""
    for other, secret in going.other_secrets:
        for name in _kept_from(reader, secret, by_name=by_name or not other.same_pupil):
            yield name if other.seen else UNSEEN


def _kept_from(
    reader: Addressee, secret: ProtectedDetails, *, by_name: bool = False
) -> Iterator[str]:
    """Yield the protected people of a case whose details a reader never gets, or not `by_name`."""
    for one in secret.people:
        never = access(secret.file, reader, one, secret.former) is Access.NEVER
        if never and (not by_name or is_kept_from(secret.file, reader, one)):
            yield one.name


def _look(going: Departure, name: str, reader: Addressee) -> Gap:
    kept = f"Details of {name} are kept from {reader.name}"
    if going.paper:
        what = f"not all of paper {going.paper} can be read here. Look if it shows them"
    else:
        what = "dpo_console never opens what is enclosed. Look if it shows them"
    return Gap("", f"{kept}, and {what}, and say what you saw.")
