"""Bulk acts: which acts all the marked cases allow, and which cases refuse.

Nothing here changes a case. Each is changed by the act for one case, in its own transaction
(tui/screens/queue/batches.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dpo_console.cases.letters.going_out import LetterChoice
from dpo_console.cases.letters.letter_choices import letters_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.queue.queue import as_they_are
from dpo_console.cases.search import LETTERS
from dpo_console.cases.view.case import case_to_check, why_not
from dpo_console.cases.view.next_steps import NextStep
from dpo_console.cases.view.views import CaseView
from dpo_console.errors import BadInput
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked case as it stands now, with the reasons against each act on it."""

    case: CaseView
    reasons: Mapping[str, str]

    @property
    def reference(self) -> str:
        """The case's reference."""
        return self.case.reference


@dataclass(frozen=True, slots=True)
class LetterForMany:
    """A letter offered for many cases.

    `fits` are the cases for which it can be written now. `sendable` are those with a copy written
    and not sent. `why_not` has the other cases' reasons.
    """

    name: str
    title: str
    asks: tuple[tuple[str, str], ...]
    fits: tuple[str, ...]
    sendable: tuple[str, ...]
    why_not: Mapping[str, str]


def read_marked(desk: Desk, numbers: Sequence[int]) -> tuple[Marked, ...]:
    """Return the cases with these numbers, most urgent first, leaving out any no longer visible."""
    return tuple(_read(desk, [row.reference for row in as_they_are(desk, numbers)]))


def _read(desk: Desk, references: Sequence[str]) -> Iterator[Marked]:
    for reference in references:
        try:
            case = case_to_check(desk, reference)
        except BadInput:  # it was restricted after the list was read
            continue
        yield Marked(case, why_not(desk, case))


def refusing(marked: Sequence[Marked], act: str) -> dict[str, str]:
    """Return the cases that refuse an act, by reference, each with its reason."""
    return {one.reference: one.reasons[act] for one in marked if one.reasons[act]}


def meant(marked: Sequence[Marked], acts: Sequence[str]) -> tuple[str, ...]:
    """Return the acts that a key stands for: for each case, the first it allows.

    There are several if the cases differ.
    """
    firsts = {next((act for act in acts if not one.reasons[act]), "") for one in marked}
    return tuple(act for act in acts if act in firsts)


def steps_for_all(desk: Desk, marked: Sequence[Marked]) -> tuple[NextStep, ...]:
    """Return the steps that this person's role may take on many cases.

    `reason` says how many cases refuse. Facts that fit none of the cases are left out.
    """
    steps = [
        NextStep(act.id, step.line, why_not_all(marked, act.id))
        for act, step in desk.acts.steps
        if act.many
        and not (step.fact and len(refusing(marked, act.id)) == len(marked))
        and not why_may_not(desk, act.id)
    ]
    return tuple(sorted(steps, key=lambda step: bool(step.reason)))


def why_not_all(marked: Sequence[Marked], act: str) -> str:
    """Return '' if all the cases allow an act, else how many refuse, and why."""
    against = refusing(marked, act)
    if not against:
        return ""
    reference, reason = next(iter(against.items()))
    if len(against) == len(marked) and len(set(against.values())) == 1:
        return reason
    return f"Not for {len(against)} of {len(marked)}. {reference}: {reason}"


def outcomes_for_all(marked: Sequence[Marked]) -> tuple[tuple[str, str], ...]:
    """Return the outcomes shared by all the cases, slug and title, in the first case's order."""
    shared = set.intersection(*({slug for slug, _ in one.case.outcomes} for one in marked))
    return tuple(outcome for outcome in marked[0].case.outcomes if outcome[0] in shared)


def letters_for_all(desk: Desk, marked: Sequence[Marked]) -> tuple[LetterForMany, ...]:
    """Return the letters that can be written, or were, for some of the cases, best fit first."""
    found: dict[str, dict[str, LetterChoice]] = {}
    for one in marked:
        for choice in letters_for(desk, one.reference):
            found.setdefault(choice.name, {})[one.reference] = choice
    letters = [_letter(marked, choices) for choices in found.values()]
    some = [letter for letter in letters if letter.fits or letter.sendable]
    return tuple(sorted(some, key=lambda letter: -len(letter.fits)))


def _letter(marked: Sequence[Marked], choices: Mapping[str, LetterChoice]) -> LetterForMany:
    first = next(iter(choices.values()))
    why = {
        one.reference: _why_not_written(choices.get(one.reference))
        or one.reasons["letter"]
        or _had(one.case, first.name)
        for one in marked
    }
    return LetterForMany(
        name=first.name,
        title=first.title,
        asks=first.asks,
        fits=tuple(reference for reference, reason in why.items() if not reason),
        sendable=tuple(o.reference for o in marked if _waits_to_go(o.case, first.name)),
        why_not={reference: reason for reference, reason in why.items() if reason},
    )


def _why_not_written(choice: LetterChoice | None) -> str:
    if choice is None:
        return "It is not for this kind of case."
    return choice.why_not


def had_letter(case: CaseView, name: str) -> str:
    """Return when a case got a letter of that name, or '' if it hasn't."""
    letters = [letter for letter in case.letters if letter.name == name]
    if not letters:
        return ""
    sent = letters[-1].sent_on
    return f"sent {day_words(sent)}" if sent else "written already, and not sent yet"


def _had(case: CaseView, name: str) -> str:
    had = had_letter(case, name)
    return f"It has this letter: {had}." if had else ""


def _waits_to_go(case: CaseView, name: str) -> bool:
    """Return True if the last letter of that name was written and not sent.

    The search plan records the sending of its own.
    """
    if name in LETTERS.values():
        return False
    last = next((letter for letter in reversed(case.letters) if letter.name == name), None)
    return last is not None and last.sent_on is None and not case.row.closed_on
