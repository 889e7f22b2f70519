"""A whole case: `show`."""

from dpo_console.cases.view.case import case_view
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command
from dpo_console.cli.output import document
from dpo_console.cli.pages.case_page import case_json, print_case


@case_command()
def show(invocation: Invocation, reference: str) -> None:
    """Show a whole case: people, dates, facts, checklist, letters and history.

    \b
      dpo-console show SAR-2026-0042
      dpo-console show 0042 --json
    """
    desk = invocation.desk()
    case = case_view(desk, reference)
    if invocation.json:
        document(case_json(case, desk))
    else:
        print_case(case, desk.now)
