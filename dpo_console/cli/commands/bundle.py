"""The files of an answer: `files`, a group of commands."""

import click

from dpo_console.cases.bundle import CheckedFile
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.papers import answer_files
from dpo_console.casework.bundle import check_by_hand, check_files, drop_file
from dpo_console.cli.incoming import given_file
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import WHY, Subcommand, case_command, text_option
from dpo_console.cli.output import Json, columns, document, picked, progress, say
from dpo_console.cli.pages.changed import print_change
from dpo_console.text import counted, show_line


@case_command("list")
def list_files(invocation: Invocation, reference: str) -> None:
    """List the files of an answer, with the result of each check."""
    file = file_meant(invocation.desk(), reference)
    files = answer_files(file)
    if invocation.json:
        document([picked(file, "name sha256 pages state") for file in files])
    elif files:
        pages = [counted(one.pages, "page") if one.pages else "" for one in files]
        columns([(show_line(f.name, 60), n, f.state) for f, n in zip(files, pages, strict=True)])
    else:
        say(f"No file goes with the answer of {file.case.reference}.")


@case_command()
@click.argument("name")
@WHY
def drop(invocation: Invocation, reference: str, name: str, why: str) -> None:
    """Leave a file out of an answer. A paper stays with the case.

    \b
      dpo-console files drop SAR-2026-0042 notes.docx --why "Its words are in reply.pdf now"
    """
    found = drop_file(invocation.desk(), reference, name, why=why)
    print_change(invocation, found, f"{name} doesn't go with the answer.")


@case_command("by-hand")
@click.option("--said", required=True, metavar="TEXT", help="Who printed and checked it, and how.")
def by_hand(invocation: Invocation, reference: str, said: str) -> None:
    """Record that an answer was printed and checked by hand.

    Each of its files that didn't pass its check may then go on paper.

    \b
      dpo-console files by-hand SAR-2026-0042 --said "Printed and read by Rosa Hall: no other pupil"
    """
    found = check_by_hand(invocation.desk(), reference, said)
    print_change(invocation, found, "Printed and checked by hand.")


@click.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(allow_dash=True))
@text_option("--name", "TEXT", "The name of the file on stdin.")
@click.option(
    "--look-for", "names", multiple=True, metavar="NAME", help="Another name to look for."
)
@text_option("--looked", "TEXT", "Who looked at what can't be read, and what they saw.")
@click.pass_context
def check(
    ctx: click.Context,
    reference: str,
    files: tuple[str, ...],
    name: str,
    names: tuple[str, ...],
    looked: str,
) -> int:
    """Search each file of an answer for words and data that should not be in it.

    From then on, each FILE goes with the answer. Without one, the papers that go with it are
    checked, or all that the case keeps if none does. It reports words that no page shows, hidden
    layers, comments, tracked changes, attachments, earlier versions, hidden rows, who wrote it, and
    whom it names. A picture can't be read: look at it yourself, and say so with --looked. The case
    keeps what was found, and no words of the files.

    Exit code 1: something was found, or somebody must look.

    \b
      dpo-console files check SAR-2026-0042 reply.pdf covering-note.docx
      ssh host dpo-console files check SAR-2026-0042 - --name reply.pdf < reply.pdf
    """
    invocation = ctx.ensure_object(Invocation)
    desk = invocation.desk()
    given = tuple(given_file(desk, file, name) for file in files)
    checked = check_files(desk, reference, given, names=names, looked=looked, tell=_tell)
    invocation.saved = True
    if invocation.json:
        document(_json(checked))
    else:
        _say(checked)
    return 0 if all(one.passed for one in checked) else 1


def _tell(name: str, page: int) -> None:
    progress(f"{show_line(name, 40)}: page {page}", last=False)


def _say(checked: tuple[CheckedFile, ...]) -> None:
    progress("", last=True)
    for one in checked:
        pages = f", {counted(one.read.pages, 'page')}" if one.read.pages else ""
        say(f"{show_line(one.name, 60)} ({one.read.sort}{pages}): {one.verdict}")
        for finding in one.findings:
            say(f"  - {f'{finding.place}: ' if finding.place else ''}{finding.what}")
        if one.read.unread and not one.looked:
            say(f"  - Can't be read here, so look yourself: {', '.join(one.read.unread)}.")


def _json(checked: tuple[CheckedFile, ...]) -> list[Json]:
    return [
        picked(one, "name sha256")
        | picked(one.read, "sort pages")
        | {"findings": [picked(finding, "place what") for finding in one.findings]}
        | picked(one.read, "unread")
        | picked(one, "passed")
        for one in checked
    ]


@click.group(cls=LoadingGroup)
def files() -> None:
    """Check the files of an answer before you send them.

    An answer waits until each of its files was checked and nothing was found, or until somebody
    says why it goes. Its cover letter says how many files and pages there are.

    \b
      dpo-console files check SAR-2026-0042 reply.pdf
    """
