"""Dated facts recorded and corrected, and reasons added to them. Nothing is changed or lost."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from dpo_console.approval.breach_risk import LIKELIHOODS
from dpo_console.cases.checklist.checklists import lacks_words, waiting_for_words
from dpo_console.cases.checklist.particulars import said, weighed
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.office.acts import Way, Words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_own, require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.papers import State
from dpo_console.cases.sharing.release_terms import (
    SIGNED_FOR,
    SIGNING,
    reason_counts,
    signer,
    vouched_words,
)
from dpo_console.casework.change import TAKEN_BACK, Change, change, change_meant
from dpo_console.casework.leaving import door
from dpo_console.casework.leaving.facts_out import fact_departure
from dpo_console.casework.letter_days import check_moves, follow, sent_after_all
from dpo_console.config.methods import METHODS
from dpo_console.errors import BadInput, Refused
from dpo_console.law.facts import WITHDRAWN, FactKind, fact_kind, reasoned_facts, recordable
from dpo_console.law.statutes import statute
from dpo_console.law.words import first_low
from dpo_console.lazy_import import later
from dpo_console.letters.addressees import To
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import clean, day_words, required_words, says_something

if TYPE_CHECKING:
    from dpo_console.cases import bundle as reading
    from dpo_console.letters import catalogue
else:
    reading = later("dpo_console.cases.bundle")  # for the few facts with files
    catalogue = later("dpo_console.letters.catalogue")  # a hundred letters, for one question


def record_fact(
    desk: Desk, reference: str, name: str, on: date | None, *, at: time | None = None,
    note: str = "", method: str = "", answers: int | None = None, override: str = "",
    version: int | None = None,
) -> str:  # fmt: skip
    """Record that something happened on a day, or today.

    Words that such a fact of that day still lacks, such as the question that was asked, are added
    to it. Without a day, they are added to whichever lacks them. A day before the request came is
    kept with a warning, because the receipt may be wrong. `method` is how a notice was given: one
    of METHODS, or '' if that isn't known. What left already is always recorded. Where the door out
    would have stopped it, `override` says in a sentence why it went, and the case shows that.
    Raises BadInput for a fact this kind doesn't have, a day in the future (unless the fact sets a
    future day), an unknown method or an empty reason. Raises Refused on a closed case, GateClosed
    for such a departure without an override.
    """
    kind = fact_kind(name)
    require(desk, may_record(kind))
    before = file_meant(desk, reference) if kind.leaves or kind.name == SIGNING else None
    found = before.case.reference if before else resolve(desk, reference)
    words, counts = _reason(desk, before, kind.name, clean(note, "note"))
    _check_method(method)
    if words and counts and (bare := lacking_its_reason(desk, found, kind, on)):
        return add_reason(desk, found, bare, words, method, version)
    on = on or desk.today
    read = _read_along(desk, before, kind, on) if before else {}
    with change(desk, found, "fact", version=version) as this:
        _check_new(this, kind, on, words, answers)
        passed = _pass_door(this, kind, on, override, words, read)
        number = this.fact(
            kind.name, on, at=at, note=words, answers=answers, method=method,
            reasoned=None if counts else False,
        )  # fmt: skip
        this.detail |= {"fact": number, "name": kind.name, "on": on.isoformat(), "note": words}
        this.detail |= {"method": method} if method else {}
        _keep_beside(this, number, kind.name, passed)
    return found


def _reason(desk: Desk, file: CaseFile | None, name: str, words: str) -> tuple[str, bool]:
    """Return the words of a fact, and if they count as its reason, where a case has a say in it."""
    if file is None:
        return words, True
    said = vouched_words(desk, words) if name == SIGNING else words
    return said, reason_counts(desk, file, name, said)


def _check_new(this: Change, kind: FactKind, on: date, words: str, answers: int | None) -> None:
    """Raise BadInput, NotAllowed or Refused for a fact that can't be recorded here, or by them."""
    desk, file = this.desk, this.file()
    check_open(this)
    _check_kind(file, kind)
    check_weighed(file, kind, words)
    check_day(desk, kind, on)
    if answers is not None:
        _standing(file, answers)
    if kind.name == statute(file.case.kind).work.answered_by:
        refuse_own(desk, file.parties)
    if kind.name == WITHDRAWN:
        refuse_own(desk, file.parties, anybody=True)


def _keep_beside(this: Change, fact: int, name: str, passed: door.Passed) -> None:
    """Keep the checks open when something left, and who signed the terms, beside a fact."""
    if passed.gaps:
        door.keep_open_checks(this, fact, passed.gaps, passed.why)
        door.tell(this, passed)
    if name == SIGNING:
        this.note(SIGNED_FOR, fact, signer(this.file()))


def correct_fact(
    desk: Desk,
    reference: str,
    fact: int,
    *,
    on: date | None = None,
    at: time | None = None,
    why: str,
    version: int | None = None,
) -> str:
    """Correct a fact's day, or record that it never happened (no day). The old fact is kept.

    If the fact recorded that a letter was sent, the letter follows: its day changes, or it counts
    as not sent. On a fact that lacks its reason or question, the same day with `why` adds that; a
    correction of the day doesn't. Raises BadInput for an unknown fact, no reason, or a day
    before its letter was written, Refused to strike out the receipt or change nothing, StaleSave.
    """
    require(desk, "correct")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "correct", version=version) as this:
        refuse_own(desk, this.file().parties, anybody=True)
        old = _standing(this.file(), fact)
        _check_correctable(desk, old.name, on)
        kind = fact_kind(old.name)
        require(desk, may_record(kind) if kind.judged_by else "correct")
        day = on or old.on
        check_day(desk, kind, day)
        check_moves(desk, this.file(), old, day)
        time_of_day = at or old.at
        adds = on == old.on and lacks_words(old) and says_something(reason)
        adds = adds and reason_counts(desk, this.file(), old.name, reason)
        if (on, time_of_day) == (old.on, old.at) and not adds:
            raise Refused(_as_it_stands(kind, day, old.at))
        number = this.fact(
            old.name, day, at=time_of_day, answers=old.answers, supersedes=old.id,
            struck=on is None, note=reason, reasoned=_has_reason(old, adds),
        )  # fmt: skip
        this.detail |= {"fact": number, "name": old.name, "corrects": old.id, "note": reason}
        this.detail |= {"before": old.on.isoformat(), "on": on.isoformat() if on else None}
        follow(this, old, on)
    return this.case.reference


def _has_reason(old: FactRow, adds: bool) -> bool | None:
    """Return True if a correction leaves a fact with its reason, or None if it needs none."""
    return old.reasoned or adds if old.name in reasoned_facts() else None


def _as_it_stands(kind: FactKind, day: date, at: time | None) -> str:
    stands = day_words(datetime.combine(day, at) if at else day)
    return (
        f"{kind.words}: {stands} is recorded already, so nothing would change. Give another day; "
        "what else there is to say goes into a note."
    )


def _read_along(desk: Desk, file: CaseFile, kind: FactKind, on: date) -> dict[str, State]:
    """Return what the files come to now that went with what a fact records, by hash."""
    if not kind.leaves:
        return {}
    going = Departure(file, desk.settings, desk.today, on, fact=kind.name)
    return reading.read_again(desk, going)


def _pass_door(
    this: Change, kind: FactKind, on: date, override: str, said: str, read: dict[str, State]
) -> door.Passed:
    """Return what was overridden, if the fact says that something left.

    What was `said` to the requester, such as a question, is among the words that went, and whoever
    it names may have got it. `read` is what the files came to that went along.
    """
    reference = this.case.reference
    if not kind.leaves:
        return door.pass_nothing(reference, override)
    again = Remedy("fact", (reference, kind.name, '--override "..."'), option="override")
    how = door.Passage(f"recorded as “{first_low(kind.words)}”", again, gone=True)
    words = said if _is_told_to_requester(kind) else ""
    going = fact_departure(this, kind.name, on, said, told=said, read=read)
    going = replace(going, words=words)
    return door.pass_door(going, how, override)


def _is_told_to_requester(kind: FactKind) -> bool:
    """Return True for a fact that a letter to the requester records."""
    letters = catalogue.catalogue().values()
    return any(one.records == kind.name and one.addressee is To.REQUESTER for one in letters)


def check_open(this: Change) -> None:
    """Raise Refused on a closed case."""
    refuse_closed(this.case.reference, this.case.closed_on)


def refuse_closed(reference: str, closed_on: str | date | None) -> None:
    """Raise Refused if a case has a closing day."""
    if closed_on:
        raise Refused(
            f"{reference} is closed. Reopen it first, saying why: ",
            Remedy("reopen", (reference, "--why ...")),
        )


def _check_correctable(desk: Desk, name: str, on: date | None) -> None:
    """Refuse to correct a fact that only an act records, because other records rest on it."""
    kind = fact_kind(name)
    if kind.by_hand:
        return
    if name not in ("received", "released"):
        raise Refused(
            f"{kind.words}: another action recorded this, so you can't correct it by hand."
        )
    if name == "released":
        require(desk, "release")
    if on is None:
        raise Refused(f"{kind.words}: this can't be struck out; give the right day instead.")


def check_day(desk: Desk, kind: FactKind, on: date) -> None:
    """Raise BadInput for a future day, unless the fact sets one."""
    if on > desk.today and not kind.ahead:
        raise BadInput(
            f"{kind.words} on {day_words(on)} is in the future: today is {day_words(desk.today)}."
        )


def _check_method(method: str) -> None:
    """Raise BadInput for a method that isn't one of METHODS."""
    if method and method not in METHODS:
        raise BadInput(f"There is no method {method!r}. The methods: {', '.join(METHODS)}.")


def _check_kind(file: CaseFile, kind: FactKind) -> None:
    """Refuse a fact that this kind of case doesn't have, or that only an act records.

    A fact that doesn't move this kind's limits may be recorded, with a warning.
    """
    if not kind.by_hand:
        raise BadInput(f"{kind.words}: another action records this. You can't enter it by hand.")
    known = {f.name for f in recordable(file.case.kind)}
    if kind.name not in known:
        raise BadInput(
            f"A case of kind {file.case.kind} has no fact {kind.name}. "
            f"It has: {', '.join(sorted(known))}."
        )


def _standing(file: CaseFile, number: int) -> FactRow:
    known = {f.id: f for f in file.facts}
    if number not in known:
        raise BadInput(
            f"{file.case.reference} has no fact {number}. Its facts: "
            + ", ".join(f"{f.id} {f.name}" for f in file.standing_facts())
            + "."
        )
    if known[number] not in file.standing_facts():
        raise BadInput(f"Fact {number} was corrected already. Correct the one that replaced it.")
    return known[number]


def _of(this: Change, number: str | None) -> FactRow:
    return next(f for f in this.file().facts if f.id == int(number or 0))


def _strike(this: Change, words: Words) -> None:
    fact = _of(this, words["fact"])
    day = fact.on
    this.fact(fact.name, day, supersedes=fact.id, struck=True, note=TAKEN_BACK, reasoned=False)


def _put_back(this: Change, words: Words) -> None:
    """Restore the corrected fact, as a new fact that replaces the correction."""
    old = _of(this, words["corrects"])
    this.fact(
        old.name,
        old.on,
        at=old.at,
        answers=old.answers,
        supersedes=_of(this, words["fact"]).id,
        note=TAKEN_BACK,
        reasoned=_has_reason(old, adds=False),
    )
    if words.get("letter"):
        sent_after_all(this, int(words["letter"] or 0), words["sent_on"] or "")


def _of_day(words: Words, day: str) -> str:
    """Return a fact in words, with the day that an entry has under this key."""
    name = fact_kind(words["name"] or "").words
    return f"“{name}” of {day_words(date.fromisoformat((words[day] or '')[:10]))}"


STRIKE = Way(_strike, lambda _, words: f"Strikes out {_of_day(words, 'on')}.")
"""The way to undo a fact."""


PUT_BACK = Way(_put_back, lambda _, words: f"Lets {_of_day(words, 'before')} stand again.")
"""The way to undo a correction."""


def may_record(kind: FactKind) -> str:
    """Return the act whose permission counts: the fact's own, if one role alone may record it."""
    return kind.name if kind.judged_by else "fact"


def lacking_its_reason(
    desk: Desk, reference: str, kind: FactKind, on: date | None
) -> FactRow | None:
    """Return the standing fact of this kind (and day) that waits for its reason, or None."""
    if not kind.reason:
        return None
    file = file_meant(desk, reference)
    return None if file.case.closed_on else waiting_for_words(file.facts, kind.name, on)


def add_reason(
    desk: Desk, reference: str, bare: FactRow, words: str, method: str, version: int | None
) -> str:
    """Add the reason to a fact without one. It counts from its own day on. Raises StaleSave."""
    with change(desk, reference, "correct", version=version) as this:
        number = this.fact(
            bare.name, bare.on, at=bare.at, answers=bare.answers, supersedes=bare.id, note=words,
            method=method,
        )  # fmt: skip
        day = bare.on.isoformat()
        this.detail |= {"fact": number, "name": bare.name, "corrects": bare.id, "note": words}
        this.detail |= {"before": day, "on": day}
    return reference


def check_weighed(file: CaseFile, kind: FactKind, words: str) -> None:
    """Refuse a judgement without its reason, without the weighing of the risk, or against it.

    Only a breach that is unlikely to harm anybody need not be reported (UK GDPR Art 33(1)).
    """
    if not kind.weighed:
        return
    reference = file.case.reference
    if not weighed(file):
        first = f"{reference}: weigh the risk before you judge it not reportable. "
        how = "likelihood=... severity=..."
        raise Refused(first, Remedy("particulars", (reference, how)))
    likelihood = said(file, "breach.likelihood")
    if likelihood != LIKELIHOODS[0]:
        raise Refused(
            f"{reference}: harm is weighed as {likelihood}, and only a breach that is unlikely to "
            "harm anybody need not be reported (UK GDPR Art 33(1)). Report it, or weigh it again "
            "first. ",
            Remedy("particulars", (reference, "likelihood=...")),
        )
    if not says_something(words):
        raise Refused(
            f"{reference}: say why a risk to anybody is unlikely. ",
            Remedy("fact", (reference, kind.name, "--note ..."), option="note"),
        )
