"""A case's history without any cases that its reader may not see."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dpo_console.cases.office.acts import Words
from dpo_console.cases.office.desk import Desk
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import AuditRow
from dpo_console.store.reads import lists


def seen_history(desk: Desk, ask: Ask, history: Sequence[AuditRow]) -> tuple[AuditRow, ...]:
    """Return the history without anything about cases not visible to this reader."""
    named = {
        entry.seq: (json.loads(entry.detail), _others(json.loads(entry.detail)))
        for entry in history
        if entry.detail and ('"other":' in entry.detail or '"with":' in entry.detail)
    }
    everybody = sorted({other for _, others in named.values() for other in others})
    seen = lists.those_there(ask, everybody) if everybody else set()
    if seen.issuperset(everybody):
        return tuple(history)
    return tuple(_told(desk, history, named, seen))


def _told(
    desk: Desk,
    history: Sequence[AuditRow],
    named: Mapping[int, tuple[Words, list[str]]],
    seen: set[str],
) -> Iterator[AuditRow]:
    for entry in history:
        words, others = named.get(entry.seq, ({}, []))
        if seen.issuperset(others):
            yield entry
        elif not _of_two(desk, entry):
            yield replace(entry, detail=json.dumps(_but_unseen(words, seen)))


def _of_two(desk: Desk, entry: AuditRow) -> bool:
    """Return True if an entry means nothing without the other case."""
    act = desk.acts.recorded_as(entry.action)
    return act is not None and act.of_two


def _others(words: Words) -> list[str]:
    """Return the references of other cases that an entry names."""
    named = (words.get("other") or "", *(words.get("with") or "").split(", "))
    return [other for other in named if other]


def _but_unseen(words: Words, seen: set[str]) -> Words:
    kept = [other for other in (words.get("with") or "").split(", ") if other in seen]
    other = words.get("other")
    return {**words, "with": ", ".join(kept), "other": other if other in seen else None}
