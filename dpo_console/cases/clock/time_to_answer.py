"""The time that we have to answer, as a letter names it besides its last day."""

from datetime import date, timedelta

from dpo_console.law.facts import EXTENSION
from dpo_console.law.model import Clock, day_of
from dpo_console.letters.wording.fields import day_in_full
from dpo_console.store.cases.case_file import CaseFile

BEGINS = "The month we have to answer begins", "The three months we have to answer begin"
LIMIT = "one month", "three months"

AFTER_RESULTS = timedelta(days=40)
"""The time to answer once exam results come out (DPA 2018 Sch 2 para 25(2))."""


def time_to_answer(file: CaseFile) -> dict[str, str]:
    """Return the fields that name the time: a month, or three once an extension was notified."""
    extended = any(fact.name == EXTENSION for fact in file.standing_facts())
    return {"time.begins": BEGINS[extended], "time.limit": LIMIT[extended]}


def results_counted(file: CaseFile, clock: Clock, today: date) -> str:
    """Return how the last day follows from the day of exam results, or '' if it doesn't."""
    announced = [f.on for f in file.standing_facts() if f.name == "results_announced"]
    if not announced or clock.due is None:
        return ""
    results, due = day_of(announced[-1]), day_of(clock.due)
    last = results + AFTER_RESULTS
    if last > due:
        return ""
    came = "come" if results >= today else "came"
    counted = f"The results {came} out on {day_in_full(results)}. We count 40 days from then, to "
    rolled = f" We then have until {day_in_full(due)}, the next working day."
    return f"{counted}{day_in_full(last)}.{rolled if due > last else ''}"
