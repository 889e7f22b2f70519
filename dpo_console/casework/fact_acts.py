"""Acts that record a fact, and words of the timeline for facts.

The catalogue of facts (law/facts.toml) declares an act for each fact that is a step of its own.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dpo_console.cases.checklist.checklists import waiting_for_words
from dpo_console.cases.office.acts import Act, Applies, Step, Words, with_more
from dpo_console.config import Role
from dpo_console.config.methods import METHODS
from dpo_console.law.facts import FactKind, fact_kind, fact_kinds
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView


def fact_acts() -> Iterator[Act]:
    """Yield an act for each fact that has a line in the step menu."""
    for fact in fact_kinds().values():
        if fact.step:
            yield Act(
                id=fact.name,
                within="" if fact.judged_by else "fact",
                who=(Role(fact.judged_by),) if fact.judged_by else (),
                said=f"record “{fact.step}”" if fact.judged_by else "",
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

    def reason(case: "CaseView", facts: set[str]) -> str:
        if question and question not in facts:
            return fact.too_early
        if fact.answers and _none_open(case, fact):
            return f"No “{fact_kind(fact.answers).words}” is waiting for an answer."
        again = fact.name in facts and not waiting_for_words(case.facts, fact.name)
        return fact.once if again else ""

    return reason


def _none_open(case: "CaseView", answer: FactKind) -> bool:
    """Return True if every question that a fact answers was answered."""
    told = [f.name for f in case.facts if f.superseded_by is None]
    waits = waiting_for_words(case.facts, answer.name)
    return not waits and told.count(answer.name) >= told.count(answer.answers)


def recorded(words: Words) -> str:
    """Return a fact, how a notice was given, and the reason for any override."""
    fact = fact_kind(words["name"] or "").words
    fact += f" {METHODS[words['method'] or '']}" if words.get("method") else ""
    told = f"{fact}, under an override" if words.get("past_gate") else fact
    return with_more(told, words.get("why"), words.get("note"))


def corrected(words: Words) -> str:
    """Return a fact's former day and the corrected one, or that it was struck out."""
    name = fact_kind(words["name"] or "").words
    before = day_words(date.fromisoformat(words["before"] or ""))
    on = words.get("on")
    if not on:
        return with_more(f"Struck out “{name}” of {before}", words.get("note"))
    now = day_words(date.fromisoformat(on))
    if now == before:
        return with_more(f"Recorded the words of “{name}” of {before}", words.get("note"))
    return with_more(f"Corrected “{name}” from {before} to {now}", words.get("note"))
