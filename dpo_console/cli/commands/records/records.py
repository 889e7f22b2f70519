"""The records as a whole: `records`, a group of commands."""

import click

from dpo_console.cases.records.looks import Views
from dpo_console.cases.records.looks import views as views_of
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import case_command, subcommand
from dpo_console.cli.output import columns, document, narrate, report, say
from dpo_console.cli.pages.values import Json, picked
from dpo_console.store.postgres.roles import script
from dpo_console.text import day_words


@case_command()
def views(invocation: Invocation, reference: str) -> None:
    """List who looked at a case, when and how, newest first. It is for the DPO and auditors.

    Asking this is a look as well. [looks] in data/dpo.toml says for how long looks are kept.

    \b
      dpo-console views SAR-2026-0042
    """
    found = views_of(invocation.desk(), reference)
    if invocation.json:
        document(_json(found))
        return
    if not found.views:
        say(f"{found.reference}: nobody has looked yet.")
    columns([(day_words(view.local), view.name, view.did) for view in found.views])
    narrate(found.kept_words)


def _json(found: Views) -> Json:
    return {
        "reference": found.reference,
        "months": found.months,
        "views": [
            picked(view, "person name")
            | {"at": view.at.isoformat(timespec="seconds")}
            | picked(view, "how what?")
            for view in found.views
        ],
    }


@subcommand()
@click.option("--owner", default="dpo_owner", show_default=True, metavar="NAME",
              help="The account that makes the tables.")  # fmt: skip
@click.option("--account", default="dpo", show_default=True, metavar="NAME",
              help="The account of daily work.")  # fmt: skip
@click.option("--database", default="dpo", show_default=True, metavar="NAME",
              help="The database.")  # fmt: skip
def roles(invocation: Invocation, owner: str, account: str, database: str) -> None:
    """Print the SQL that makes the roles, accounts and database on a server of PostgreSQL.

    The server's administrator runs it with psql, as a superuser. It needs no records.

    \b
      dpo-console records roles > roles.sql
      psql -f roles.sql
    """
    sql = script(owner, account, database)
    report(invocation, {"sql": sql}, sql.rstrip())


@click.group(cls=LoadingGroup)
def records() -> None:
    """Move the records into a PostgreSQL database, or back into a file."""
