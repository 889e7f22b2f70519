"""Sentences of casework in the console's words: keys for acts, and labels for ids."""

from collections.abc import Mapping
from functools import cache

from dpo_console.approval.criteria import asked
from dpo_console.cases.checklist.open_criteria import first_upper
from dpo_console.cases.checklist.particulars import particulars
from dpo_console.sentences import (
    CriterionId,
    DetailName,
    Gap,
    LetterName,
    OptionName,
    Part,
    Remedy,
    ScopeForm,
    TypedOnly,
    named,
    worded,
)
from dpo_console.tui.commands import Command, Keymap
from dpo_console.tui.screens.case.case_keys import CASE_COMMANDS

WAYS: Mapping[str, str] = {
    "fact": "case.step",
    "correct": "case.correct",
    "particulars": "case.particulars",
    "review": "case.review",
    "reopen": "case.reopen",
    "restrict": "case.restrict",
    "unlink": "case.unlink",
    "scope": "case.checklist",
    "letter": "case.letter",
    "exemptions": "case.schedule",
}
"""The console's command for the work of each command of the command line.

A command not listed here is run in a shell, and stays as it is.
"""

IN_THE_SCOPE: Mapping[str, str] = {
    "sharing.purpose": "Purpose",
    "sharing.items": "Data in words",
    "sharing.cohort": "Pupils",
    "sharing.until": "Keep until",
    "sharing.basis": "Lawful basis",
    "sharing.special": "Condition",
    "sharing.power": "Power or order",
    "sharing.method": "Sent by",
}
"""The labels of the scope's form for the entries that letters take from it."""

OPTIONS: Mapping[str, str] = {
    "left_out": "under “Left out”",
    "past_gate": "the field “Past the gate”",
}
"""The fields of forms that stand for options of commands."""


def in_console(said: Part, keymap: Keymap) -> str:
    """Return a sentence with the keys of this office and the labels of the forms."""

    def word(part: Part) -> str:
        if isinstance(part, Gap):
            sentence = in_console(part.said, keymap)
            return first_upper(sentence) if part.criterion else sentence
        if isinstance(part, Remedy):
            return _remedy(part, keymap)
        if isinstance(part, ScopeForm):
            return f"({_in_the_scope(keymap)})"
        return _label(part)

    return worded(said, word)


def _remedy(remedy: Remedy, keymap: Keymap) -> str:
    """Return `F (particulars)`, or in brackets `(F: particulars)`, or a command for a shell."""
    if remedy.option:
        return OPTIONS[remedy.option]
    known = {command.id: command for command in keymap.of(CASE_COMMANDS)}
    command = known.get(WAYS.get(remedy.act, ""))
    if command is None:
        return str(remedy)
    if remedy.aside and command.key:
        return f"({command.shown_key}: {command.title})"
    return f"({in_words(command)})" if remedy.aside else in_words(command)


def _in_the_scope(keymap: Keymap) -> str:
    """Return `A: checklist, then o: scope`, the way to the scope of a request."""
    from dpo_console.tui.screens.sharing.approval import COMMANDS

    known = {c.id: c for c in (*keymap.of(CASE_COMMANDS), *keymap.of(COMMANDS))}
    way = (known["case.checklist"], known["approval.scope"])
    return ", then ".join(f"{command.shown_key}: {command.title}" for command in way)


def _title(letter: LetterName) -> str:
    from dpo_console.letters.catalogue import catalogue

    known = catalogue().get(letter.name)
    return f"“{known.title}”" if known else str(letter)


def labelled(said: Part) -> str:
    """Return a sentence with labels for names, and with questions for criteria's ids."""
    return in_console(said, Keymap())


def in_words(command: Command) -> str:
    """Return `F (particulars)`, or for a command without a key another way to find it."""
    if command.key:
        return f"{command.shown_key} ({command.title})"
    return f"“{command.title}” among all commands (:)"


def asked_for(said: Part) -> str:
    """Return the first case detail that a sentence names, or ''."""
    names = (part.name for part in named(said, DetailName))
    return next((name for name in names if name in particulars()), "")


def _label(part: Part) -> str:
    """Return a thing that a sentence names, as forms and letters call it."""
    if isinstance(part, TypedOnly):
        return ""
    if isinstance(part, OptionName):
        return OPTIONS[part.id]
    if isinstance(part, LetterName):
        return _title(part)
    if isinstance(part, CriterionId) and part.id not in particulars():
        return f"“{asked(part.id)}”"
    known = particulars().get(str(part))
    label = known.label if known else _asked_in_letters().get(str(part), "")
    label = label or IN_THE_SCOPE.get(str(part), "")
    return f"“{label}”" if label else str(part)


@cache
def _asked_in_letters() -> Mapping[str, str]:
    """Return the label of each field of the letters, from the first letter that asks for it."""
    from dpo_console.letters.catalogue import catalogue

    asked = [one for letter in catalogue().values() for one in letter.asks]
    return {one.name: one.label for one in reversed(asked)}
