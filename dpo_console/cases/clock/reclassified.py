"""A case counted as another kind than the one it was logged as."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dpo_console.law.facts import fact_kind, notices, questions, recordable
from dpo_console.law.model import Clock, Step
from dpo_console.law.statutes import statute, statutes
from dpo_console.law.statutes.statute import Statute
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import day_words

RECLASSIFIED = "reclassified"
"""The fact that a case was counted as another kind from a day on."""


def logged_as(reference: str) -> str:
    """Return the kind in a reference's prefix, under which the case was logged, or ''."""
    prefix = reference.split("-")[0]
    return next((kind for kind, law in statutes().items() if law.prefix == prefix), "")


def counted_when(file: CaseFile, fact: FactRow) -> str:
    """Return the kind that the case had when a fact was recorded, or '' if that isn't known."""
    later = (f.former_kind for f in file.facts if f.name == RECLASSIFIED and f.id > fact.id)
    return next(later, file.case.kind)


def since_when(file: CaseFile) -> date | None:
    """Return the day since which the case has its present kind, or None if it always had it."""
    days = [f.on for f in file.standing_facts() if f.name == RECLASSIFIED]
    return days[-1] if days else None


def counted_as(clock: Clock, file: CaseFile, since: date | None) -> Clock:
    """Return the clock with a step for a reclassification on the day `since`.

    Warnings name the recorded facts that no longer count.
    """
    if since is None:
        return clock
    law, before = statute(clock.kind), logged_as(file.case.reference)
    logged = f"; logged as {statute(before).work.in_words}" if before else ""
    step = Step(
        since,
        f"Counted as {law.work.in_words} from this day on{logged}: the clock runs from receipt all "
        "the same",
        "",
    )
    return replace(
        clock,
        steps=(*clock.steps[:1], step, *clock.steps[1:]),
        warnings=(*clock.warnings, *_no_longer_counted(file, law)),
    )


def _no_longer_counted(file: CaseFile, law: Statute) -> Iterator[str]:
    """Yield warnings on facts that no longer count.

    The law itself warns of questions and extensions.
    """
    told = {*questions(), *questions().values(), *notices()}
    known = {kind.name for kind in recordable(law.kind)}
    for fact in file.standing_facts():
        if fact.name not in known | told:
            day = day_words(fact.on)
            words = fact_kind(fact.name).words
            yield f"{words} on {day} is kept, but it doesn't count for {law.work.in_words}."
