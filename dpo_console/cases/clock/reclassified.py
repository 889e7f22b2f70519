"""How a case stands that is counted as another kind than it was logged as."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dpo_console.law.facts import EXTENSION, fact_kind, questions, recordable
from dpo_console.law.model import Clock, Step
from dpo_console.law.statutes import Statute, statute, statutes
from dpo_console.store.cases.case_file import CaseFile, FactRow
from dpo_console.text import day_words

RECLASSIFIED = "reclassified"
"""The fact that a case was counted as another kind from a day on."""


def logged_as(reference: str) -> str:
    """The kind that a case was logged as: its reference keeps the prefix. '' where none has it."""
    prefix = reference.split("-")[0]
    return next((kind for kind, law in statutes().items() if law.prefix == prefix), "")


def words_of(before: str, reason: str) -> str:
    """What is kept of a reclassification: the kind that it was counted as before, and why."""
    return f"from {before}: {reason}"


def counted_when(file: CaseFile, fact: FactRow) -> str:
    """The kind that the case was counted as when a fact was recorded; '' where that was erased."""
    later = [f.id for f in file.facts if f.name == RECLASSIFIED and f.id > fact.id]
    if not later:
        return file.case.kind
    return file.note("fact", min(later)).removeprefix("from ").partition(":")[0]


def since_when(file: CaseFile) -> date | None:
    """The day from which the case is counted as the kind that it is now; None if it always was."""
    days = [f.on_day for f in file.standing_facts() if f.name == RECLASSIFIED]
    return date.fromisoformat(days[-1]) if days else None


def counted_as(clock: Clock, file: CaseFile, since: date | None) -> Clock:
    """The clock of a case that is counted so only `since` a day: that is a step of its own.

    What was recorded and is not counted any more is told among the warnings.
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
    """Questions and extensions are left out: the law warns of those itself."""
    told = {*questions(), *questions().values(), EXTENSION}
    known = {kind.name for kind in recordable(law.kind)}
    for fact in file.standing_facts():
        if fact.name not in known | told:
            day = day_words(date.fromisoformat(fact.on_day))
            words = fact_kind(fact.name).words
            yield f"{words} on {day} is kept, but it doesn't count for {law.work.in_words}."
