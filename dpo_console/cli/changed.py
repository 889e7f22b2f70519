"""What a command that changed a case prints: what was done, or the case as JSON."""

from dpo_console.casework.desk import Desk
from dpo_console.casework.views import CaseView
from dpo_console.cli import as_json
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import columns, document, say
from dpo_console.law.headline import headline


def print_change(invocation: Invocation, desk: Desk, case: CaseView, done: str) -> None:
    """Print `done`, a sentence, and the date as it stands now; or with --json the whole case."""
    invocation.saved = True
    if invocation.json:
        document(as_json.case(case, desk))
        return
    state = "closed" if case.row.closed_on else headline(case.clock, desk.now)
    say(f"{case.reference}: {done}")
    columns([(f"{case.reference}: {state}.",)])
