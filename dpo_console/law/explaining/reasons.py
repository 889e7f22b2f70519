"""Warnings of questions, notices and judgements that count for nothing without their reason."""

from collections.abc import Iterator

from dpo_console.law.facts import fact_kind, notices
from dpo_console.law.model import Status
from dpo_console.law.reckoning.history import Asking
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning, reckon, with_reason
from dpo_console.law.statutes.duties import Duty, RulesVersion
from dpo_console.text import day_words


def counts_here(version: RulesVersion, duty: Duty, name: str) -> bool:
    """Return True if a fact, once its reason is recorded, moves or meets this duty."""
    if name in notices():
        return duty.extension is not None and name == duty.extension.by
    return name in version.questions or name in duty.met_by


def reasons_missing(case: GovernedCase, first: Reckoning) -> Iterator[str]:
    """Yield a warning for each fact without its reason, and the date that the reason would give."""
    for asking in case.history.unreasoned:
        if counts_here(case.version, first.duty, asking.name):
            kind = fact_kind(asking.name)
            yield (
                f"{kind.words} on {day_words(asking.asked)}, but {kind.reason} isn't recorded: it "
                f"counts for nothing. {_if_recorded(case, first, asking)}"
            )


def _if_recorded(case: GovernedCase, first: Reckoning, asking: Asking) -> str:
    """Return the date that would hold if the reason were recorded, in a sentence."""
    then = reckon(with_reason(case, asking.fact), first.duty)
    if asking.name in first.duty.met_by:
        both = fact_kind(asking.name).weighed
        what = "The time to report runs until both are" if both else "Its time runs until it is"
        return f"{what} recorded."
    if any(late.asking.fact.id == asking.fact.id for late in then.settled.late):
        return "Recording it doesn't change the date, because the limit had passed."
    if then.settled.status is not Status.RUNNING:
        if then.if_answered.due is None:
            return "Once you record it, the clock stops until the answer comes."
        on = day_words(then.if_answered.due)
        today = f"if the answer came today, the date would be {on}"
        return f"Once you record it, the clock stops; {today}."
    due = then.settled.due
    return f"Once you record it, the date is {day_words(due)}." if due else "Record it."
