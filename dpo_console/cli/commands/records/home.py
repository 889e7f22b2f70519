"""The records as a whole: `demo`, `init`, `verify`."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import columns, document, narrate, progress, say
from dpo_console.config.folders import whole_path
from dpo_console.errors import BadInput, Refused

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk

WORTH_TELLING = 30
"""The number of cases from which making the demo takes seconds."""


@click.command(cls=Subcommand)
@click.option("--cases", type=click.IntRange(1, 100_000), default=60, help="About how many; 60.")
@click.option("--keep", type=click.Path(path_type=Path), metavar="DIR", help="Keep it, here.")
@click.option("--no-open", is_flag=True, help="Build it, print where it is, don't open it.")
@click.pass_obj
def demo(invocation: Invocation, cases: int, keep: Path | None, no_open: bool) -> int:
    """A made-up trust to try things on: cases of every kind around today, no real person's.

    \b
      dpo-console demo
      dpo-console demo --cases 1000 --keep /tmp/demo --no-open
    """
    from dpo_console.cases.office.desk import utc_now
    from dpo_console.casework.office.opening import open_desk
    from dpo_console.demo import build
    from dpo_console.demo.office import whole_or_gone

    if invocation.home and not keep:
        raise BadInput("A demo makes a home of its own. Say where to keep it: --keep DIR.")
    root = whole_path(keep) if keep else _temporary_folder()
    passing = keep is None

    def make() -> "Desk":
        with whole_or_gone(root):
            build(root, cases=cases, today=invocation.today, clock=utc_now, tell=_making(cases))
        invocation.saved = not passing
        return open_desk(root, as_person=invocation.person, today=invocation.today_given)

    try:
        if not no_open:
            return invocation.open_console(make)
        make()
        _tell(invocation, root)
        passing = False
        return 0
    finally:
        if passing:
            shutil.rmtree(root, ignore_errors=True)


def _making(cases: int) -> Callable[[int], None]:
    """Return a function that reports progress at a terminal, if there are many cases."""

    def tell(made: int) -> None:
        progress(f"{made:,} of {cases:,} cases", last=made == cases)

    return tell if cases >= WORTH_TELLING else lambda made: None


def _temporary_folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="dpo-console-demo-"))
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"There is no room for a demo: {why}. Say where: --keep DIR.") from None


def _tell(invocation: Invocation, root: Path) -> None:
    if invocation.json:
        document({"home": str(root)})
    else:
        say(str(root))
    sys.stdout.flush()


@click.command(cls=Subcommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def init(invocation: Invocation, folder: Path) -> None:
    """A new home: data/dpo.toml, with comments to fill it in by, and exports/.

    \b
      dpo-console init /srv/dpo
      dpo-console init .
    """
    from dpo_console.config.new_home import make_home

    home = make_home(whole_path(folder))
    invocation.saved = True
    _tell(invocation, home.root)
    narrate(f"Now say who you are and which schools there are in {home.settings}")


@click.command(cls=Subcommand)
@click.pass_obj
def verify(invocation: Invocation) -> int:
    """Check the database, the audit log, the dates shown, and letters. Exits 1 if one is off.

    Keep the printed head of the log elsewhere: a log that was cut short can't tell by itself.

    \b
      dpo-console verify
    """
    from dpo_console.cases.clock.clocks import law_to_check
    from dpo_console.cases.records.verify import verify as verify_records
    from dpo_console.cli.commands.case import as_json

    desk = invocation.desk()
    report = verify_records(desk)
    if invocation.json:
        document(as_json.report(report))
    else:
        columns([("ok" if c.sound else "!!", c.name, c.text) for c in report.checks])
        say(f"\nHead of the audit log: {report.head.seq}:{report.head.hash[:12]}")
    if to_check := law_to_check(desk.today):
        narrate(to_check)
    if report.sound:
        return 0
    narrate("Something is off: nothing was changed. Restore a backup, or ask who did it.")
    return 1
