"""How long records are kept: `retention`, `hold`, `unhold` and `erase`."""

from collections.abc import Mapping
from datetime import date

import click

from dpo_console.cases.intake.tray import due_messages
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.retention import due_list, erasing
from dpo_console.casework.retention.due_list import due_cases
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, subcommand, text_option
from dpo_console.cli.output import columns, document, narrate, picked, say
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import Day
from dpo_console.config import Role
from dpo_console.law.retention import EVENTS, TITLES, periods
from dpo_console.text import day_words

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


@case_command()
@click.option("--until", type=Day(), required=True, metavar="DATE", help="When it is reviewed.")
@click.option("--why", required=True, metavar="TEXT", help="Why. It is kept in the history.")
def hold(invocation: Invocation, reference: str, until: date, why: str) -> None:
    """Keep a case from disposal: nothing of it is destroyed.

    The hold doesn't lapse. After its day it asks for a review, and it ends with `unhold`.

    \b
      dpo-console hold SAR-2026-0042 --until 2027-11-30 --why "A claim is announced"
    """
    found = due_list.hold(invocation.desk(), reference, until, why)
    print_change(invocation, found, f"on hold; review it by {day_words(until)}.")


@case_command()
@click.option("--why", required=True, metavar="TEXT", help="Why. It is kept in the history.")
def unhold(invocation: Invocation, reference: str, why: str) -> None:
    """Lift the hold on a case.

    \b
      dpo-console unhold SAR-2026-0042 --why "The claim was settled"
    """
    print_change(
        invocation, due_list.unhold(invocation.desk(), reference, why), "no longer on hold."
    )


@case_command()
@text_option("--why", "TEXT", "Why, without a name: it stays for good.")
@text_option("--by", "PERSON", "The approver who agreed on paper.")
@text_option("--evidence", "TEXT", "Where the agreement is signed.")
@text_option("--although", "TEXT", "If reasons speak against it: why it is lawful.")
def erase(
    invocation: Invocation, reference: str, why: str, by: str, evidence: str, although: str
) -> None:
    """Erase a closed case for good: names, addresses, words, letters, drafts and packs.

    The DPO and an approver must agree. The first one gives the reason, and the second one confirms
    with the same command. Reference, kind, dates and outcome stay.

    \b
      dpo-console erase SAR-2026-0042 --why "The retention period has ended"
      dpo-console erase SAR-2026-0042 --why "..." --by head --evidence "Minute 7 of 3 June"
    """
    desk = invocation.desk()
    done = erasing.erase(desk, reference, why, by=by, evidence=evidence, although=although)
    invocation.saved = True
    if invocation.json:
        document(
            {
                "reference": done.reference,
                "erased": done.certificate is not None,
                **picked(done, "waits_for certificate naming elsewhere left"),
            }
        )
        return
    if done.certificate is None:
        names = " or ".join(done.waits_for)
        way = f"{names} confirms it: dpo-console erase {done.reference}"
        say(f"{done.reference}: erasure proposed. Nothing is erased yet.")
        say(way if names else "Record the other person's agreement, with --by and --evidence.")
        return
    say(f"{done.reference}: erased. Certificate of disposal: {done.certificate}")
    alone = (erasing.ALONE,) if desk.person.role is Role.SOLE else ()
    for sentence in (*alone, *done.besides):
        narrate(sentence)
