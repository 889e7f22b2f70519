"""Cases that only some people may see: `restrict`, `unrestrict`."""

import click

from dpo_console.cases.view.views import CaseView
from dpo_console.casework.restricted import restrict as restrict_to
from dpo_console.casework.restricted import unrestrict as let_all_see
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.pages.changed import print_change


@case_command()
@text_option("--to", "PEOPLE", "Who may see it, such as dpo,head.")
@text_option("--why", "TEXT", "Why. It is kept in the history.")
def restrict(invocation: Invocation, reference: str, to: str, why: str) -> None:
    """Let only you and these people see a case. Nobody else can find it.

    Restrict it again to change who. Its number in the series stays used, and `verify` still
    checks it.

    \b
      dpo-console restrict SAR-2026-0042 --to dpo,head --why "A colleague's own request"
    """
    desk = invocation.desk()
    found = restrict_to(desk, reference, to.split(","), why)
    print_change(invocation, desk, found, _seen_by)


def _seen_by(case: CaseView) -> str:
    return f"seen by {', '.join(map(case.called, case.readers))} alone."


@case_command()
@click.option("--why", required=True, metavar="TEXT", help="Why. It is kept in the history.")
def unrestrict(invocation: Invocation, reference: str, why: str) -> None:
    """Let everyone see a case again.

    \b
      dpo-console unrestrict SAR-2026-0042 --why "Closed, and nothing left to keep back"
    """
    desk = invocation.desk()
    print_change(invocation, desk, let_all_see(desk, reference, why), "seen by everyone again.")
