"""Messages taken in: `intake FILE`."""

from collections.abc import Iterator

import click

from dpo_console.cases.intake.tray import in_tray, state_words
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.intake.taking import Taken, largest, messages_at, messages_in, take_in
from dpo_console.casework.office.own_files import STREAM
from dpo_console.cli.commands.intake.accepting import proposal_words
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, progress, say
from dpo_console.cli.pages import intake_json
from dpo_console.cli.pages.values import Json
from dpo_console.cli.streams import read_stdin
from dpo_console.config.files.incoming import within
from dpo_console.mail.child import Raw
from dpo_console.store.reads.messages import WAITING
from dpo_console.text import counted


@subcommand()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--private", is_flag=True, help="Only you see it until it is a case.")
def take(invocation: Invocation, files: tuple[str, ...], private: bool) -> int:
    """Read messages from a file, a folder, or stdin (-).

    Each message waits in the list, kept byte for byte. One that can't be read says why.

    \b
      dpo-console intake take request.eml
      ssh host dpo-console intake take - < mailbox.mbox
    """
    desk = invocation.desk()

    def incoming() -> Iterator[Raw]:
        for name in files:
            if name == STREAM:
                most = largest(desk)
                yield from messages_in(desk, within(read_stdin(most), most, "stdin"), "stdin.eml")
            else:
                yield from messages_at(desk, name, among=len(files) > 1)

    found: list[Taken] = []
    for one in take_in(desk, incoming(), privately=private):
        found.append(one)
        invocation.saved = invocation.saved or bool(one.number and not one.again)
        progress(f"{len(found)} messages read", last=False)
    if found:
        progress(f"{len(found)} messages read", last=True)
    if invocation.json:
        document([_json(desk, one) for one in found])
    else:
        for one in found:
            say(_line(desk, one))
        _tell(found)
    return 1 if any(one.problem for one in found) else 0


def _line(desk: Desk, one: Taken) -> str:
    if not one.number:
        return f"{one.name}: {one.problem}"
    there = ", there already" if one.again else ""
    found = in_tray(desk, one.number)
    if found.row.state != WAITING:
        return f"{one.name}: message {one.number}{there}. It {state_words(found.row)}."
    seems = one.problem or proposal_words(found.proposal)
    return f"{one.name}: message {one.number}{there}. {seems}"


def _tell(found: list[Taken]) -> None:
    new = sum(1 for one in found if one.number and not one.again)
    narrate(f"Took in {counted(new, 'message')}. Nothing is logged yet: dpo-console intake list")


def _json(desk: Desk, one: Taken) -> Json:
    """Return a message with what it seems to be, or why it wasn't taken in."""
    if not one.number:
        return {"name": one.name, "number": None, "again": False, "problem": one.problem}
    return {**intake_json.message(in_tray(desk, one.number)), "name": one.name, "again": one.again}
