"""Many cases at once: which acts they all allow, and which cases don't. Nothing here changes any:
each is changed by the act that changes one, in its own transaction (many.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dpo_console.cases.letters.letter_choices import letters_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.queue.queue import as_they_are
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.cases.view.next_steps import STEPS, NextStep
from dpo_console.cases.view.views import CaseView, LetterChoice
from dpo_console.errors import BadInput

ACTS = ("letter", "note", "assign", "close")
"""What can be done to many cases, beside recording a fact."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One of the cases as it stands now, and casework's reasons against each act on it."""

    case: CaseView
    reasons: Mapping[str, str]

    @property
    def reference(self) -> str:
        """The case's reference."""
        return self.case.reference


@dataclass(frozen=True, slots=True)
class LetterForMany:
    """One letter of the catalogue: `fits` those of the cases for which it can be written now,
    `sendable` those in which it was written and not sent; `why_not` has the others' reasons.
    """

    name: str
    title: str
    asks: tuple[tuple[str, str], ...]
    fits: tuple[str, ...]
    sendable: tuple[str, ...]
    why_not: Mapping[str, str]


def read_marked(desk: Desk, numbers: Sequence[int]) -> tuple[Marked, ...]:
    """The cases of these numbers, most urgent first, without those that are no longer seen."""
    return tuple(_read(desk, [row.reference for row in as_they_are(desk, numbers)]))


def _read(desk: Desk, references: Sequence[str]) -> Iterator[Marked]:
    for reference in references:
        try:
            case = case_view(desk, reference)
        except BadInput:  # it was restricted since the list was read
            continue
        yield Marked(case, why_not(desk, case))


def refusing(marked: Sequence[Marked], act: str) -> dict[str, str]:
    """The cases that don't allow an act, by reference, each with its reason."""
    return {one.reference: one.reasons[act] for one in marked if one.reasons[act]}


def meant(marked: Sequence[Marked], acts: Sequence[str]) -> tuple[str, ...]:
    """Which of the acts a key means: for each case the first that it allows. Several where the
    cases are not alike.
    """
    firsts = {next((act for act in acts if not one.reasons[act]), "") for one in marked}
    return tuple(act for act in acts if act in firsts)


def steps_for_all(desk: Desk, marked: Sequence[Marked]) -> tuple[NextStep, ...]:
    """What this person's role can do to many cases. `reason` says how many don't allow it; facts
    that fit none of them are left out.
    """
    steps = [
        NextStep(name, step.title, why_not_all(marked, name))
        for name, step in STEPS.items()
        if (name in ACTS or (step.act == "fact" and len(refusing(marked, name)) < len(marked)))
        and not why_may_not(desk.person, step.act)
    ]
    return tuple(sorted(steps, key=lambda step: bool(step.reason)))


def why_not_all(marked: Sequence[Marked], act: str) -> str:
    """'' where all the cases allow an act, else how many don't, and why."""
    against = refusing(marked, act)
    if not against:
        return ""
    reference, reason = next(iter(against.items()))
    if len(against) == len(marked) and len(set(against.values())) == 1:
        return reason
    return f"{len(against)} of {len(marked)} can't. {reference}: {reason}"


def outcomes_for_all(marked: Sequence[Marked]) -> tuple[tuple[str, str], ...]:
    """The outcomes that each of the cases may have, slug and title, in the order of the first."""
    shared = set.intersection(*({slug for slug, _ in one.case.outcomes} for one in marked))
    return tuple(outcome for outcome in marked[0].case.outcomes if outcome[0] in shared)


def letters_for_all(desk: Desk, marked: Sequence[Marked]) -> tuple[LetterForMany, ...]:
    """The letters that can be written for some of the cases or were, those that fit most first."""
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
        one.reference: _why_not_written(choices.get(one.reference)) or one.reasons["letter"]
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


def _waits_to_go(case: CaseView, name: str) -> bool:
    """Whether the last letter of that name was written and not sent."""
    last = next((letter for letter in reversed(case.letters) if letter.name == name), None)
    return last is not None and last.sent_on is None and not case.row.closed_on
