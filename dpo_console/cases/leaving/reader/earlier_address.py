"""A letter goes to the address that stands, not to one that was corrected after it was written."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import Addressee, addressee_of, party_addressed
from dpo_console.cases.people.matching.names import says
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.cases.people.same.earlier import earlier_selves
from dpo_console.sentences import Gap


def earlier_address(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a letter with an address block that was corrected since, or edited in Word.

    UK GDPR Art 5(1)(d), (f): data are accurate, and reach nobody else.
    """
    if going.letter is None or not going.words:
        return
    to = addressee_of(going.file, going.settings, going.letter, going.said, going.on)
    if going.readdressed:
        gap = Gap("", f"Its address or greeting isn't that of {to.name}. Say who gets it, and why.")
        if str(gap) not in going.overridden:
            yield gap
        return
    if to.party is None:
        return
    now = party_addressed(going.file, to.party)
    for was in earlier_selves(to.party, going.history):
        before = party_addressed(going.file, was)
        if _is_written_to(going.words, before, now):
            yield Gap(
                "",
                f"It is written to {before.name} at earlier details, which were corrected since. "
                "Write it again.",
            )
            return


def _is_written_to(words: str, before: Addressee, now: Addressee) -> bool:
    """Return True if words have the earlier address block, and not the one that stands."""
    if not before.lines or before.lines == now.lines:
        return False
    stands = bool(now.lines) and says(words, words_in(now.envelope))
    return says(words, words_in(before.envelope)) and not stands
