"""The program: global options, and subcommands that are loaded when called."""

from collections.abc import Sequence
from typing import Any

import click

from dpo_console import __version__
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup, sections
from dpo_console.cli.options import global_options
from dpo_console.cli.output import document, narrate, say

HELP = """A school's data-protection requests: dates, approvals, letters.

Without a command, opens the console. Each command explains itself with --help. Those that print
take --json.

\b
  dpo-console demo                          a made-up trust, to try things on
  dpo-console quick sar Jane Doe re Tom Doe, email, yesterday
  dpo-console explain SAR-2026-0042

Completion of commands, references and kinds by the Tab key, for bash (zsh and fish likewise):

\b
  eval "$(_DPO_CONSOLE_COMPLETE=bash_source dpo-console)"
"""


class Program(LoadingGroup):
    """Every command, listed by theme."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - click's own
        every = {name: entry for part in sections().values() for name, entry in part.items()}
        super().__init__(entries=every, **attributes)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command's name, in the order of the help page."""
        return list(self.entries)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page's list of commands, by theme."""
        for title, commands in sections().items():
            with formatter.section(title):
                formatter.write_dl([(name, gist) for name, (_, gist) in commands.items()])


@click.pass_context
def _open(ctx: click.Context) -> int:
    if ctx.invoked_subcommand is not None:
        return 0
    return ctx.ensure_object(Invocation).console()


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    if ctx.ensure_object(Invocation).json:
        document({"version": __version__})
    else:
        say(f"dpo-console {__version__}")
    ctx.exit()


VERSION = click.Option(
    ["--version"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help="Print the version of the program.",
    callback=_print_version,
)


program = Program(
    name="dpo-console",
    help=HELP,
    invoke_without_command=True,
    params=[*global_options(), VERSION],
    callback=_open,
)


def run_program(arguments: Sequence[str], invocation: Invocation) -> int:
    """Run a command line through click. Return its exit code.

    Raises the commands' own errors, including NotPrinted and KeyboardInterrupt.
    """
    try:
        code = program.main(
            list(arguments), prog_name="dpo-console", standalone_mode=False, obj=invocation
        )
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as wrong:
        narrate(_sentence(wrong))
        return wrong.exit_code
    return code if isinstance(code, int) else 0


def _sentence(wrong: click.ClickException) -> str:
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    see = f"\nSee: {context.command_path} --help" if context else ""
    return f"{wrong.format_message()}{see}"
