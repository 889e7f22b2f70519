"""What anybody may read names no pupil, nor does a letter to people without a right to know."""

from collections.abc import Iterator

from dpo_console.approval.model import Path, Ruling
from dpo_console.approval.requesters import SIGNED, requester_kind
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.matching.names import same_name
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.cases.sharing.earlier import unanswered
from dpo_console.cases.sharing.release_gate import latest_decision
from dpo_console.law.statutes import statute
from dpo_console.letters.addressees import To
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.reads.search import words


def publishable(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a data subject's name where it has no place.

    Published words must hold no word of it. A letter must not have the whole name if anybody may
    ask for the same (FOIA s.40, EIR reg 13), or if a third party without a power asks, or somebody
    refused before, who is not told who attends. Nothing names a person whom another case is about,
    or protects.
    """
    if going.published:
        said = set(words(going.words))
        own = any(
            word in said for name in going.file.subjects for word in words(name) if len(word) > 1
        )
        if own or going.others:
            yield Gap("", "Its words name a pupil, so it can't be published.", final=True)
        return
    for name, why in (*_of_other_cases(going), *_of_this_case(going)):
        yield Gap("", f"It names {name}, {why}. Take the name out, or say why it may go.")


def _of_other_cases(going: Departure) -> Iterator[tuple[str, str]]:
    yield from ((name, "whom another case is about or protects") for name in going.others)


def _of_this_case(going: Departure) -> Iterator[tuple[str, str]]:
    if why := _why_nameless(going):
        yield from ((name, why) for name in _named(going))


def _why_nameless(going: Departure) -> str:
    """Return why a letter should name no data subject of its own case, or ''."""
    file, letter = going.file, going.letter
    work = statute(file.case.kind).work
    if letter is None or letter.waits or letter.addressee not in (To.REQUESTER, To.RECIPIENT):
        return ""
    if work.blind:
        return "and anybody may ask for the same"
    answers = letter.records == work.answered_by
    refused = any(unanswered(file, going.refusals))
    told = refused or (work.gated and (answers or has_no_power(file)))
    return "which may confirm that the pupil attends" if told else ""


def has_no_power(file: CaseFile) -> bool:
    """Return True if a third party without a power asks, and nobody has approved what it asks."""
    ruling, kind = latest_decision(file), requester_kind(file.case.requester_kind)
    compelled = file.scope is not None and file.scope.path == Path.COMPELLED
    approved = ruling is not None and ruling.ruling != Ruling.REFUSE
    return kind.terms == SIGNED and not compelled and not approved


def _named(going: Departure) -> Iterator[str]:
    """Yield the data subjects whose whole name stands in the words, except whoever asks.

    In what an officer typed a part of the name is enough, such as Tess, or Miss Ford.
    """
    told = NamesTold(going.words)
    typed = NamesTold("\n".join(going.said.values()), any_case=True)
    for name in going.file.subjects:
        named = name in told or name in typed or typed.has_part_of(name)
        if named and not same_name(name, going.file.requester.name):
            yield name
