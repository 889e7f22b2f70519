"""Who looked at a case, as a dialog over it."""

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.looks import views
from dpo_console.cases.view.views import CaseView
from dpo_console.text import day_words
from dpo_console.tui.screens.frame.dialogs import LongMessage

MOST = 200
"""The most looks that the dialog shows. `views` on the command line prints all."""


def who_looked(desk: Desk, case: CaseView) -> LongMessage:
    """Show who looked at a case, newest first. Raises NotAllowed if this person may not see it."""
    found = views(desk, case.reference)
    lines = [f"{day_words(view.local)}  {view.name} {view.did}" for view in found.views[:MOST]] or [
        "Nobody has looked yet."
    ]
    more = len(found.views) - MOST
    if more > 0:
        lines.append(f"And {more:,} before: dpo-console views {found.reference}")
    text = "\n".join((*lines, "", found.kept_words))
    return LongMessage(text, f"{found.reference}: who looked")
