"""A case's events in words, from its audit entries."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from dpo_console.approval.challenges import challenge_words
from dpo_console.approval.model import RULED
from dpo_console.cases.checklist.particulars import particulars
from dpo_console.cases.view.views import Event
from dpo_console.config.channels import WORDS as CHANNEL_WORDS
from dpo_console.law.exemptions import law_of
from dpo_console.law.facts import fact_kind
from dpo_console.letters.titles import letter_title
from dpo_console.store.cases.case_file import AuditRow
from dpo_console.text import day_words

Words = Mapping[str, str | None]


def timeline(history: Sequence[AuditRow], names: Mapping[str, str]) -> tuple[Event, ...]:
    """Return one event for each audit entry, oldest first, noting erased words.

    `names` are people's, by the slug in an entry.
    """
    events: dict[int, Event] = {}
    for entry in history:
        event = _event(entry, names)
        undone = events.get(_undoes(entry)) if entry.action == "undo" else None
        if undone:
            event = replace(event, text=f"Taken back: {undone.text}", act=undone.act)
        events[entry.seq] = event
    return tuple(events.values())


def _undoes(entry: AuditRow) -> int:
    return int(json.loads(entry.detail).get("undoes") or 0) if entry.detail else 0


def _event(entry: AuditRow, names: Mapping[str, str]) -> Event:
    at = datetime.fromisoformat(entry.at).astimezone(UTC)
    if entry.detail is None:
        return Event(
            at, at.date(), f"{entry.action.capitalize()} (the words were erased)", entry.actor
        )
    words: Words = _named(entry, json.loads(entry.detail), names)
    on = words.get("on")
    tell = _TELL.get(entry.action)
    text = tell(words) if tell else entry.action.capitalize()
    day = date.fromisoformat(on[:10]) if on else at.date()
    return Event(at, day, text, entry.actor, entry.action)


_PEOPLE = {"assign": ("owner",), "decide": ("by",), "restrict": ("to",), "log": ("to",)}
"""The keys by which an act's entry names people, as slugs separated by commas."""


def _named(entry: AuditRow, words: Words, names: Mapping[str, str]) -> Words:
    said = {key: words.get(key) for key in _PEOPLE.get(entry.action, ())}
    called = {
        key: ", ".join(names.get(slug, slug) for slug in value.split(", "))
        for key, value in said.items()
        if value
    }
    return {**words, **called}


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


def _fact(w: Words) -> str:
    words = fact_kind(w["name"] or "").words
    return f"{words}, past the gate" if w.get("past_gate") else words


def _reclassify(w: Words) -> str:
    past = "; what went out had gone past the gate" if w.get("past_gate") else ""
    return _with(f"Counted as {w['kind']}, no longer as {w['before']}{past}", w.get("note"))


_VERDICT = "(^|; )([a-z0-9-]+[.][a-z0-9.-]+) (met|not-[a-z]+|needs-information)"


def _assessed(w: Words) -> str:
    """Return the answers of an entry, with each criterion's question in place of its id."""
    said = f"{w['criterion']} {w['verdict']}".strip()
    asked = re.sub(_VERDICT, lambda found: f"{found[1]}{_answer(found[2], found[3])}", said)
    return _with(asked, w.get("evidence"))


def _answer(criterion: str, verdict: str) -> str:
    from dpo_console.approval.criteria import asked

    return f"{asked(criterion)} {verdict.replace('-', ' ').capitalize()}"


def _particulars(w: Words) -> list[str]:
    known = particulars()
    return [f"{known[k].label}: {value or 'taken back'}" for k, value in w.items() if k in known]


def _decision(w: Words) -> str:
    left_out = f"left out: {w['left_out']}" if w.get("left_out") else ""
    who = f"{RULED[w['ruling'] or '']} by {w['by']}"
    return _with(who, w.get("reason"), left_out, w.get("evidence"))


def _release(w: Words) -> str:
    released = "Released urgently" if w.get("urgent") else "Released"
    at = f" at {w['at']}" if w.get("at") else ""
    return _with(f"{released}{at}", w.get("method"), w.get("reason"))


def _review(w: Words) -> str:
    days = (("next review", w.get("next")), ("use ends", w.get("until")))
    said = [f"{what} {day_words(date.fromisoformat(day))}" for what, day in days if day]
    return _with("Reviewed the sharing", w.get("note"), *said)


def _treated(w: Words) -> str:
    said = {"release": "To be released", "redact": "To be blacked out", "withhold": "Withheld"}
    done = said.get(w.get("treatment") or "", "Open again")
    return _with(f"{done}: items {w['numbers']}", law_of(w.get("exemption") or ""), w.get("reason"))


def _opinion(w: Words) -> str:
    said = {"harm": "harm is likely", "no-harm": "harm is not likely", "known": "none is needed"}
    return _with(f"Opinion on items {w['numbers']}, {said[w['says'] or '']}", w.get("opinion"))


def _letter(w: Words) -> str:
    return f"the letter “{letter_title(w['name'] or '')}”"


def _people(w: Words) -> str:
    """Return the change to a person of the case, never contact details."""
    who = f"{w['role']} {w['name']}"
    if w["act"] == "set":
        return _with(f"Put right {w['changed']} of {who}", w.get("note"))
    return _with(f"{'Added' if w['act'] == 'add' else 'Took off'} {who}", w.get("note"))


_SEARCH = {
    "add": "On the search plan",
    "hold": "Told to keep what there is",
    "ask": "Asked what is held",
    "chase": "Asked again",
    "found": "Found something",
    "nothing": "Nothing held",
    "not-searched": "Not searched",
}


def _search(w: Words) -> str:
    by = w.get("by")
    reply = f"reply by {day_words(date.fromisoformat(by))}" if by else None
    return _with(_SEARCH[w["act"] or ""], w.get("places"), w.get("who"), reply, w.get("note"))


def _logged(w: Words) -> str:
    way = CHANNEL_WORDS.get(w.get("channel") or "")
    came = [f"Logged, came {way}" if way else "Logged"]
    if w.get("with"):
        came.append(f"same message as {w['with']}")
    if w.get("other"):
        came.append(f"linked with {w['other']} ({w['nature']})")
    if w.get("to"):
        came.append(f"restricted to {w['to']}")
    return "; ".join(came)


_TELL: dict[str, Callable[[Words], str]] = {
    "log": _logged,
    "note": lambda w: w["note"] or "",
    "assign": lambda w: f"Assigned to {w.get('owner') or 'nobody'}",
    "fact": lambda w: _with(_fact(w), w.get("why"), w.get("note")),
    "correct": _correction,
    "scope": lambda w: _with(
        "Set what is asked for", w.get("listed"), w.get("items"), w.get("purpose")
    ),
    "challenge": lambda w: _with(
        f"Answered what speaks against it ({challenge_words(w['challenge'] or '')})",
        w.get("reason"),
    ),
    "assess": _assessed,
    "particulars": lambda w: _with("Particulars", *_particulars(w)),
    "decide": _decision,
    "release": _release,
    "letter": lambda w: _with(f"Wrote {_letter(w)} no. {w['number']}", w.get("advice")),
    "sent": lambda w: _with(
        f"Sent {_letter(w)} no. {w['number']}",
        w.get("method"),
        f"to {w['to']}" if w.get("to") else None,
    ),
    "sent again": lambda w: _with(
        f"Sent again: {_letter(w)} no. {w['number']}", w.get("method"), w.get("note")
    ),
    "list": lambda w: f"Listed items {w['numbers']} in the disclosure schedule",
    "treat": _treated,
    "opinion": _opinion,
    "look": lambda w: f"Took a second look at items {w['numbers']}",
    "correct-item": lambda w: _with(f"Put item {w['numbers']} right", w.get("note")),
    "remove-item": lambda w: _with(f"Took items {w['numbers']} off", w.get("note")),
    "review": _review,
    "people": _people,
    "restrict": lambda w: _with(f"Restricted to {w['to']}", w.get("note")),
    "unrestrict": lambda w: _with("Everybody may see it again", w.get("note")),
    "undo": lambda _: "Took the last change back",
    "pack": lambda w: f"Made an evidence pack, no. {w['number']}, for {w['for']}",
    "close": lambda w: _with(
        "Closed",
        w.get("outcome"),
        f"answered past the gate, because {w['past_gate']}" if w.get("past_gate") else None,
        w.get("note"),
    ),
    "reopen": lambda w: _with("Reopened", w.get("note")),
    "search": _search,
    "reclassify": _reclassify,
    "link": lambda w: f"Linked with {w['other']} ({w['nature']})",
    "unlink": lambda w: _with(f"No longer linked with {w['other']}", w.get("note")),
}
