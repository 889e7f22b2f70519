"""A whole case as one folder, for the regulator: `pack`."""

from base64 import b64encode
from collections.abc import Callable
from functools import partial

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.own_files import STREAM
from dpo_console.casework.reports.evidence_pack import Pack, Zipped, make_pack, pack_zip
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, case_command, text_option
from dpo_console.cli.output import document, narrate, pour, refuse_terminal, say
from dpo_console.cli.types import NUMBER
from dpo_console.errors import BadInput


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
