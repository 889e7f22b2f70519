"""The points that the law leaves open: `doubts`."""

from dataclasses import asdict

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import columns, document, say
from dpo_console.law.open_points import open_points


@click.command(cls=Subcommand)
@click.argument("kind", required=False, default="")
@click.pass_obj
def doubts(invocation: Invocation, kind: str) -> None:
    """List what the law leaves open, how the dates take it, and its source. It needs no records.

    \b
      dpo-console doubts
      dpo-console doubts sar
      dpo-console doubts eir --json
    """
    points = open_points(kind)
    if invocation.json:
        document([asdict(point) for point in points])
        return
    for number, point in enumerate(points):
        say(("\n" if number else "") + (", ".join(point.kinds) or "every kind"))
        rows = [("Open", point.says), ("Shown", point.shown), ("Source", point.source)]
        columns(rows, indent=2)
