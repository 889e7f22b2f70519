"""The acts that record a fact. The catalogue of facts (law/facts.toml) declares them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import Act, Applies, Step
from dpo_console.law.facts import FactKind, fact_kinds

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView


def fact_acts() -> Iterator[Act]:
    """Yield an act for each fact that has a line in the step menu."""
    for fact in fact_kinds().values():
        if fact.step:
            yield _act(fact)


def _act(fact: FactKind) -> Act:
    return Act(
        id=fact.name,
        within="fact",
        step=Step(fact.step, fact.place, _reason_against(fact), fact=fact.name),
        form=f"dpo_console.tui.screens.case.case_forms:fact:{fact.name}",
        many=f"dpo_console.tui.screens.queue.bulk_forms:fact:{fact.name}",
        run="dpo_console.casework.facts:record_fact",
        records="fact",
        leaves=fact.leaves,
    )


def _reason_against(fact: FactKind) -> Applies:
    """Return a check that a fact comes after its question, and once only where it says so."""
    question = fact.after or fact.answers

    def reason(_case: "CaseView", facts: set[str]) -> str:
        if question and question not in facts:
            return fact.too_early
        return fact.once if fact.name in facts else ""

    return reason
