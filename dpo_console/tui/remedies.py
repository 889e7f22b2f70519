"""Sentences of casework in the console's words: keys for commands, and labels for slugs.

Casework gives the way out as a command, ready to run on the command line.
"""

import re
from collections.abc import Mapping

from dpo_console.tui.commands import Command, Keymap
from dpo_console.tui.labels import labelled
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

_COMMAND = re.compile(r"dpo-console (?P<verb>[a-z-]+)(?:\.\.\.|(?!\. [A-Z]|\)|\.$|\n).)*")
_NESTED = re.compile(r"\((\S+) \(([^()]+)\)\)")
_LETTER = re.compile(r"(?m)^The letter ([a-z-]+) ")
_PAST_GATE = re.compile(r"dpo-console fact \S+ \S+ --past-gate \"\.\.\.\"")


def in_console(sentence: str, keymap: Keymap) -> str:
    """Return the sentence with the keys of this office and the labels of the forms."""
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
    """Return `A: checklist, then o: scope`, the way to the scope of a request."""
    from dpo_console.tui.screens.sharing.approval import COMMANDS

    known = {c.id: c for c in (*keymap.of(CASE_COMMANDS), *keymap.of(COMMANDS))}
    way = (known["case.checklist"], known["approval.scope"])
    return ", then ".join(f"{command.shown_key}: {command.title}" for command in way)


def _title(letter: str) -> str:
    from dpo_console.letters.catalogue import catalogue

    return f"“{catalogue()[letter].title}”" if letter in catalogue() else f"The letter {letter}"


def in_words(command: Command) -> str:
    """Return `F (particulars)`, or for a command without a key another way to find it."""
    if command.key:
        return f"{command.shown_key} ({command.title})"
    return f"“{command.title}” among all commands (:)"
