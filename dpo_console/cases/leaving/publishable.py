"""What anybody may read names no pupil, nor does an answer to people without a right to know."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.names import same_name, says
from dpo_console.cases.people.squeezed import words_in
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap
from dpo_console.store.reads.search import words


def publishable(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a data subject's name where it has no place.

    Published words must hold no word of it. An answer must not have the whole name if it goes to
    everybody (FOIA s.40, EIR reg 13), or refuses a third party, who is not told who attends.
    """
    if going.published:
        said = set(words(going.words))
        names = (p.name for p in going.file.parties if p.role == "subject")
        if any(word in said for name in names for word in words(name) if len(word) > 1):
            yield Gap("", "Its words name a pupil, so it can't be published.", final=True)
    elif why := _why_nameless(going):
        for name in _named(going):
            yield Gap("", f"It names {name}, {why}. Take the name out, or say why it may go.")


def _why_nameless(going: Departure) -> str:
    """Return why an answer by letter should name no data subject, or ''."""
    work, letter = statute(going.file.case.kind).work, going.letter
    if letter is None or letter.records != work.answered_by or letter.waits:
        return ""
    if work.blind:
        return "and anybody may ask for the same"
    return "which may confirm that the pupil attends" if work.gated else ""


def _named(going: Departure) -> Iterator[str]:
    """Yield the data subjects whose whole name stands in the words, except whoever asks."""
    asks = [p.name for p in going.file.parties if p.role == "requester"]
    for party in going.file.parties:
        own = any(same_name(party.name, name) for name in asks)
        if party.role == "subject" and not own and says(going.words, words_in(party.name)):
            yield party.name
