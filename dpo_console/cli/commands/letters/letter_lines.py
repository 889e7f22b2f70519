"""Letters drawn as lines, and the way of a written one to the officer's own computer."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dpo_console.cases.letters.going_out import LetterChoice
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import output_line
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import columns, document, narrate, print_file, say

if TYPE_CHECKING:
    from dpo_console.casework.letters.letter_writing import Written
    from dpo_console.letters.catalogue import LetterKind
    from dpo_console.store.cases.case_rows import LetterRow


def print_kinds(kinds: "Iterable[LetterKind]") -> None:
    """Print every letter, by section."""
    for section, group in groupby(kinds, lambda kind: kind.section):
        say(section)
        columns([(k.name, k.title, ", ".join(k.kinds)) for k in group], indent=2)


def print_choices(choices: Sequence[LetterChoice]) -> None:
    """Print each letter that fits, then those that don't.

    A letter that fits shows the fields it takes from the case, still needs and may have.
    """
    wide = max((len(choice.name) for choice in choices), default=0) + 2
    for choice in choices:
        if choice.fits:
            say(f"{choice.name:{wide}}{choice.title}: {_state(choice)}")
            _print_asked(choice)
    for choice in choices:
        if not choice.fits:
            say(f"{choice.name:{wide}}{choice.title}: {choice.why_not}")
            for gap in choice.missing:
                say(f"    needs     {gap}")


def _state(choice: LetterChoice) -> str:
    return f"needs {len(choice.missing)} more" if choice.missing else "ready to write"


def _print_asked(choice: LetterChoice) -> None:
    for name, label in choice.asks:
        word = "needs" if name in choice.needs else "may have"
        says = choice.takes.get(name)
        say(f"    takes     {label}: {says}" if says else f"    {word:9} {label}: --set {name}=...")
    asked = tuple(f"{name} " for name in choice.needs)
    if len(choice.missing) > len(choice.needs):  # gaps that the writer can't fill
        for gap in choice.missing:
            if not gap.startswith(asked):
                say(f"    needs     {gap}")


def print_letter(invocation: Invocation, desk: Desk, reference: str, row: "LetterRow") -> None:
    """Print the path of a letter that was just written, and for people its way home."""
    invocation.saved = True
    print_file(invocation, desk.home.exports / row.path, row.sha256, name=row.name)
    if not invocation.json:
        print_way_home(output_line(desk, reference, row.name))


def print_way_home(line: str) -> None:
    """Print to stderr the command that brings a file to the officer's own computer."""
    narrate(f"To your own computer: {line}")


def print_batch(invocation: Invocation, desk: Desk, found: "Sequence[Written]") -> None:
    """Print the result of each case of a batch, and the totals to stderr."""
    if invocation.json:
        document(
            [
                {
                    "reference": done.reference,
                    "path": _path(desk, done) or None,
                    "skipped": (done.result.had if done.result else "") or None,
                    "refused": done.refused or None,
                }
                for done in found
            ]
        )
    else:
        for done in found:
            say(f"{done.reference}  {_result(desk, done)}")
    narrate_totals(found)


def narrate_totals(found: "Sequence[Written]") -> None:
    """Print to stderr how many cases of a batch got their letter."""
    refused = [done for done in found if done.refused]
    skipped = [done for done in found if done.result and done.result.had]
    narrate(
        f"{len(found) - len(refused) - len(skipped)} of {len(found)} done, "
        f"{len(skipped)} skipped, {len(refused)} refused."
    )


def _result(desk: Desk, done: "Written") -> str:
    if done.refused:
        return f"refused: {done.refused}"
    had = done.result.had if done.result else ""
    return f"skipped: {had}" if had else _path(desk, done) or "ready"


def _path(desk: Desk, done: "Written") -> str:
    row = done.result.row if done.result else None
    return str(desk.home.exports / row.path) if row else ""
