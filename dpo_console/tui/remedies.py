"""Sentences of casework as the console says them: its keys instead of commands, labels of slugs.

Casework names the way out as a command, which whoever uses the command line can run as it stands.
"""

import re
from collections.abc import Mapping
from functools import cache

from dpo_console.cases.checklist.open_criteria import without_ids
from dpo_console.cases.checklist.particulars import particulars
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
"""The command of the console that leads to where a command of the command line does its work.

What isn't here is done in a shell, and stays as it is.
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
"""The labels of the scope's form for what letters take from it."""

_COMMAND = re.compile(r"dpo-console (?P<verb>[a-z-]+)(?:\.\.\.|(?!\. [A-Z]|\)|\.$|\n).)*")
_NESTED = re.compile(r"\((\S+) \(([^()]+)\)\)")
_SLUG = re.compile(r"\b[a-z]+\.[a-z_]+\b")
_LETTER = re.compile(r"(?m)^The letter ([a-z-]+) ")
_PAST_GATE = re.compile(r"dpo-console fact \S+ \S+ --past-gate \"\.\.\.\"")


def in_console(sentence: str, keymap: Keymap) -> str:
    """The sentence with the keys of this office, and with the labels that the forms have."""
    known = {command.id: command for command in keymap.of(CASE_COMMANDS)}

    def way(found: re.Match[str]) -> str:
        command = known.get(WAYS.get(found["verb"], ""))
        return in_words(command) if command else found[0]

    said = _PAST_GATE.sub("the field “Past the gate”", sentence)
    said = said.replace('(withheld.reason="")', "").replace("(--left-out)", "under “Left out”")
    said = said.replace(" See what there is with: dpo-console list", "")
    if "(scope)" in said:
        said = said.replace("(scope)", f"({_in_the_scope(keymap)})")
    said = _LETTER.sub(lambda found: f"{_title(found[1])} ", said)
    return labelled(_NESTED.sub(r"(\1: \2)", _COMMAND.sub(way, said)))


def _in_the_scope(keymap: Keymap) -> str:
    """`A: checklist, then o: scope`: where what is asked for is said."""
    from dpo_console.tui.screens.sharing.approval import COMMANDS

    known = {c.id: c for c in (*keymap.of(CASE_COMMANDS), *keymap.of(COMMANDS))}
    way = (known["case.checklist"], known["approval.scope"])
    return ", then ".join(f"{command.shown_key}: {command.title}" for command in way)


def _title(letter: str) -> str:
    from dpo_console.letters.catalogue import catalogue

    return f"“{catalogue()[letter].title}”" if letter in catalogue() else f"The letter {letter}"


def labelled(sentence: str) -> str:
    """The sentence with the labels of particulars and of letters' fields instead of slugs, and the
    questions of criteria instead of ids.
    """
    return _SLUG.sub(_label, without_ids(sentence))


def in_words(command: Command) -> str:
    """`F (particulars)`; where it has no key, how else it is found."""
    if command.key:
        return f"{command.shown_key} ({command.title})"
    return f"“{command.title}” among all commands (:)"


def asked_for(sentence: str) -> str:
    """The first particular that a sentence names, '' where it names none."""
    return next((slug for slug in _SLUG.findall(sentence) if slug in particulars()), "")


def _label(found: re.Match[str]) -> str:
    known = particulars().get(found[0])
    label = known.label if known else _asked_in_letters().get(found[0], "")
    label = label or IN_THE_SCOPE.get(found[0], "")
    return f"“{label}”" if label else found[0]


@cache
def _asked_in_letters() -> Mapping[str, str]:
    """The label of each field that the officer fills in, in the first letter that asks for it."""
    from dpo_console.letters.catalogue import catalogue

    asked = [one for letter in catalogue().values() for one in letter.asks]
    return {one.name: one.label for one in reversed(asked)}
