"""Our own mistakes, and the place of the log about one."""

import os
from contextlib import suppress

from dpo_console.cli.invocation import Invocation
from dpo_console.config import crash_log
from dpo_console.config.files.folders import make_private
from dpo_console.errors import Defect, DpoConsoleError


def judge(error: Exception, invocation: Invocation) -> DpoConsoleError:
    """Return the error that tells the officer about a mistake, and log it.

    It is a refusal if the records were changed outside the program, else a defect.
    """
    with suppress(Exception):
        from dpo_console.cases.records import verify

        if refused := verify.refusal(invocation.desk(), error):
            return refused
    return record(error, invocation)


def record(error: Exception, invocation: Invocation) -> Defect:
    """Log the origin of `error` in the home, or without one in the user's own log."""
    from platformdirs import user_log_path

    with suppress(DpoConsoleError):
        log = invocation.place().log
        if os.access(log.parent, os.W_OK | os.X_OK):
            return crash_log.record(error, log)
    own = user_log_path("dpo-console", appauthor=False)
    with suppress(OSError):
        make_private(own)
    return crash_log.record(error, own / "errors.log")
