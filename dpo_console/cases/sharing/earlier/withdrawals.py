"""Withdrawals of consent in cases of their own, which a sharing on consent must take in first."""

from collections.abc import Iterator
from datetime import datetime

from dpo_console.approval.lawful_bases import rests_on_consent
from dpo_console.cases.people.matching.names import same_name
from dpo_console.cases.sharing.scope_items import GIVEN, WITHDRAWN
from dpo_console.law.statutes import kinds, statute
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads import conditions, lists, search
from dpo_console.store.reads.lists import BY_URGENCY
from dpo_console.text import day_words

LOOKED_AT = 50
"""The most cases about somebody of one name that are looked at."""


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
    return tuple(Gap("", _words(file.case.reference, other)) for other in later)


def _words(reference: str, other: CaseFile) -> Phrase:
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
