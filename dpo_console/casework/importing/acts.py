"""The act that takes over a register of requests."""

from dpo_console.cases.office.acts import CASEWORKERS, Act, Words, with_more
from dpo_console.config import Role


def _taken_over(words: Words) -> str:
    ended = f"closed {words['on']} as “{words['outcome']}”" if words.get("outcome") else None
    past = f"under an override, because {words['why']}" if words.get("past_gate") else None
    return with_more(f"Taken over from {words['file']}, row {words['row']}", ended, past)


IMPORT_ACTS = (
    Act(
        id="import_cases",
        said="take over a register of requests",
        who=CASEWORKERS,
        run="dpo_console.casework.importing.cases:import_cases",
        records="import",
        tells=_taken_over,
        instead="it was taken over; close it, or correct it, and say why",
        leaves=False,
    ),
    Act(
        id="import_answered",
        said="record that something was given before",
        who=(Role.DPO,),
        run="dpo_console.casework.importing.cases:import_cases",
        records="import",
        leaves=True,
    ),
)
