"""What the files of an answer hide, and whom they name: `files check`."""

import click

from dpo_console.cases.bundle.reading import CheckedFile
from dpo_console.casework.bundle.checking import check_files
from dpo_console.cli.incoming import given_file
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand, text_option
from dpo_console.cli.output import document, progress, say
from dpo_console.cli.pages.bundle_json import checked_files
from dpo_console.text import counted, show_line


@click.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(allow_dash=True))
@text_option("--name", "TEXT", "The name of the file on stdin.")
@click.option(
    "--look-for", "names", multiple=True, metavar="NAME", help="Somebody else to look for."
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
    """Read each file of an answer as somebody would who looks for what should be gone.

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
        document(checked_files(checked))
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
