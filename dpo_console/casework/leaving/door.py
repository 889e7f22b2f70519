"""Passing the door out: a departure with gaps is refused, or goes under a kept override."""

from collections.abc import Sequence
from typing import NamedTuple

from dpo_console.cases.checklist.checklists import PAST_GATE, WHY_PAST_GATE
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.cases.leaving.overrides import LETTER_OVERRIDDEN, WHY_OVERRIDDEN
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.matching.names import says
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.casework.change import Change, change
from dpo_console.errors import BadInput, GateClosed
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.session import put
from dpo_console.text import clean

FEWEST_WORDS, FEWEST_LETTERS = 3, 9
"""The different words, and the letters in them, of a reason that the record keeps."""


class Passage(NamedTuple):
    """An act as its refusal tells it.

    `done` completes “SAR-2026-0042 can't be …”, or the same of `what`. `again` is the act with an
    override, or None if it takes none. `gone`: it left already, and history is always recorded.
    """

    done: str
    again: Remedy | None = None
    gone: bool = False
    what: str = ""


class Passed(NamedTuple):
    """The gaps that an override passed, and its reason. Both are empty if there were none."""

    gaps: tuple[Gap, ...] = ()
    why: str = ""


def pass_door(
    departure: Departure, how: Passage, override: str = "", *, spare: bool = False
) -> Passed:
    """Return what was overridden. Raises GateClosed with every gap that keeps it back.

    Raises BadInput for an override that says too little, or for one of nothing, unless it may be
    `spare`: another step of the same act needs it.
    """
    why = sentence(override)
    gaps, reference = leaving(departure), departure.file.case.reference
    if not gaps:
        return Passed() if spare else pass_nothing(reference, override)
    if not why or is_final(gaps, how):
        raise held(reference, gaps, how)
    if any(says(gap.sentence, words_in(why)) for gap in gaps):
        raise BadInput("override: this only repeats what is open. Say in a sentence why it goes.")
    return Passed(gaps, why)


def pass_nothing(reference: str, override: str) -> Passed:
    """Return that nothing was overridden. Raises BadInput for an override all the same."""
    if sentence(override):
        raise BadInput(f"{reference}: it has passed every check, so leave out the override.")
    return Passed()


def is_final(gaps: Sequence[Gap], how: Passage) -> bool:
    """Return True if no reason lets it go."""
    return not how.gone and any(gap.final for gap in gaps)


def held(reference: str, gaps: Sequence[Gap], how: Passage) -> GateClosed:
    """Return the refusal of what its gaps hold back, with the way to override them."""
    way = "" if is_final(gaps, how) else _way(how)
    return GateClosed(reference, gaps, how.done, way, how.what)


def _way(how: Passage) -> str:
    """Return how it goes all the same, or '' if the act takes no override."""
    if how.again is None:
        return ""
    went = "If it went out all the same" if how.gone else "If it must go all the same"
    return Phrase(f"{went}, say why, and the case will show it: ", how.again)


ASKED = {
    "looked": "who looked, and what they saw",
    "said": "who looked, and what they saw",
    "why": "why this request may go on",
}
"""The answer that each field wants. Others say why something goes."""


def sentence(typed: str, field: str = "override") -> str:
    """Return the reason for an override, cleaned. Raises BadInput if it says too little.

    It takes three different words. Digits, single letters and one letter over and over are none.
    """
    why = clean(typed, field)
    words = {word for word in words_in(why) if word.isalpha() and len(set(word)) > 1}
    if why and (len(words) < FEWEST_WORDS or len("".join(words)) < FEWEST_LETTERS):
        asked = ASKED.get(field, "why it goes")
        raise BadInput(f"{field}: {why!r} says too little. Say in a sentence {asked}.")
    return why


def keep_open_checks(this: Change, fact: int, gaps: Sequence[Gap], why: str) -> None:
    """Keep the checks that were open when a fact was recorded under an override, and the reason."""
    this.note(PAST_GATE, fact, "\n".join(map(str, gaps)))
    this.note(WHY_PAST_GATE, fact, why)
    rows = (this.row(fact_id=fact, criterion=gap.criterion) for gap in gaps if gap.criterion)
    put(this.session, tables.OpenCheckTable, *rows)


def keep_on_letter(this: Change, letter: int, passed: Passed) -> None:
    """Keep with a letter what was open when it went under an override, and the reason."""
    if passed.gaps:
        this.note(LETTER_OVERRIDDEN, letter, "\n".join(map(str, passed.gaps)))
        this.note(WHY_OVERRIDDEN, letter, passed.why)
        tell(this, passed)


def record(desk: Desk, file: CaseFile, passed: Passed, **taken: str | int) -> None:
    """Record that words of a case were taken out under an override, if they were.

    `taken` says what was taken, and which way.
    """
    if passed.gaps:
        with change(desk, file.case.reference, "override", version=file.case.version) as this:
            this.detail |= taken
            if letter := taken.get("letter"):
                keep_on_letter(this, int(letter), passed)
            tell(this, passed)


def tell(this: Change, passed: Passed) -> None:
    """Add an override to the audit entry. The timeline tells it."""
    if passed.gaps:
        this.detail |= {"past_gate": len(passed.gaps), "why": passed.why}
