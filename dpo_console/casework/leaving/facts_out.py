"""Departures that a fact records: an answer, a release, a notice to somebody."""

from datetime import date
from typing import Any

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.papers import kept_along
from dpo_console.cases.people.protected import protected_elsewhere
from dpo_console.cases.sharing.earlier import refused_before
from dpo_console.casework.change import Change
from dpo_console.store.cases.case_file import entries_of, history
from dpo_console.store.reads import all_cases
from dpo_console.store.session import ask_in


def fact_departure(this: Change, fact: str, on: date, words: str = "", **more: Any) -> Departure:  # noqa: ANN401 - as Departure has them
    """Return the departure that a fact records, with what this and other cases say against it.

    `words` leave with it. `more` are further fields of the departure.
    """
    desk, file = this.desk, this.file()
    desk.database.whole.ask_ahead(*all_cases.QUESTIONS, entries_of(file.case.reference))
    return Departure(
        file,
        desk.settings,
        desk.today,
        on,
        fact=fact,
        refusals=refused_before(desk, file),
        elsewhere=protected_elsewhere(desk, file, words),
        along=kept_along(desk, file),
        history=history(ask_in(this.session), file.case.reference),
        **more,
    )
