"""The names that a wording may use: `wording fields`."""

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, narrate
from dpo_console.cli.pages.values import picked
from dpo_console.letters.own.names import WordingName, every_name, names_of


@subcommand()
@click.argument("name", metavar="[LETTER]", default="")
def fields(invocation: Invocation, name: str) -> None:
    """List the names that a wording may use: fields, parts and conditions, with examples.

    With a letter: the names in its packaged wording, and the sentences that the law demands of it.

    \b
      dpo-console wording fields
      dpo-console wording fields extension
    """
    found = names_of(name) if name else every_name()
    if invocation.json:
        keys = "name use typed meaning example demanded"
        return document([picked(each, keys) for each in found])
    rows = [(each.typed, _meaning(each), each.example.replace("\n", " / ")) for each in found]
    columns(rows, ("Type this", "Meaning", "Example"), wrapped=2)
    if name:
        return narrate("The law demands the names marked *. A wording without them is refused.")
    return narrate("For the names of one letter: dpo-console wording fields LETTER")


def _meaning(name: WordingName) -> str:
    return f"* {name.meaning}" if name.demanded else name.meaning
