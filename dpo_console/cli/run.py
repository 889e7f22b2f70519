"""Runs one command line and turns whatever happens into an exit code and a sentence."""

import contextlib
from collections.abc import Sequence

import click

from dpo_console.cli.invocation import Invocation, OpenConsole
from dpo_console.cli.program import program
from dpo_console.errors import DpoConsoleError

INTERRUPTED = 130
"""What a shell expects after ctrl+c."""


def run(arguments: Sequence[str], open_console: OpenConsole) -> int:
    """Run a command line; returns its exit code: 0, 1, 2, 3, 70, or a shell's own."""
    invocation = Invocation(open_console)
    try:
        code = program.main(
            list(arguments), prog_name="dpo-console", standalone_mode=False, obj=invocation
        )
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as wrong:
        return _wrong_usage(wrong)
    except DpoConsoleError as error:
        _say(str(error))
        return error.exit_code
    except Exception as error:
        return _own_mistake(error, invocation)
    return code if isinstance(code, int) else 0


def _wrong_usage(wrong: click.ClickException) -> int:
    context = getattr(wrong, "ctx", None)
    message = wrong.format_message()
    if isinstance(wrong, click.UsageError) and context is not None:
        message += f"\nSee: {context.command_path} --help"
    _say(message)
    return wrong.exit_code


def _own_mistake(error: Exception, invocation: Invocation) -> int:
    from dpo_console.cli.defects import record

    defect = record(error, invocation)
    _say(str(defect))
    return defect.exit_code


def _say(message: str) -> None:
    from dpo_console.text import show

    with contextlib.suppress(OSError):
        click.echo(show(message), err=True)
