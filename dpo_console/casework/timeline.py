"""What happened to a case, in words, from its audit entries."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from dpo_console.casework.views import Event
from dpo_console.law.facts import fact_kind
from dpo_console.store.case_file import AuditRow
from dpo_console.text import day_words

Words = Mapping[str, str | None]


def timeline(history: Sequence[AuditRow]) -> tuple[Event, ...]:
    """One event an audit entry, oldest first. Erased words are said to be erased."""
    return tuple(_event(entry) for entry in history)


def _event(entry: AuditRow) -> Event:
    at = datetime.fromisoformat(entry.at).astimezone(UTC)
    if entry.detail is None:
        return Event(
            at, at.date(), f"{entry.action.capitalize()} (the words were erased)", entry.actor
        )
    words: Words = json.loads(entry.detail)
    on = words.get("on")
    tell = _TELL.get(entry.action)
    text = tell(words) if tell else entry.action.capitalize()
    return Event(at, date.fromisoformat(on[:10]) if on else at.date(), text, entry.actor)


def _with(text: str, *more: str | None) -> str:
    said = [", ".join(m.splitlines()) for m in more if m]
    return f"{text}: {'; '.join(said)}" if said else text


def _correction(w: Words) -> str:
    name = fact_kind(w["name"] or "").words
    before = day_words(date.fromisoformat(w["before"] or ""))
    on = w.get("on")
    if not on:
        return _with(f"Struck out “{name}” of {before}", w.get("note"))
    return _with(
        f"Corrected “{name}” from {before} to {day_words(date.fromisoformat(on))}", w.get("note")
    )


def _decision(w: Words) -> str:
    said = {"approve": "Approved", "part": "Approved in part", "refuse": "Refused"}
    return _with(f"{said[w['ruling'] or '']} by {w['by']}", w.get("reason"), w.get("evidence"))


def _release(w: Words) -> str:
    urgent = "Released urgently" if w.get("urgent") else "Released"
    return _with(urgent, w.get("method"), w.get("reason"))


_TELL: dict[str, Callable[[Words], str]] = {
    "log": lambda w: f"Logged, came by {w.get('channel')}",
    "note": lambda w: w["note"] or "",
    "assign": lambda w: f"Assigned to {w.get('owner') or 'nobody'}",
    "fact": lambda w: _with(fact_kind(w["name"] or "").words, w.get("note")),
    "correct": _correction,
    "scope": lambda w: _with("Set what is asked for", w.get("items"), w.get("purpose")),
    "assess": lambda w: _with(f"{w['criterion']} {w['verdict']}", w.get("evidence")),
    "decide": _decision,
    "release": _release,
    "letter": lambda w: f"Wrote letter {w['name']} no. {w['number']}",
    "sent": lambda w: _with(f"Sent letter {w['name']} no. {w['number']}", w.get("method")),
    "close": lambda w: f"Closed: {w.get('outcome')}",
    "reopen": lambda w: _with("Reopened", w.get("note")),
}
