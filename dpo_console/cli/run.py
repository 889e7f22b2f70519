"""One command line, run to an exit code and a sentence for any error."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from dpo_console.cli import streams
from dpo_console.cli.invocation import Invocation, OpenConsole
from dpo_console.cli.output import narrate
from dpo_console.errors import Defect, DpoConsoleError, TryAgain
from dpo_console.lazy_import import put_off
from dpo_console.typed_days import parse_day

VALUED = ("--home", "--today", "--as", "--on")
"""The options that take a value."""

INTERRUPTED = 130
"""The exit code that a shell expects after ctrl+c."""

COMPLETING = "_DPO_CONSOLE_COMPLETE"
"""The variable set when the Tab key asks, without arguments, for completions, which click gives."""

PIPE_CLOSED = 141
"""The exit code that a shell expects when the reader of our output has gone, as with `| head`."""


LAST_WORDS = (
    "dpo-console: something went wrong, and so did saying what. Run it again. If it happens again, "
    "tell the person who looks after this machine.\n"
)
"""The words where even an error can't be told. A traceback would show people's data."""


def run(arguments: Sequence[str], open_console: OpenConsole) -> int:
    """Run a command line. Return its exit code: 0, 1, 2, 3, 70, or a shell's own."""
    try:
        return _told(arguments, open_console)
    except Exception:
        os.write(2, LAST_WORDS.encode())
        return Defect.exit_code


def _told(arguments: Sequence[str], open_console: OpenConsole) -> int:
    """Run a command line, tell each error in a sentence, and return the exit code."""
    invocation = Invocation(open_console)
    try:
        code = _run(arguments, invocation)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except streams.ReaderGone:
        streams.forget(streams.STDOUT)
        return PIPE_CLOSED
    except streams.NotPrinted as problem:
        streams.forget(streams.STDOUT)
        narrate(_not_printed(problem, invocation))
        return TryAgain.exit_code
    except DpoConsoleError as error:
        narrate(str(error))
        return error.exit_code
    except Exception as error:
        judged = _judge(error, invocation)
        narrate(str(judged))
        return judged.exit_code
    finally:
        for aside in invocation.asides:
            narrate(aside)


def _run(arguments: Sequence[str], invocation: Invocation) -> int:
    options = plain_options(arguments)
    if options is not None and "due" in options:
        return _due(invocation, options)
    if options is not None and COMPLETING not in os.environ:
        from dpo_console.cases.queue.due import queue_ahead

        give_plain(invocation, options)
        queue_ahead(invocation.place())
        return invocation.console()
    from dpo_console.cli.program import run_program

    return run_program(arguments, invocation)


def _due(invocation: Invocation, options: Mapping[str, str]) -> int:
    """Print what is due, with options as typed. Raises BadInput for an invalid day."""
    put_off("copy", "inspect", "ipaddress")  # dataclasses and urllib import them, for other uses
    from dpo_console.cases.queue.due import due_ahead

    on = plain_day(invocation, options, "--on")
    give_plain(invocation, options)
    due_ahead(invocation.place(), on or invocation.today)
    from dpo_console.cli.commands.due import print_due

    return print_due(invocation, on)


def _not_printed(problem: streams.NotPrinted, invocation: Invocation) -> str:
    if invocation.saved:
        return f"It is saved, but it could not be printed: {problem}. Don't do it again."
    return f"It could not be printed: {problem}."


def plain_options(arguments: Sequence[str]) -> Mapping[str, str] | None:
    """Return the options of a line that click need not read, or None for any other line.

    Such a line is plain `due`, or has no command and opens the console.
    """
    found: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        valued = word in VALUED and (word != "--on" or "due" in found)
        value = next(words, None) if valued else ""
        if value is None or word in found or not (valued or word in ("due", "--json")):
            return None
        found[word] = value
    return found


def is_plain_due(arguments: Sequence[str]) -> bool:
    """Return True for a line that greets a login."""
    return "due" in (plain_options(arguments) or ())


def give_plain(invocation: Invocation, options: Mapping[str, str]) -> None:
    """Take the global options as typed. Raises BadInput for an invalid day."""
    invocation.home = options.get("--home")
    invocation.person = options.get("--as")
    invocation.json = "--json" in options
    invocation.today_given = plain_day(invocation, options, "--today")


def plain_day(invocation: Invocation, options: Mapping[str, str], name: str) -> date | None:
    """Return the day of an option, counted from the real one."""
    return parse_day(options[name], invocation.today, name) if name in options else None


def _judge(error: Exception, invocation: Invocation) -> DpoConsoleError:
    """Return the error that tells the officer about a mistake, and log it.

    It is a refusal if the records were changed outside the program, else a defect.
    """
    with suppress(Exception):
        from dpo_console.cases.records import verify

        if refused := verify.refusal(invocation.desk(), error):
            return refused
    return _record(error, invocation)


def _record(error: Exception, invocation: Invocation) -> Defect:
    """Log the origin of `error` in the home, or without one in the user's own log."""
    from platformdirs import user_log_path

    from dpo_console.config import crash_log
    from dpo_console.config.files.folders import make_private

    with suppress(DpoConsoleError):
        log = invocation.place().log
        if os.access(log.parent, os.W_OK | os.X_OK):
            return crash_log.record(error, log)
    own = user_log_path("dpo-console", appauthor=False)
    with suppress(OSError):
        make_private(own)
    return crash_log.record(error, own / "errors.log")
