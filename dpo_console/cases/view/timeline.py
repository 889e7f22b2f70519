"""A case's history in words, without cases that its reader may not see, and changes by others."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from dpo_console.cases.office.acts import Act, Words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView, Event
from dpo_console.errors import StaleSave
from dpo_console.london import in_london, london_day
from dpo_console.store.asking import Ask
from dpo_console.store.audit.told import AS_IF, as_if_words
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.store.cases.case_rows import FactRow, LetterRow
from dpo_console.store.reads import lists
from dpo_console.text import day_words

CORRECT = "correct"
"""The act that corrects the day of a fact. The one for the day of a sending is within it."""


def named(letters: Sequence[LetterRow], name: str, number: int | None = None) -> list[LetterRow]:
    """Return the letters of a name, or only that of a `number`, in the order written."""
    return [x for x in letters if x.name == name and number in (None, x.number)]


def sent_as(file: CaseFile, fact: FactRow) -> LetterRow | None:
    """Return the sent letter whose sending was recorded as this fact, or as one it replaced."""
    facts, first = {f.id: f for f in file.facts}, fact
    while first.supersedes is not None:
        first = facts[first.supersedes]
    return next((x for x in file.letters if x.sent_on and x.id == first.letter_id), None)


def fact_of(file: CaseFile, letter: LetterRow) -> FactRow | None:
    """Return the standing fact that records the sending of a letter, or None."""
    return next((f for f in file.standing_facts() if sent_as(file, f) == letter), None)


def without_fact(file: CaseFile) -> tuple[LetterRow, ...]:
    """Return the sent letters whose sending is no fact, which only their own day tells."""
    return tuple(x for x in file.letters if x.sent_on and fact_of(file, x) is None)


def timeline(desk: Desk, history: Sequence[AuditRow]) -> tuple[Event, ...]:
    """Return one event for each audit entry, oldest first, noting erased words."""
    events: dict[int, Event] = {}
    for entry in history:
        event = _event(desk, entry)
        undone = events.get(_undoes(entry)) if entry.action == "undo" else None
        if undone:
            event = replace(event, text=f"Undone: {undone.text}", act=undone.act)
        events[entry.seq] = event
    return tuple(events.values())


def _undoes(entry: AuditRow) -> int:
    return int(json.loads(entry.detail).get("undoes") or 0) if entry.detail else 0


def _event(desk: Desk, entry: AuditRow) -> Event:
    at = datetime.fromisoformat(entry.at).astimezone(UTC)
    recorded = london_day(at)
    if entry.detail is None:
        return Event(
            at, recorded, f"{entry.action.capitalize()} (the words were erased)", entry.actor
        )
    act = desk.acts.recorded_as(entry.action)
    words = _named(desk, act, json.loads(entry.detail))
    on, given = "" if _corrects(act) else words.get("on"), words.get(AS_IF)
    text = act.tells(words) if act and act.tells else entry.action.capitalize()
    if given:
        text = f"{text} ({as_if_words(recorded, date.fromisoformat(given))})"
    day = date.fromisoformat(on[:10]) if on else recorded
    told_on = date.fromisoformat(given) if given else recorded
    if on and day > told_on:  # under the day of the entry, not one to come
        said = day_words(day)
        day, text = told_on, text if said in text else f"Recorded for {said}: {text}"
    return Event(at, day, text, entry.actor, entry.action)


def _corrects(act: Act | None) -> bool:
    """Return True for a correction of a day. It was made on its own day, and its words say both."""
    return act is not None and CORRECT in (act.id, act.within)


def _named(desk: Desk, act: Act | None, words: Words) -> Words:
    """Return an entry's words, with people's names in place of their slugs."""
    names = desk.settings.names
    said = {key: words.get(key) for key in (act.people if act else ())}
    called = {
        key: ", ".join(names.get(slug, slug) for slug in value.split(", "))
        for key, value in said.items()
        if value
    }
    return {**words, **called}


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


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """A change that was made.

    `by` is a person's name, `at` is in Europe/London, naive, and `text` is the timeline's wording.
    """

    by: str
    at: datetime
    text: str

    def when(self, now: datetime) -> str:
        """Return the minute, with its day unless that is the day of `now`."""
        return f"{self.at:%H:%M}" if self.at.date() == now.date() else day_words(self.at)

    def words(self, now: datetime) -> str:
        """Return a line such as `Ben Hale, 09:12: Assigned to Ann Bell`."""
        return f"{self.by}, {self.when(now)}: {' '.join(self.text.split())}"


def meanwhile(desk: Desk, reference: str, version: int) -> tuple[ChangeMade, ...]:
    """Return all changes to a case since it was at `version`, oldest first.

    Raises BadInput if the case is no longer visible to this person.
    """
    with desk.database.read() as ask:
        case_file.find(ask, reference)
        history = seen_history(desk, ask, case_file.history(ask, reference, after=version))
    names = desk.settings.names
    by = {**names, desk.person.slug: "you, elsewhere"}
    return tuple(
        ChangeMade(by.get(event.by, event.by), in_london(event.at), event.text)
        for event in timeline(desk, history)
    )


def stale(desk: Desk, reference: str, version: int) -> StaleSave:
    """Return the refusal of a save begun at `version`, with the changes since."""
    now = in_london(desk.clock())
    return StaleSave(reference, [d.words(now) for d in meanwhile(desk, reference, version)])


def since_written(desk: Desk, case: CaseView, letter: LetterRow) -> tuple[str, ...]:
    """Return the corrections made since, in words, oldest first. A sent letter has none.

    Undoing a correction is also one.
    """
    if letter.sent_on:
        return ()
    later = [event for event in case.timeline if event.at > letter.written_at]
    acts = [desk.acts.recorded_as(event.act) for event in later]
    return tuple(
        e.text.rstrip(".") for e, act in zip(later, acts, strict=True) if act and act.corrects
    )
