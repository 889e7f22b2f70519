"""A whole case as one folder, for the regulator: `pack`."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from functools import partial

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.reports.log import Log, log_of
from dpo_console.casework.office.own_files import STREAM
from dpo_console.casework.reports.evidence_pack import Pack, Zipped, make_pack, pack_zip
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, case_command, day_option, subcommand, text_option
from dpo_console.cli.output import columns, document, moment, narrate, pour, refuse_terminal, say
from dpo_console.cli.sheets import AskedFormat, Sheet, give, sheet_options
from dpo_console.cli.types import NUMBER
from dpo_console.errors import BadInput
from dpo_console.text import day_words

SHOWN = ("Reference", "Received", "Kind", "Requester", "About", "Outcome")
"""The columns that a terminal has room for."""


@case_command()
@text_option(
    "--to", "DIR", "The folder to make it in. Default: data/packs/. With -, a zip on stdout."
)
@click.option("--format", "form", type=click.Choice(["folder", "zip"]), help="How it is made.")
@text_option("-o", "FILE", "The zip: - for stdout.", "--output")
@text_option("--for", "WHO", "For whom, if not the regulator.", "whom")
@click.option(
    "--paper",
    "papers",
    type=NUMBER,
    multiple=True,
    metavar="N",
    help="Enclose this paper of the case. The others are listed.",
)
@OVERRIDE
def pack(
    invocation: Invocation,
    reference: str,
    to: str,
    form: str | None,
    output: str,
    whom: str,
    papers: tuple[int, ...],
    override: str,
) -> None:
    """Make a case's evidence pack: an index to read, its letters, its audit entries, and hashes.

    It holds names. Addresses that are protected are left out, and so are letters that show one.
    Papers kept with the case are listed, and enclosed if you name them. None is enclosed where the
    case has protected details, because nothing here reads papers.

    \b
      dpo-console pack SAR-2026-0042
      dpo-console pack SAR-2026-0042 --to ~/for-the-ico --for "Information Commissioner"
      ssh host dpo-console pack SAR-2026-0042 --format zip -o - > pack.zip
    """
    if STREAM in (to, output) or form == "zip":
        make = partial(pack_zip, whom=whom, papers=papers, override=override)
        return _zip(invocation, reference, output or to, make)
    desk, folder = invocation.desk(), to or output
    made = make_pack(desk, reference, folder, whom, papers=papers, override=override)
    invocation.saved = True
    if invocation.json:
        document(_json(made, path=str(made.folder)))
        return None
    say(str(made.folder))
    return _tell(made)


def _zip(
    invocation: Invocation, reference: str, to: str, make: Callable[[Desk, str], Zipped]
) -> None:
    """Print the pack as a zip, which is made and recorded once it is known where it goes."""
    if to != STREAM:
        raise BadInput("A zip goes to stdout: pack REF --format zip -o - > pack.zip")
    if not invocation.json:
        refuse_terminal("A zip", f"pack {reference} --format zip -o - > {reference}.zip")
    made = make(invocation.desk(), reference)
    invocation.saved = True
    if invocation.json:
        return document(_json(made, zip=b64encode(made.data).decode()))
    pour(made.data, "A zip", f"pack {reference} --format zip -o - > {reference}.zip")
    return _tell(made)


def _json(made: Pack | Zipped, **where: str) -> dict[str, object]:
    left_out = [{"file": name, "why": why} for name, why in made.left_out]
    return {"reference": made.reference, **where, "files": list(made.files), "left_out": left_out}


def _tell(made: Pack | Zipped) -> None:
    """Name the letters and papers that were left out."""
    for name, why in made.left_out:
        narrate(f"{name}: {why}.")


@subcommand()
@text_option("--kind", "KIND", "Only this kind, with all its columns.")
@day_option("--from", "Received on this day or later.", "since")
@day_option("--to", "Received by this day.", "until")
@sheet_options
def log(
    invocation: Invocation,
    kind: str,
    since: date | None,
    until: date | None,
    form: str | None,
    output: str,
) -> None:
    """List every request received, or every request of one kind in full.

    With --kind, days, case details and checks follow in columns of their own. For breaches that is
    the record of UK GDPR Art 33(5): the facts, the effects and what was done.

    \b
      dpo-console log --from 2026-09-01
      ssh host dpo-console log --kind breach --format xlsx > breaches.xlsx
    """
    desk = invocation.desk()
    found = log_of(desk, kind, since, until)
    give(
        invocation,
        desk,
        AskedFormat(form, output),
        lambda: Sheet("Log", found.heads, found.lines),
        lambda: [
            {
                head: moment(cell) if isinstance(cell, date) else cell
                for head, cell in zip(found.heads, line, strict=True)
            }
            for line in found.lines
        ],
        lambda: _draw(found),
    )


def _draw(found: Log) -> None:
    places = [found.heads.index(head) for head in SHOWN]
    lines = [tuple(_words(line[place]) for place in places) for line in found.lines]
    if lines:
        columns(lines, SHOWN)
    else:
        narrate("No request was received in these days.")


def _words(cell: object) -> str:
    return day_words(cell) if isinstance(cell, date) else str(cell or "")
