"""A new home: `init`."""

import sys
from pathlib import Path

import click

from dpo_console.casework.office.own_files import refuse_new_home
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import document, narrate, say
from dpo_console.config.files.folders import whole_path
from dpo_console.config.home.new_home import make_home
from dpo_console.config.notice import notice


@click.command(cls=Subcommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--trust", is_flag=True, help="Put a trust's example into data/notice.toml.")
@click.pass_obj
def init(invocation: Invocation, folder: Path, trust: bool) -> None:
    """Make a new home: data/ with dpo.toml and notice.toml to fill in, and exports/.

    \b
      dpo-console init /srv/dpo
      dpo-console init . --trust
    """
    refuse_new_home(invocation.place(), invocation.person)
    statements = notice.unsaid(notice.example("trust" if trust else "primary"))
    home = make_home(whole_path(folder), statements=statements)
    invocation.saved = True
    print_home(invocation, home.root)
    narrate(f"Now say who you are and which schools there are in {home.settings}")
    narrate(f"State what letters say about the data you use in {home.notice}")


def print_home(invocation: Invocation, root: Path) -> None:
    """Print where a home is."""
    if invocation.json:
        document({"home": str(root)})
    else:
        say(str(root))
    sys.stdout.flush()
