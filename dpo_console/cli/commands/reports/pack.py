"""A whole case as one folder, for the regulator: `pack`."""

import click

from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, Subcommand
from dpo_console.cli.output import document, narrate, say


@click.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.option("--to", default="", metavar="DIR", help="The folder to make it in; else data/packs/.")
@click.option("--for", "whom", default="", metavar="WHO", help="For whom; else the regulator.")
@OVERRIDE
@click.pass_obj
def pack(invocation: Invocation, reference: str, to: str, whom: str, override: str) -> None:
    """Make a case's evidence pack: an index to read, its letters, its audit entries, and hashes.

    It holds names. Addresses that are protected are left out, and so are letters that show one.

    \b
      dpo-console pack SAR-2026-0042
      dpo-console pack SAR-2026-0042 --to ~/for-the-ico --for "Information Commissioner"
    """
    made = make_pack(invocation.desk(), reference, to, whom, override=override)
    invocation.saved = True
    left_out = [{"file": name, "why": why} for name, why in made.left_out]
    if invocation.json:
        found = {"reference": made.reference, "path": str(made.folder), "files": list(made.files)}
        document(found | {"left_out": left_out})
        return
    say(str(made.folder))
    for name, why in made.left_out:
        narrate(f"{name}: {why}.")
