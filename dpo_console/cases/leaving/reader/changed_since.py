"""An answer goes to the person whose identity was checked, about those for whom they may ask."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dpo_console.approval.gate import settles
from dpo_console.approval.model import Verdict
from dpo_console.cases.checklist.checklists import answers_of, criteria_of, ending_of
from dpo_console.cases.leaving.departure import Departure, gives
from dpo_console.cases.leaving.overrides import went_under
from dpo_console.cases.people.matching.names import near, same_name
from dpo_console.cases.people.matching.squeezed import Squeezed
from dpo_console.law.words import listed
from dpo_console.london import london_day
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.text import day_words

IDENTITY = "who.identity"
"""The criterion that every change of who asks, or about whom, opens again."""

AUTHORITY = ("who.responsibility", "who.parent", "who.mandate")
"""The criteria that another requester or another subject opens again."""

RECEIVER = "receiver."
"""How the criteria about a receiving body begin. A change of it, or of the pupil, opens them."""

ADDED = ("requester", "subject", "other")
"""The people whom a letter may name for standing in a case."""

NAME = "the requester's name"
BODY = "the requester's organisation"
WAYS = {"email": "the requester's e-mail", "address": "the requester's address"}
SUBJECTS = "the pupils named"


class Changed(NamedTuple):
    """An entry of the log that changes who asks or about whom, and what it changes in words."""

    entry: AuditRow
    parts: tuple[str, ...]

    def opens(self, criterion: str) -> bool:
        """Return True if the earlier evidence on a criterion doesn't answer this change."""
        if criterion in AUTHORITY:
            return bool({NAME, SUBJECTS} & {*self.parts})
        return criterion == IDENTITY or criterion.startswith(RECEIVER)


def changed_since(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a criterion that was answered before the requester or a subject changed.

    UK GDPR Art 12(6), 5(1)(f): what was seen of one person proves nothing of another. Another
    letter in an address counts, because it may lead elsewhere. Spaces, case and accents don't.
    """
    if not gives(going):
        return
    found = tuple(_changes(going.file, going.history))
    if not found:
        return
    answers = answers_of(going.file)
    ending = going.ending or (going.letter.ending if going.letter else "") or ending_of(going.file)
    for criterion in criteria_of(going.file, ending):
        answer = answers.get(criterion.id)
        if answer is None or not settles(criterion, answer):
            continue
        since = _after(going.history, criterion.id)
        open_for = [one for one in found if one.entry.seq > since and one.opens(criterion.id)]
        if open_for:
            gap = Gap(criterion.id, _sentence(open_for), criterion.question)
            if not went_before(going, gap, open_for[-1].entry.seq):
                yield gap


def identified(going: Departure) -> bool:
    """Return True if the requester's identity was checked, and they are the same since."""
    answer = answers_of(going.file).get(IDENTITY)
    if answer is None or answer.verdict is not Verdict.MET:
        return False
    since = _after(going.history, IDENTITY)
    return all(one.entry.seq <= since for one in _changes(going.file, going.history))


def unproven(history: Sequence[AuditRow], trusted: Collection[str]) -> Iterator[str]:
    """Yield each person who was added, or named otherwise, and of whom nobody may be told yet.

    A request is about the people named in it. Another is put there, or somebody's right to ask for
    them is seen, by the `trusted`: whoever could add a name alone could have it told.
    """
    vouched = [entry for entry in history if entry.actor in trusted]
    since = max(_after(vouched, criterion) for criterion in AUTHORITY)
    for entry in history:
        words = json.loads(entry.detail) if entry.action == "people" and entry.detail else {}
        if entry.seq > since and entry.actor not in trusted and words.get("role") in ADDED:
            named = str(words.get("named") or words.get("name"))
            if words.get("act") == "add" or not near(str(words.get("before.name", named)), named):
                yield named


def _sentence(changes: Sequence[Changed]) -> str:
    """Return what changed since the answer, and when it first did."""
    parts = tuple(dict.fromkeys(part for one in changes for part in one.parts))
    day = london_day(changes[0].entry.at)
    have = "have" if len(parts) > 1 or SUBJECTS in parts else "has"
    return (
        f"{listed(parts)} {have} changed since this was answered (on {day_words(day)}). "
        "Answer it again"
    )


def went_before(going: Departure, gap: Gap, last: int) -> bool:
    """Return True if the same gap went under an override after the last of the changes."""
    later = (one.detail for one in going.history if one.seq > last and one.detail)
    return went_under(gap, going.overridden) and any('"past_gate"' in one for one in later)


def _after(history: Sequence[AuditRow], criterion: str) -> int:
    """Return the number of the latest entry that assessed a criterion, or 0."""
    return max((one.seq for one in history if criterion in _assessed(one)), default=0)


def _assessed(entry: AuditRow) -> Collection[str]:
    """Return the criteria that an entry answers. Several stand in one line."""
    if entry.action != "assess" or not entry.detail:
        return ()
    told = str(json.loads(entry.detail).get("criterion") or "")
    return {one.partition(" ")[0] for one in told.split("; ")}


def _changes(file: CaseFile, history: Sequence[AuditRow]) -> Iterator[Changed]:
    """Yield the changes of the requester and of the subjects, the earliest first."""
    asks = file.requester
    now = {way: str(getattr(asks, way)) for way in ("name", "organisation", *WAYS)}
    about = file.subjects
    found = []
    for entry in reversed(history):
        if entry.action == "people" and entry.detail:
            words = json.loads(entry.detail)
            parts = _of_requester(words, now) if words.get("role") == "requester" else ()
            if parts := (*parts, *_of_subject(words, about)):
                found.append(Changed(entry, parts))
    yield from reversed(found)


def _of_subject(words: Mapping[str, Any], about: Sequence[str]) -> Iterator[str]:
    """Yield that a subject was added, or named otherwise."""
    if words.get("role") == "subject" and _is_new(words, about):
        yield SUBJECTS


def _is_new(words: Mapping[str, Any], names: Sequence[str]) -> bool:
    """Return True if somebody was added, or named otherwise. Another spelling is nobody else."""
    before = words.get("before.name")
    renamed = before and not any(same_name(str(before), name) for name in names)
    return words.get("act") == "add" or bool(renamed)


def _of_requester(words: Mapping[str, Any], now: dict[str, str]) -> tuple[str, ...]:
    """Return what an entry changed of the requester, and put what stood before it into `now`.

    A spelling changes nothing. The first address of somebody who had none counts: whoever was seen
    in person may not be the one who reads there.
    """
    before = {way: str(words[f"before.{way}"]) for way in now if f"before.{way}" in words}
    changed = [way for way, was in before.items() if not spelt_alike(way, was, now[way])]
    now.update(before)
    told = {"name": NAME, "organisation": BODY, **WAYS}
    return tuple(told[way] for way in changed if way in told)


def spelt_alike(way: str, was: str, now: str) -> bool:
    """Return True if two details differ in case, spaces, accents or a title alone."""
    if way == "email":
        return was.strip().casefold() == now.strip().casefold()
    if way == "name":
        return same_name(was, now)
    return Squeezed(was).letters == Squeezed(now).letters
