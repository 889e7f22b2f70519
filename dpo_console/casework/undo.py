"""Undoing your own last change of a case: by a further entry, never by deleting one.

Only the last change can be undone, and only by the person who made it. Other changes may rest on an
earlier one, or it may have left the office. Those are corrected openly instead.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.view.seen_history import seen_history
from dpo_console.cases.view.timeline import Words, timeline
from dpo_console.casework.change import Change, change
from dpo_console.casework.closing import open_again
from dpo_console.casework.letter_days import sent_after_all
from dpo_console.casework.restricted import refuse_unseen
from dpo_console.errors import Refused
from dpo_console.law.facts import fact_kind
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.store.session import ask_in
from dpo_console.text import day_words

TAKEN_BACK = "Taken back by whoever recorded it"
"""The reason recorded with a fact that an undo struck out or restored."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The effect of an undo.

    `entry` is the change's number in the audit log. `did` is the change in the timeline's words,
    with its day. `does` describes the undo in a sentence.
    """

    reference: str
    entry: int
    did: str
    does: str


def last_entry(desk: Desk, reference: str) -> int:
    """Return the number of a case's last change in the audit log."""
    with desk.database.read() as ask:
        return case_file.history(ask, reference)[-1].seq


def undoing(desk: Desk, reference: str, entry: int = 0) -> Undo:
    """Return the effect of undoing the last change of a case, without doing it.

    `entry` is the expected change, if it must be a certain one. Raises BadInput for an unknown
    case, Refused with the reason if it can't be undone.
    """
    found = resolve(desk, reference)
    with desk.database.read() as ask:
        history = case_file.history(ask, found)
        seen = seen_history(ask, history)
    told = timeline(seen, desk.settings.names)
    events = {row.seq: event for row, event in zip(seen, told, strict=True)}
    last = history[-1]
    event = events.get(last.seq)
    if event is None:  # it concerns another case, which this person can't see
        raise Refused(f"The last change of {found} is not yours to take back.")
    did = f"{day_words(event.at.date())}: {event.text}"
    if last.actor != desk.person.slug:
        raise Refused(f"The last change of {found} is {_name(desk, last.actor)}'s ({did}).")
    if entry not in (0, last.seq):
        raise Refused(f"{found} was changed since ({did}).")
    way = _WAYS.get(last.action)
    if way is None or last.detail is None:
        why = "its words were erased" if way else OTHERWISE.get(last.action, "it can't be undone")
        raise Refused(f"The last change of {found} ({did}) can't be taken back: {why}.")
    require(desk.person, last.action)
    does = way.does(desk, json.loads(last.detail))
    return Undo(found, last.seq, did, does)


def undo(desk: Desk, planned: Undo) -> str:
    """Undo the planned change. Raises Refused if the case was changed meanwhile."""
    reference = planned.reference
    with change(desk, reference, "undo") as this:
        last = case_file.history(ask_in(this.session), reference)[-1]
        if last.seq != planned.entry:
            raise Refused(f"{reference} was changed meanwhile; nothing was taken back. Look again.")
        _WAYS[last.action].undo(this, json.loads(last.detail or "{}"))
        this.detail |= {"undoes": planned.entry}
    return reference


def _name(desk: Desk, slug: str) -> str:
    return desk.settings.names.get(slug, slug)


def _fact(this: Change, number: str | None) -> FactRow:
    return next(f for f in this.file().facts if f.id == int(number or 0))


def _strike(this: Change, words: Words) -> None:
    fact = _fact(this, words["fact"])
    day = fact.on
    this.fact(fact.name, day, supersedes=fact.id, struck=True, note=TAKEN_BACK)


def _put_back(this: Change, words: Words) -> None:
    """Restore the corrected fact, as a new fact that replaces the correction."""
    old = _fact(this, words["corrects"])
    this.fact(
        old.name,
        old.on,
        at=old.at,
        answers=old.answers,
        supersedes=_fact(this, words["fact"]).id,
        note=TAKEN_BACK,
    )
    if words.get("letter"):
        sent_after_all(this, int(words["letter"] or 0), words["sent_on"] or "")


def _give_back(this: Change, words: Words) -> None:
    owner = words.get("before") or ""
    refuse_unseen(this, owner)
    this.case.owner = owner


def _withdraw(_this: Change, _words: Words) -> None:
    """Do nothing further: a note is words in the history, and the undo entry is enough."""


def _open_again(this: Change, _words: Words) -> None:
    open_again(this, TAKEN_BACK)


def _fact_words(words: Words, day: str) -> str:
    name = fact_kind(words["name"] or "").words
    return f"“{name}” of {day_words(date.fromisoformat((words[day] or '')[:10]))}"


def _says_put_back(_desk: Desk, words: Words) -> str:
    return f"Lets {_fact_words(words, 'before')} stand again."


def _says_give_back(desk: Desk, words: Words) -> str:
    owner = words.get("before")
    return f"Gives it back to {_name(desk, owner) if owner else 'nobody'}."


@dataclass(frozen=True, slots=True)
class _Way:
    """The way to undo one act, with a description for the officer."""

    undo: Callable[[Change, Words], None]
    does: Callable[[Desk, Words], str]


_WAYS: Mapping[str, _Way] = {
    "fact": _Way(_strike, lambda _, words: f"Strikes out {_fact_words(words, 'on')}."),
    "correct": _Way(_put_back, _says_put_back),
    "note": _Way(_withdraw, lambda _, words: f"Withdraws the note “{words['note']}”."),
    "assign": _Way(_give_back, _says_give_back),
    "close": _Way(_open_again, lambda _, words: f"Opens it again (closed as {words['outcome']})."),
}
"""Each act that can be undone. Both entries stay in the history."""

OTHERWISE: Mapping[str, str] = {
    "log": "a request that came is never unlogged; one that was logged twice is closed as "
    "withdrawn, and its note says so",
    "undo": "it was an undo; do again what it took back",
    "reopen": "close it again",
    "letter": "the letter is written; write it again, or don't send it",
    "sent": "a letter that went out can't be called back; if it didn't go, or on another day, put "
    "that fact right",
    "sent again": "a letter that went out can't be called back",
    "release": "what was released can't be called back; a wrong release may be a breach to log",
    "review": "record another review",
    "decide": "a ruling stands until there is another one; rule again",
    "assess": "answer the question of the checklist again",
    "particulars": "say the particulars again",
    "scope": "say again what is asked for",
    "challenge": "answer it again",
    "list": "take the items off the schedule",
    "treat": "treat the items again",
    "opinion": "record the opinion again",
    "look": "treat the items again, which asks for another look",
    "correct-item": "put the item right again",
    "remove-item": "list the items again",
    "search": "record on the search plan how it is now",
    "people": "put the people right again",
    "restrict": "lift the restriction",
    "unrestrict": "restrict it again",
    "pack": "the pack was made; delete its folder if it isn't needed",
    "reclassify": "count it as the former kind again",
    "link": "unlink the two cases",
    "unlink": "link the two cases again",
}
"""Advice for acts that can't be undone."""
