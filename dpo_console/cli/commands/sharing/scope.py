"""What is asked for and would be shared: `scope`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from dpo_console.approval.model import CHOSEN
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.rows import Scope
from dpo_console.cases.sharing.scope_items import changed, words_rated
from dpo_console.cases.view.case import case_view
from dpo_console.casework.sharing import scope as scopes
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import VERSION, case_command, day_option
from dpo_console.cli.output import document
from dpo_console.cli.pages.checklist_page import checklist_json
from dpo_console.cli.pages.scope_page import challenges_json, print_scope, scope_json
from dpo_console.cli.pages.values import Json
from dpo_console.cli.types import NUMBER, Assignment

ITEM = "ITEM"
LISTS = ("drop", "add", "ordered", "keep_back", "give")
"""The options that change the list of items."""


@case_command()
@click.option("--purpose", metavar="TEXT", help="What it is for.")
@click.option("--items", metavar="TEXT", help="Which data, in words.")
@click.option(
    "--item",
    "add",
    multiple=True,
    metavar=ITEM,
    help="Add a data item. ITEM:less offers less of it, ITEM:TEXT describes it, ITEM=B2 rates it.",
)
@click.option(
    "--ordered", multiple=True, metavar=ITEM, help="Add an item that the order or notice names."
)
@click.option("--drop", multiple=True, metavar=ITEM, help="Take an item out: it isn't asked for.")
@click.option(
    "--withhold", "--keep-back", "keep_back", multiple=True, metavar=ITEM, help="Withhold an item."
)
@click.option("--give", multiple=True, metavar=ITEM, help="Give what was withheld.")
@click.option(
    "--rate-words",
    metavar="RATING",
    help="Make the words items of their own, rated such as B2: sensitivity and risk.",
)
@click.option("--cohort", metavar="TEXT", help="Exactly which pupils.")
@click.option("--pupils", type=NUMBER, metavar="N", help="How many pupils.")
@click.option("--years", metavar="TEXT", help="Which years, such as 2024-2026.")
@click.option("--basis", "lawful_basis", metavar="TEXT", help="The lawful basis.")
@click.option("--condition", metavar="TEXT", help="The condition of Art 9 or 10, with Sch 1.")
@click.option("--power", metavar="TEXT", help="The power or order that compels it, cited.")
@click.option(
    "--path",
    type=click.Choice([path.value for path in CHOSEN]),
    help="The recipient's role, where we choose to share; or compelled by an order.",
)
@click.option("--method", metavar="TEXT", help="How it would be sent.")
@click.option("--dpia", metavar="TEXT", help="Reference of the DPIA, or of its screening.")
@click.option("--agreement", metavar="TEXT", help="Reference of the agreement or contract.")
@day_option("--until", "The day by which it must be destroyed.")
@day_option("--review", "The day of the next review.", "review_on")
@click.option(
    "--because",
    type=Assignment(),
    multiple=True,
    metavar="NAME=TEXT",
    help="Your answer to an objection that `scope` shows, by its name there.",
)
@VERSION
def scope(
    invocation: Invocation,
    /,
    reference: str,
    version: int | None,
    because: tuple[tuple[str, str], ...],
    rate_words: str | None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Show or change what is asked for and would be shared.

    An approval covers exactly this and lapses when it changes. Items are added to the list or,
    where they are on it, changed; name them as `dpo-console data-items` does, or by their number.

    \b
      dpo-console scope DSC-2026-0007 --purpose "Reading study" --cohort "Year 6" --pupils 180 \\
          --item ks2-reading --item date-of-birth:less --years 2024-2026 --until 2027-07-31
      dpo-console scope DSC-2026-0007 --withhold date-of-birth
      dpo-console scope DSC-2026-0009 --path compelled --ordered attendance
      dpo-console scope DSC-2026-0007 --because less.ks2-reading="Bands hide the change"
    """
    desk = invocation.desk()
    case = case_view(desk, reference)
    wanted = _wanted(desk, case.scope, given)
    wanted = words_rated(wanted, rate_words) if rate_words else wanted
    if wanted != case.scope or any(value not in (None, ()) for value in given.values()):
        scopes.set_scope(desk, reference, wanted, version=version or case.version)
        invocation.saved = True
    for challenge, reason in because:
        scopes.answer_challenge(desk, reference, challenge, reason)
        invocation.saved = True
    case = case_view(desk, reference) if invocation.saved else case
    if invocation.json:
        told: Json = {"reference": case.reference, "scope": scope_json(case.scope)}
        told |= {"challenges": challenges_json(case), "gate": checklist_json(case)["gate"]}
        document(told)
    else:
        print_scope(case)


def _wanted(desk: Desk, now: Scope, given: Mapping[str, Any]) -> Scope:
    """Return the scope with the given changes and no others."""
    lists = {name: given[name] for name in LISTS}
    values = {k: v for k, v in given.items() if k not in LISTS and v is not None}
    return replace(now, **values, listed=changed(desk.settings, now.listed, **lists))
