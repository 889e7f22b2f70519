"""The letters there are, and their words: `letters`, `letter list`, `letter preview`."""

import click

from dpo_console.cases.letters.letter_choices import (
    all_letters,
    letters_for,
    preview_letter,
    unstated,
)
from dpo_console.cases.office.looking import How, look_at
from dpo_console.cli.commands.letters.letter_lines import print_choices, print_kinds
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import SET, Given, case_command, subcommand
from dpo_console.cli.output import document, narrate, say
from dpo_console.cli.pages.values import Json, picked


@subcommand()
@click.argument("reference", metavar="[REF]", required=False)
def letters(invocation: Invocation, reference: str | None) -> None:
    """List all letters, or the letters for a case and what each still lacks.

    \b
      dpo-console letters
      dpo-console letters SAR-2026-0042
    """
    if reference:
        return _print_of_case(invocation, reference)
    kinds = all_letters().values()
    if invocation.json:
        unfitted: Json = {"fits": None, "missing": []}
        return document([picked(kind, "name title") | unfitted for kind in kinds])
    return print_kinds(kinds)


@case_command("list")
def list_of_case(invocation: Invocation, reference: str) -> None:
    """List the letters for a case and what each still lacks, as `letters REF` does.

    \b
      dpo-console letter list SAR-2026-0042
    """
    _print_of_case(invocation, reference)


def _print_of_case(invocation: Invocation, reference: str) -> None:
    desk = invocation.desk()
    look_at(desk, reference, How.CASE)
    choices = letters_for(desk, reference)
    if invocation.json:
        return document([picked(choice, "name title fits missing") for choice in choices])
    print_choices(choices)
    for says in unstated(desk, reference):
        narrate(says)
    return None


@case_command()
@click.argument("name")
@SET
def preview(invocation: Invocation, reference: str, name: str, given: Given) -> int:
    """Print a letter as Word will show it, or list what it still lacks (exit 1).

    \b
      dpo-console letter preview SAR-2026-0042 clarification --set questions="Which years?"
    """
    shown = preview_letter(invocation.desk(), reference, name, dict(given))
    look_at(invocation.desk(), reference, How.LETTER, name)
    if invocation.json:
        document({"name": name, **picked(shown, "text missing notes")})
    elif shown.text:
        say(shown.text)
    for gap in shown.missing:
        narrate(f"Missing: {gap}")
    for note in shown.notes:
        narrate(f"Note: {note}")
    return 1 if shown.missing else 0
