"""Words of the timeline for a logged request, a recorded fact and a corrected one."""

from datetime import date

from dpo_console.cases.office.acts import Words, with_more
from dpo_console.config.channels import WORDS as CHANNEL_WORDS
from dpo_console.law.facts import fact_kind
from dpo_console.text import day_words


def logged(words: Words) -> str:
    """Return how a request came, and what was done as it was logged."""
    way = CHANNEL_WORDS.get(words.get("channel") or "")
    came = [f"Logged, came {way}" if way else "Logged"]
    if words.get("with"):
        came.append(f"same message as {words['with']}")
    if words.get("other"):
        came.append(f"linked with {words['other']} ({words['nature']})")
    if words.get("to"):
        came.append(f"restricted to {words['to']}")
    return "; ".join(came)


def recorded(words: Words) -> str:
    """Return a fact, and the reason for any override."""
    fact = fact_kind(words["name"] or "").words
    told = f"{fact}, past the gate" if words.get("past_gate") else fact
    return with_more(told, words.get("why"), words.get("note"))


def corrected(words: Words) -> str:
    """Return a fact's former day and the corrected one, or that it was struck out."""
    name = fact_kind(words["name"] or "").words
    before = day_words(date.fromisoformat(words["before"] or ""))
    on = words.get("on")
    if not on:
        return with_more(f"Struck out “{name}” of {before}", words.get("note"))
    now = day_words(date.fromisoformat(on))
    return with_more(f"Corrected “{name}” from {before} to {now}", words.get("note"))
