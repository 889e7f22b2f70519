"""Why a date is what it is: `explain`."""

from dpo_console.cases.view.case import case_view
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command
from dpo_console.cli.output import document
from dpo_console.cli.pages.clock_page import clock_json, print_clock


@case_command()
def explain(invocation: Invocation, reference: str) -> None:
    """Explain how the date of a case was reached, step by step, with the law for each.

    \b
      dpo-console explain SAR-2026-0042
    """
    desk = invocation.desk()
    case = case_view(desk, reference)
    if invocation.json:
        document({"reference": case.reference, "clock": clock_json(case.clock)})
    else:
        print_clock(case.reference, case.clock, desk.now)
