"""Recalling what went wrongly: `recall`."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dpo_console.casework.letters import recalling
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.output import columns, document, narrate, say
from dpo_console.cli.pages.clock_page import clock_json, print_clock
from dpo_console.cli.pages.values import Json, moment
from dpo_console.cli.types import DayOrMinute
from dpo_console.law.model import Moment
from dpo_console.text import day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpo_console.cases.letters.same_address import AlsoWent


@case_command()
@click.argument("what", metavar="LETTER|release")
@text_option("--why", "TEXT", "What went wrong.")
@click.option(
    "--noticed", type=DayOrMinute(), metavar="MINUTE", help="When you noticed. Default: now."
)
@text_option("--to", "ADDRESS", "Where it really went: an e-mail or an address.")
@click.option("--dry-run", is_flag=True, help="List what else went there, and record nothing.")
def recall(
    invocation: Invocation,
    reference: str,
    what: str,
    why: str,
    noticed: Moment | None,
    to: str,
    dry_run: bool,
) -> None:
    """Record that a letter or release was sent by mistake, and log the breach.

    \b
      dpo-console recall SAR-2026-0042 disclosure-cover --why "It went to the wrong Jane Doe"
      dpo-console recall DSC-2026-0017 release --to j.doe@example.org --dry-run
    """
    desk = invocation.desk()
    if dry_run:
        also = recalling.else_there(desk, reference, what, to)
        if invocation.json:
            document({"saved": False, "also": _also_json(also)})
            return
        _print_also(also)
        narrate("Nothing was changed.")
        return
    done = recalling.recall(desk, reference, what, why, noticed=noticed, to=to)
    invocation.saved = True
    if invocation.json:
        breach = {"reference": done.breach.reference, "clock": clock_json(done.breach.clock)}
        found = {"reference": done.reference, "opened": breach, "also": _also_json(done.also)}
        document(found)
        return
    say(f"{done.reference}: recalled. {done.breach.reference} is the breach.")
    print_clock(done.breach.reference, done.breach.clock, desk.now)
    say("")
    _print_also(done.also)


def _also_json(also: "Sequence[AlsoWent]") -> list[Json]:
    return [asdict(one) | {"on": moment(one.on)} for one in also]


def _print_also(also: "Sequence[AlsoWent]") -> None:
    """Print what else went to the same address, e-mail or name."""
    if not also:
        say("Nothing else was sent to that address, e-mail or name.")
        return
    say("It may not be the only one. This was sent there too:")
    columns([(one.reference, day_words(one.on), one.title, one.to, one.why) for one in also])
