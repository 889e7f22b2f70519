"""The points that the law leaves open: `doubts`."""

from dataclasses import asdict

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, say
from dpo_console.law.open_points import open_points
from dpo_console.text import day_words


@subcommand()
@click.argument("kind", required=False, default="")
def doubts(invocation: Invocation, kind: str) -> None:
    """List what the law leaves open, how the dates take it, and its source. It needs no records.

    \b
      dpo-console doubts
      dpo-console doubts sar
      dpo-console doubts eir --json
    """
    points = open_points(kind)
    if invocation.json:
        document([asdict(point) | {"looked": point.looked.isoformat()} for point in points])
        return
    for number, point in enumerate(points):
        say(("\n" if number else "") + (", ".join(point.kinds) or "every kind"))
        rows = [("Open", point.says), ("Shown", point.shown), ("Source", point.source)]
        rows.append(("Last looked at", day_words(point.looked)))
        columns(rows, indent=2)
