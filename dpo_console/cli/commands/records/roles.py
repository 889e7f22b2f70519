"""The SQL that prepares a server for the records: `records roles`."""

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import report
from dpo_console.store.postgres.roles import script


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
