"""The retention schedule, and the cases to go through: `retention`."""

from collections.abc import Mapping

import click

from dpo_console.cases.intake.tray import due_messages
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.retention.due_list import due_cases
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, say
from dpo_console.law.retention import EVENTS, TITLES, periods

LABELS = {"if_disputed": "years if disputed", "from": "counted from", "against": "reasons against"}
"""The labels that differ from the keys of JSON."""


@subcommand()
@click.option("--due", is_flag=True, help="List the cases and messages that may be disposed of.")
def retention(invocation: Invocation, due: bool) -> None:
    """Show how long the records of each kind are kept, and why, or what is due for disposal.

    Nothing is disposed of by itself. A case is disputed where there was a complaint, a review or an
    enquiry.

    \b
      dpo-console retention
      dpo-console retention --due
    """
    desk = invocation.desk()
    rows = _due(desk) if due else _schedule(desk)
    if invocation.json:
        document(rows)
        return
    if not rows:
        say("No case or message is due for disposal.")
    for row in rows:
        said = [(LABELS.get(key, key), str(value)) for key, value in row.items() if value]
        columns(said)
        say("")


def _due(desk: Desk) -> list[Mapping[str, str]]:
    cases: list[Mapping[str, str]] = [
        {
            "reference": one.reference,
            "kind": one.kind,
            "closed": one.closed_on.isoformat(),
            "since": one.since.isoformat(),
            "against": "; ".join(objection.says for objection in one.against),
        }
        for one in due_cases(desk)
    ]
    return cases + [
        {
            "reference": f"message {one.row.number}",
            "kind": "message set aside",
            "closed": one.aside_on.isoformat(),
            "since": one.since.isoformat(),
            "against": "",
        }
        for one in due_messages(desk)
    ]


def _schedule(desk: Desk) -> list[Mapping[str, str]]:
    ours = [
        {
            "covers": TITLES[period.covers],
            "kinds": ", ".join(period.kinds) or "all that no other period names",
            "years": str(period.years or "no end"),
            "if_disputed": str(period.disputed or ""),
            "from": EVENTS[period.event],
            "source": period.source,
            "doubt": period.doubt,
        }
        for period in periods()
    ]
    own = [
        {
            "covers": TITLES[own.covers],
            "kinds": ", ".join(own.kinds) or "all",
            "years": str(own.years),
            "why": f"Set by the office: {own.why}",
        }
        for own in desk.settings.retention
    ]
    looks = {
        "covers": "who looked at a case",
        "kinds": "all",
        "months": str(desk.settings.looks.months),
        "from": "the look",
        "doubt": "No law sets a number. [looks] in data/dpo.toml does.",
    }
    return [*own, *ours, looks]
