"""The forms that correct a fact, or the sending of a letter that recorded none."""

from collections.abc import Mapping
from functools import partial

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.view.timeline import without_fact
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import facts as recording
from dpo_console.casework.letters import recalling
from dpo_console.errors import Refused
from dpo_console.law.facts import words as fact_words
from dpo_console.law.facts import words_in
from dpo_console.law.model import day_of, minute_of
from dpo_console.letters.addressees import letter_title
from dpo_console.store.cases.case_rows import FactRow, LetterRow
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import (
    Choosing,
    Opened,
    ask,
    day_field,
    follows,
    moment_field,
)
from dpo_console.typed_days import parse_day, parse_moment

DAY = ("day", "it was another day")
NEVER = (DAY, ("never", "it never happened"))
NOT_SENT = (DAY, ("never", "it was not sent"))
"""What can be wrong with a fact, and with the sending of a letter."""

LETTER = "letter "
"""The beginning of a choice that is a letter. A fact is its number alone."""


def wrong_fact(desk: Desk, case: CaseView) -> Choosing:
    """Choose a fact to correct, or a sent letter whose sending is no fact."""
    facts = [
        Choice(str(f.id), words_in(case.row.kind, f.name), draw.day(f.on))
        for f in case.facts
        if f.superseded_by is None
    ]
    bare = {letter.id for letter in without_fact(file_meant(desk, case.reference))}
    letters = [_sent_choice(letter) for letter in case.letters if letter.id in bare]
    dates = [*facts, *letters]
    return Choosing("Which of these dates is wrong?", dates, partial(_chosen, desk, case))


def _sent_choice(letter: LetterRow) -> Choice:
    """Return the line of a sent letter: its title, its day, and its reader if one was typed."""
    return Choice(f"{LETTER}{letter.id}", letter_title(letter.name), _sent(letter))


def _sent(letter: LetterRow) -> str:
    to = f" to {letter.to}" if letter.to else ""
    return f"sent {draw.day(letter.sent_on)}{to}" if letter.sent_on else "not sent"


def _chosen(desk: Desk, case: CaseView, one: str) -> Opened:
    """Return the form that corrects the chosen fact or letter."""
    if one.startswith(LETTER):
        return sending(desk, case, int(one.removeprefix(LETTER)))
    return put_right(desk, case, int(one))


@follows
def put_right(desk: Desk, case: CaseView, number: int) -> Opened:
    """Open a form to correct a fact's day, or to strike it out. The history keeps the old one.

    A fact corrected meanwhile is corrected once more. Raises Refused where it was struck out.
    """
    fact = _standing(case, number)

    def save(given: Mapping[str, str], version: int) -> str:
        why, day, at = given["why"], None, None
        if given["wrong"] == "day":
            moment = parse_moment(given["on"], desk.today, "day")
            day, at = day_of(moment), minute_of(moment)
        return recording.correct_fact(
            desk, case.reference, fact.id, on=day, at=at, why=why, version=version
        )

    day = moment_field(desk, case, "The right day", "")
    fields = [day, *_what_and_why(NEVER)]
    words = words_in(case.row.kind, fact.name)
    title = f"Correct: {words}, {draw.day(fact.on)}"
    return ask(desk, case, title, fields, save, act="correct"), f"{words}: corrected"


@follows
def sending(desk: Desk, case: CaseView, number: int) -> Opened:
    """Open a form to correct the day a letter was sent, or to say that it was not sent.

    Raises Refused where a colleague said so meanwhile.
    """
    letter = next(x for x in case.letters if x.id == number)
    title = letter_title(letter.name)
    if letter.sent_on is None:
        raise Refused(f"“{title}” is recorded as not sent meanwhile.")

    def save(given: Mapping[str, str], version: int) -> str:
        on = parse_day(given["on"], desk.today, "day") if given["wrong"] == "day" else None
        return recalling.correct_sending(
            desk, case.reference, letter.name, number=letter.number, on=on, why=given["why"],
            version=version,
        )  # fmt: skip

    day = day_field(desk, "on", "The right day", "")
    form = ask(
        desk, case, f"Correct: {title}, {_sent(letter)}", [day, *_what_and_why(NOT_SENT)], save,
        act="correct_sent",
    )  # fmt: skip
    return form, f"{title}: corrected"


def _what_and_why(wrong: tuple[tuple[str, str], ...]) -> list[Field]:
    """Return the fields for what is wrong, and why."""
    return [
        Field("wrong", "What is wrong", "day", choices=wrong, hint="left/right arrows choose"),
        Field("why", "Why", lines=2, hint="required; kept in the history"),
    ]


def _standing(case: CaseView, number: int) -> FactRow:
    """Return a fact, or the one it was corrected to."""
    facts = {fact.id: fact for fact in case.facts}
    fact = facts[number]
    while fact.superseded_by is not None:
        if fact.superseded_by not in facts:
            raise Refused(f"“{fact_words(fact.name)}” was struck out meanwhile.")
        fact = facts[fact.superseded_by]
    return fact
