"""What officers type in a letter's fields, and what is offered to save them typing it twice."""

import re
from collections.abc import Mapping
from datetime import date

from dpo_console.cases.checklist.particulars import particulars_of, said
from dpo_console.errors import BadInput
from dpo_console.law.exemptions.grounds import is_ground
from dpo_console.letters.catalogue import LetterKind
from dpo_console.letters.wording.conditions import FIELDS, Typed, day_in_full
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.text import day_words, says_something, show_line
from dpo_console.typed_days import parse_day

REASONS = ("reason", "doubt", "questions")
"""The last parts of the fields that give a reason or a question, by which dates move."""

EXCESSES = {
    "unfounded": "manifestly unfounded (clearly not made to use this right)",
    "excessive": "manifestly excessive (clearly more than is reasonable)",
}
"""What a request must manifestly be, for a fee or a refusal (UK GDPR Art 12(5)), in plain words."""


NO_SHARING = {
    "power": "You have named no law that requires or allows us to share it.",
    "need": "You have not shown why you need it.",
    "scope": "You ask for more than the purpose needs.",
    "authority": "You have not shown that the person concerned lets you ask for it.",
    "security": "You have not shown how you would keep it safe.",
    "purpose": "You have not said clearly what you want it for.",
    "basis": "We have found no lawful basis for it.",
}
"""Why data are not shared, by the word that an officer types. No sentence confirms anything."""


INFORMED = "release.informed"
"""The field that says if the person concerned was told."""

TOLD = ("has been told", "has been told that we share it", "knows")
"""Words for somebody who was told, after: the person concerned."""

_UNTOLD = re.compile(r"\b(not|never|unaware|nobody)\b|n't\b")


def as_meant(given: Mapping[str, str], kind: str, today: date) -> dict[str, str]:
    """Return the entries for a letter about this kind of case, as the letter says them.

    A day is written in full, as all other days are. Raises BadInput, naming the field, for what is
    no day, a day in the wrong direction, or no ground in law.
    """
    return {name: _meant(name, said, kind, today) for name, said in given.items()}


def _meant(name: str, said: str, kind: str, today: date) -> str:
    typed = FIELDS[name].typed
    if not said.strip():
        return said
    if typed is Typed.WORDS and name.rpartition(".")[2] in REASONS and not says_something(said):
        raise BadInput(f"“{show_line(said, 60)}” says nothing. Say it in words.", name)
    if typed in (Typed.AHEAD, Typed.BEFORE):
        return _day(name, said, today)
    as_typed = {
        Typed.GROUND: lambda: _ground(name, said, kind),
        Typed.EXCESS: lambda: _excess(name, said),
        Typed.NO_SHARING: lambda: _no_sharing(name, said),
        Typed.INFORMED: lambda: _informed(said),
    }
    return as_typed[typed]() if typed in as_typed else said


def _day(name: str, said: str, today: date) -> str:
    typed = FIELDS[name].typed
    day = parse_day(said, today, name, ahead=typed is Typed.AHEAD)
    if typed is Typed.AHEAD and day < today:
        raise BadInput(f"{day_words(day)} has passed. Give a day that is still to come.", name)
    if typed is Typed.BEFORE and day > today:
        raise BadInput(f"{day_words(day)} is still to come. Give the day on which it was.", name)
    return day_in_full(day)


def _excess(name: str, said: str) -> str:
    found = [words for word, words in EXCESSES.items() if word in said.casefold()]
    if not found:
        raise BadInput("Say whether the request is unfounded, excessive, or both.", name)
    return " and ".join(found)


def _ground(name: str, said: str, kind: str) -> str:
    if is_ground(said, kind):
        return said
    shown = show_line(said, 60)
    raise BadInput(
        f"“{shown}” cites no ground that the law has for this kind of request. Cite one with its "
        "section, regulation or paragraph. See: dpo-console exemptions",
        name,
    )


def _informed(said: str) -> str:
    """Return a sentence on whether the person concerned was told."""
    words = said.strip().rstrip(".")
    if words in TOLD:
        return "We have told the person concerned."
    return said if words[:1].isupper() else f"The person concerned {words}."


def is_untold(said: str) -> bool:
    """Return True if words say that the person concerned was not told."""
    return _UNTOLD.search(said.casefold().replace("’", "'")) is not None


def _no_sharing(name: str, said: str) -> str:
    """Return the sentence for each line. Raises BadInput for a line that is none of the words."""
    lines = [line.strip() for line in said.replace(",", "\n").splitlines() if line.strip()]
    found = [words for line in lines for word, words in NO_SHARING.items()
             if line.casefold() in (word, words.casefold())]  # fmt: skip
    if len(found) != len(lines):
        known = ", ".join(NO_SHARING)
        raise BadInput(f"Give one or more of these, a line each: {known}.", name)
    return "\n".join(found)


RULING = "decision.reason"
"""The name under which a letter offers the reason of the last ruling."""


def taken(file: CaseFile, letter: LetterKind) -> dict[str, str]:
    """Return the case details that a letter uses, by its own fields.

    Words that the officer gives for the letter alone come first.
    """
    found = {ask.name: said(file, ask.takes or ask.name) for ask in letter.asks}
    return {name: words for name, words in found.items() if words}


def of_details(file: CaseFile, letter: LetterKind) -> tuple[str, ...]:
    """Return the fields of a letter that the case details fill, whether or not they do by now."""
    kept = {detail.name for detail in particulars_of(file.case.kind)}
    return tuple(ask.name for ask in letter.asks if (ask.takes or ask.name) in kept)


def offered(file: CaseFile, letter: LetterKind) -> dict[str, str]:
    """Return the first content of a letter's form.

    It holds the details the letter uses, and others offered for review, because they were written
    for other readers.
    """
    found = {ask.name: _offered(file, ask.offers) for ask in letter.asks if ask.offers}
    return {name: words for name, words in found.items() if words} | taken(file, letter)


def _offered(file: CaseFile, name: str) -> str:
    if name != RULING:
        return said(file, name)
    return file.note(RULING, file.decisions[-1].id) if file.decisions else ""
