"""A made-up trust to try things on: `demo`."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from dpo_console.cases.office.desk import Desk, utc_now
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.office.own_files import refuse_new_home
from dpo_console.cli.commands.records.init import print_home, tell_way_back
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import narrate, progress
from dpo_console.config import Home
from dpo_console.config.files.folders import whole_path
from dpo_console.demo import build
from dpo_console.demo.office import whole_or_gone
from dpo_console.errors import BadInput, Refused

WORTH_TELLING = 30
"""The number of cases from which making the demo takes seconds."""


@subcommand()
@click.option(
    "--cases", type=click.IntRange(1, 100_000), default=60, help="About how many. Default: 60."
)
@click.option(
    "--keep", type=click.Path(path_type=Path), metavar="DIR", help="Keep it in this folder."
)
@click.option("--no-open", is_flag=True, help="Build it, print where it is, don't open it.")
def demo(invocation: Invocation, cases: int, keep: Path | None, no_open: bool) -> int:
    """Open a made-up trust to try things on: cases of every kind, and no real people.

    \b
      dpo-console demo
      dpo-console --as head demo   # as the head; also clerk, dsl or auditor
      dpo-console demo --cases 1000 --keep /tmp/demo --no-open
    """
    refuse_new_home(invocation.place(), invocation.person)
    if invocation.home and not keep:
        raise BadInput("A demo makes a home of its own. Say where to keep it: --keep DIR.")
    root = whole_path(keep) if keep else _temporary_folder()
    passing = keep is None

    def make() -> Desk:
        with whole_or_gone(root):
            build(root, cases=cases, today=invocation.today, clock=utc_now, tell=_making(cases))
        invocation.saved = not passing
        return open_desk(root, as_person=invocation.person, today=invocation.today_given)

    try:
        if not no_open:
            code = invocation.open_console(make)
            if keep:
                tell_way_back(Home(root))
            else:
                narrate("The made-up cases are gone. To keep some: dpo-console demo --keep FOLDER")
            return code
        make()
        print_home(invocation, root)
        passing = False
        return 0
    finally:
        if passing:
            shutil.rmtree(root, ignore_errors=True)


def _making(cases: int) -> Callable[[int], None]:
    """Return a function that reports progress at a terminal, if there are many cases."""

    def tell(made: int) -> None:
        progress(f"Making the demo: {made:,} of {cases:,} cases", last=made == cases)

    return tell if cases >= WORTH_TELLING else lambda made: None


def _temporary_folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="dpo-console-demo-"))
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"There is no room for a demo: {why}. Say where: --keep DIR.") from None
