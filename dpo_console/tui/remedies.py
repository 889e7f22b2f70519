"""Sentences of casework in the console's words: keys for acts, and labels for ids."""

from collections.abc import Mapping

from dpo_console.casework.acts import DECLARED
from dpo_console.law.facts import fact_kind
from dpo_console.sentences import (
    Gap,
    LetterName,
    OptionName,
    Part,
    Remedy,
    ScopeForm,
    TypedOnly,
    first_upper,
    worded,
)
from dpo_console.tui.commands import Command, Keymap
from dpo_console.tui.labels import label
from dpo_console.tui.screens.case.case_keys import CASE_COMMANDS, NEW

STEPS = "case.step"
"""The command that opens the step menu."""

WAYS: Mapping[str, str] = {
    **{act.id: act.command for act in DECLARED if act.key},
    "add": NEW.id,
    "fact": STEPS,
    "files": "case.check_files",
    "release": STEPS,
    "scope": "case.checklist",
    "answer-refusal": STEPS,
    "correct-case": "case.correct_case",
    "party": "case.party",
    "exemptions": "case.schedule",
    "papers": "case.keep_paper",
}
"""The console's command for the work of each command of the command line.

A command not listed here is run in a shell, and stays as it is.
"""

OPTIONS: Mapping[str, str] = {
    "left_out": "under “Left out”",
    "note": "the field “Note”",
    "override": "the field “Override”",
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
        return _said(part, keymap)

    return worded(said, word)


def _said(part: Part, keymap: Keymap) -> str:
    """Return a thing that a sentence names, in the console's words."""
    if isinstance(part, TypedOnly):
        return ""
    if isinstance(part, ScopeForm):
        return f"({_in_the_scope(keymap)})"
    if isinstance(part, OptionName):
        return OPTIONS[part.id]
    return _title(part) if isinstance(part, LetterName) else label(part)


def _remedy(remedy: Remedy, keymap: Keymap) -> str:
    """Return `F (case details)`, or in brackets `(F: case details)`, or a command for a shell."""
    if remedy.option:
        return OPTIONS[remedy.option]
    known = {command.id: command for command in keymap.of((NEW, *CASE_COMMANDS))}
    command = known.get(WAYS.get(remedy.act, ""))
    if command is None:
        return str(remedy)
    step = _step(remedy) if command.id == STEPS and command.key else ""
    told = f"{command.shown_key}, {step}" if step else in_words(command)
    if remedy.aside and command.key and not step:
        told = f"{command.shown_key}: {command.title}"
    return f"({told})" if remedy.aside else told


def _step(remedy: Remedy) -> str:
    """Return the line of the step menu that a remedy begins with, such as `“Release”`, or ''."""
    if remedy.act == "fact":
        title = fact_kind(remedy.args[1]).step if len(remedy.args) > 1 else ""
    else:
        steps = {act.id: act.step.title for act in DECLARED if act.step}
        title = steps.get(remedy.act.replace("-", "_"), "")
    return f"“{title}”" if title else ""


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


def in_words(command: Command) -> str:
    """Return `F (case details)`, or for a command without a key another way to find it."""
    if command.key:
        return f"{command.shown_key} ({command.title})"
    return f"“{command.title}” among all commands (:)"
