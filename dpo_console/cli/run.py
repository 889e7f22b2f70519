"""Runs one command line and turns whatever happens into an exit code and a sentence."""

import contextlib
from collections.abc import Sequence

from dpo_console.cli import due
from dpo_console.cli.invocation import Invocation, OpenConsole
from dpo_console.cli.output import forget_output, narrate
from dpo_console.errors import DpoConsoleError

INTERRUPTED = 130
"""What a shell expects after ctrl+c."""

PIPE_CLOSED = 141
"""What a shell expects when the reader of our output has gone, as with `| head`."""


def run(arguments: Sequence[str], open_console: OpenConsole) -> int:
    """Run a command line; returns its exit code: 0, 1, 2, 3, 70, or a shell's own."""
    invocation = Invocation(open_console)
    try:
        return _run(arguments, invocation)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        forget_output()
        return PIPE_CLOSED
    except DpoConsoleError as error:
        _tell(error)
        return error.exit_code
    except Exception as error:
        from dpo_console.cli.defects import record

        defect = record(error, invocation)
        _tell(defect)
        return defect.exit_code


def _run(arguments: Sequence[str], invocation: Invocation) -> int:
    options = due.plain_options(arguments)
    if options is not None:
        return due.print_plain_due(invocation, options)
    from dpo_console.cli.program import run_program

    return run_program(arguments, invocation)


def _tell(error: DpoConsoleError) -> None:
    with contextlib.suppress(OSError):
        narrate(str(error))
