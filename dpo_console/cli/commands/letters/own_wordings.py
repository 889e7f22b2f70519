"""The office's own wordings and letterheads: `wording list, copy, check, changes, fields`."""

import click

from dpo_console.casework.letters.wordings import (
    LETTERHEAD,
    changes_since_copied,
    check_own,
    copy_letterhead,
    copy_wording,
    own_wordings,
)
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import columns, document, narrate, picked, say
from dpo_console.letters.own.checking import WordingName, every_name, names_of

SCHOOL = text_option("--school", "SLUG", "For this school alone.")
NAME = click.argument("name", metavar="LETTER")


@subcommand("list")
def list_wordings(invocation: Invocation) -> None:
    """List your own wordings, and say where the packaged one has changed since.

    \b
      dpo-console wording list
    """
    found = own_wordings(invocation.desk())
    if invocation.json:
        return document([picked(w, "name school path changed") for w in found])
    if not found:
        return narrate("No wording of your own. Take one out with: dpo-console wording copy LETTER")
    changed = {True: "the packaged one has changed since", False: ""}
    return columns(
        [(w.name, w.school or "all schools", changed[w.changed], str(w.path)) for w in found]
    )


@subcommand()
@NAME
@SCHOOL
@click.option("--pupil", is_flag=True, help="The wording that pupils read.")
def copy(invocation: Invocation, name: str, school: str, pupil: bool) -> None:
    """Copy a packaged wording, or the letterhead, to data/, where you may change it.

    \b
      dpo-console wording copy acknowledgement
      dpo-console wording copy acknowledgement --school oak --pupil
      dpo-console wording copy letterhead
    """
    desk = invocation.desk()
    if name == LETTERHEAD and not pupil:
        path = copy_letterhead(desk, school)
    else:
        path = copy_wording(desk, name, school, pupil=pupil)
    if invocation.json:
        document({"name": name, "school": school, "path": str(path)})
    else:
        say(str(path))
        if desk.database.address:
            below = path.relative_to(desk.home.data).as_posix()
            narrate(f"Change it for every machine: dpo-console settings edit --name {below} FILE")
        else:
            narrate("Edit it, then look through it with: dpo-console wording check")


@subcommand()
def check(invocation: Invocation) -> int:
    """Check every wording and letterhead of your own. The exit code is 1 if one is wrong.

    \b
      dpo-console wording check
    """
    found = check_own(invocation.desk())
    wrong = [finding for finding in found if finding.problems]
    if invocation.json:
        document([{"path": str(f.path), "problems": list(f.problems)} for f in found])
    else:
        for finding in found:
            say(f"{'wrong' if finding.problems else 'ok':6}{finding.path}")
            for problem in finding.problems:
                say(f"      {problem}")
        narrate(f"{len(found)} files of your own, {len(wrong)} wrong.")
    return 1 if wrong else 0


@subcommand()
@NAME
@SCHOOL
def changes(invocation: Invocation, name: str, school: str) -> None:
    """Show what has changed in the packaged wording since you copied it out.

    \b
      dpo-console wording changes acknowledgement
    """
    lines = changes_since_copied(invocation.desk(), name, school)
    if invocation.json:
        document({"name": name, "school": school, "changes": lines})
    elif lines:
        say(lines)
    else:
        narrate(f"The packaged wording {name} is as it was when you copied it out.")


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
