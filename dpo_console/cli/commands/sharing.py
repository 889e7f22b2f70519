"""Sharing with third parties: `scope`, `checklist`, `assess`, `decide`, `release`."""

from datetime import date
from typing import Any

import click

from dpo_console.approval.model import Path, Ruling, Verdict
from dpo_console.cli import as_json
from dpo_console.cli.changed import print_change
from dpo_console.cli.checklist_page import print_checklist, print_scope
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Command
from dpo_console.cli.output import document
from dpo_console.cli.types import NUMBER, Day

VERSION = click.option(
    "--version",
    type=NUMBER,
    metavar="N",
    help="Refuse if the case has changed since version N; `show --json` tells the version.",
)


@click.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.option("--purpose", metavar="TEXT", help="What it is for.")
@click.option("--items", metavar="TEXT", help="Exactly which data.")
@click.option("--cohort", metavar="TEXT", help="Exactly which pupils.")
@click.option("--basis", "lawful_basis", metavar="TEXT", help="The lawful basis.")
@click.option("--power", metavar="TEXT", help="The power or order that compels it, cited.")
@click.option(
    "--path",
    type=click.Choice([Path.ORDINARY.value, Path.COMPELLED.value]),
    help="Whether the school may choose.",
)
@click.option("--method", metavar="TEXT", help="How it would be sent.")
@click.option("--until", type=Day(), metavar="DATE", help="The day by which it must be destroyed.")
@VERSION
@click.pass_obj
def scope(
    invocation: Invocation,
    /,
    reference: str,
    version: int | None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Say what is asked for and would be shared; without options, show it.

    An approval covers exactly this and lapses when it changes.

    \b
      dpo-console scope DSC-2026-0007 --purpose "Reading study" --items "KS2 reading scores" \\
          --cohort "Year 6, 2026" --until 2027-07-31
    """
    from dataclasses import replace

    from dpo_console.casework.cases import case_view
    from dpo_console.casework.sharing import set_scope

    desk = invocation.desk()
    case = case_view(desk, reference)
    changes = {field: value for field, value in given.items() if value is not None}
    if changes:
        wanted = replace(case.scope, **changes)
        case = set_scope(desk, reference, wanted, version=version or case.version)
        invocation.saved = True
    if invocation.json:
        gate = as_json.checklist(case)["gate"]
        document({"reference": case.reference, "scope": as_json.scope(case.scope), "gate": gate})
    else:
        print_scope(case)


@click.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.pass_obj
def checklist(invocation: Invocation, reference: str) -> None:
    """The criteria for sharing, how each stands, and whether the gate is open.

    \b
      dpo-console checklist DSC-2026-0007
    """
    from dpo_console.casework.cases import case_view

    desk = invocation.desk()
    case = case_view(desk, reference)
    if invocation.json:
        document(as_json.checklist(case))
    else:
        print_checklist(case)


@click.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.argument("criterion")
@click.argument("verdict", type=click.Choice([v.value for v in Verdict]))
@click.option("--evidence", default="", metavar="TEXT", help="What it rests on.")
@click.pass_obj
def assess(
    invocation: Invocation, reference: str, criterion: str, verdict: str, evidence: str
) -> None:
    """Answer one criterion of the checklist.

    \b
      dpo-console assess DSC-2026-0007 who.organisation met --evidence "Rang its main line"
    """
    from dpo_console.casework.sharing import assess as assess_criterion

    desk = invocation.desk()
    case = assess_criterion(desk, reference, criterion, Verdict(verdict), evidence)
    print_change(invocation, desk, case, f"{criterion} {verdict}.")


@click.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.argument("ruling", type=click.Choice([r.value for r in Ruling]))
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--by", metavar="PERSON", help="Who decided, if not at this keyboard.")
@click.option("--evidence", default="", metavar="TEXT", help="Where that decision is written down.")
@VERSION
@click.pass_obj
def decide(
    invocation: Invocation,
    reference: str,
    ruling: str,
    reason: str,
    by: str | None,
    evidence: str,
    version: int | None,
) -> None:
    """Record the controller's decision on sharing.

    \b
      dpo-console decide DSC-2026-0007 approve --reason "In the pupils' interest; terms accepted"
      dpo-console decide DSC-2026-0007 refuse --reason "No lawful basis" --by head \\
          --evidence "Signed sheet of 24 November, file 7"
    """
    from dpo_console.casework.sharing import decide as decide_case

    desk = invocation.desk()
    case = decide_case(
        desk, reference, Ruling(ruling), reason, by=by, evidence=evidence, version=version
    )
    print_change(invocation, desk, case, f"decided: {ruling}.")


@click.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.option("--on", type=Day(), metavar="DATE", help="The day it was sent; today if not said.")
@click.option("--method", default="", metavar="TEXT", help="How it was sent.")
@click.option("--until", type=Day(), metavar="DATE", help="The day by which it must be destroyed.")
@click.option("--urgent", is_flag=True, help="Safeguarding: at once, with the record to follow.")
@click.option("--reason", default="", metavar="TEXT", help="Why it can't wait.")
@VERSION
@click.pass_obj
def release(
    invocation: Invocation,
    reference: str,
    on: date | None,
    method: str,
    until: date | None,
    urgent: bool,
    reason: str,
    version: int | None,
) -> None:
    """Record that the data were sent. Refused while the gate is closed.

    \b
      dpo-console release DSC-2026-0007 --method "Encrypted, by Egress" --until 2027-07-31
      dpo-console release DSC-2026-0009 --urgent --reason "At risk tonight; social worker rang"
    """
    from dpo_console.casework.sharing import release as release_data

    desk = invocation.desk()
    case = release_data(
        desk,
        reference,
        on or desk.today,
        method=method,
        until=until,
        urgent=urgent,
        reason=reason,
        version=version,
    )
    print_change(invocation, desk, case, "released.")
