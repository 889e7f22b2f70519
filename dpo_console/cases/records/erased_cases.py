"""Erased cases in `verify`: what was erased, by whom and why, and what stands all the same."""

import json
from collections.abc import Iterator

from dpo_console.cases.office.desk import Desk
from dpo_console.london import london_day
from dpo_console.store.asking import Ask
from dpo_console.store.audit import erased
from dpo_console.store.forgetting import not_forgotten
from dpo_console.text import day_words


def told(ask: Ask, desk: Desk) -> Iterator[str]:
    """Yield a sentence about each erasure."""
    names = desk.settings.names
    for one in erased.erasures(ask):
        words = json.loads(one.detail or "{}")
        who = [str(words.get(key) or one.actor) for key in ("proposed", "approved")]
        people = " and ".join(dict.fromkeys(names.get(slug, slug) for slug in who))
        on = day_words(london_day(one.at))
        yield f"{one.reference} was erased {on} by {people}: {words.get('why', '')}"


def problems(ask: Ask, desk: Desk) -> Iterator[str]:
    """Yield each trace of an erased case, and each erasure that isn't complete."""
    for reference in not_forgotten(ask):
        yield f"{reference}: it was erased, and words about it stand in the records"
    for reference, seq in erased.words_left(ask):
        yield f"{reference}: it was erased, and the words of entry {seq} are there"
    for one in erased.erasures(ask):
        if not one.complete:
            yield f"{one.reference}: its erasure isn't complete; open the records once more"
        elif (desk.home.data / "packs" / one.reference).exists():
            yield f"{one.reference}: it was erased, and data/packs/ holds a pack of it"
