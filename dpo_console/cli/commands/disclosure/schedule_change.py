"""The output of a command that changed a disclosure schedule."""

from dpo_console.cases.disclosure.schedule_totals import lacking
from dpo_console.cases.disclosure.schedule_view import Schedule
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import report
from dpo_console.cli.pages.schedule_page import schedule_json as as_json


def print_schedule_change(invocation: Invocation, found: Schedule, done: str) -> None:
    """Print `done` and what the schedule still lacks, or the whole schedule with --json."""
    invocation.saved = True
    report(invocation, as_json(found), f"{found.reference}: {done}; {lacking(found.totals)}.")
