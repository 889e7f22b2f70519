"""The fields that a case supplies to its letters, as letters.wording.fields names them."""

from collections.abc import Mapping
from datetime import datetime

from dpo_console.cases.clock.answers import results_counted, time_to_answer
from dpo_console.cases.clock.projection import case_clock, law_facts, school_for_dates
from dpo_console.cases.leaving.reader.consulted import UNTOLD
from dpo_console.cases.letters.letter_conditions import ANSWERS, has_passed
from dpo_console.cases.letters.notice_fields import notice_fields
from dpo_console.cases.letters.reply_days import usual_days
from dpo_console.cases.letters.schedule_letters import disclosure_fields
from dpo_console.cases.letters.sharing_fields import sharing_fields
from dpo_console.cases.letters.typed_fields import INFORMED, is_untold, taken
from dpo_console.cases.notice.composing import how_to_complain
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.papers import FIELD, in_words
from dpo_console.cases.people.addressee import on_an_envelope
from dpo_console.cases.people.people_fields import addressee_fields, asker, people_fields, whom
from dpo_console.cases.people.signing import dpo_concerned, sender_fields
from dpo_console.cases.search import (
    due_for,
    holder_fields,
    place_rows,
    searched,
    usual_reply_by,
)
from dpo_console.config import Settings
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.law.clock import read_clock
from dpo_console.law.facts import EXTENSION
from dpo_console.law.model import Clock, Fact, Moment
from dpo_console.law.regimes import SAME_MESSAGE
from dpo_console.law.statutes import statute
from dpo_console.law.words import listed
from dpo_console.letters.catalogue import letter_kind
from dpo_console.letters.composing.filling import (
    counted_if_answered,
    counted_words,
    start_reason,
)
from dpo_console.letters.letter import Value
from dpo_console.letters.wording.conditions import FIELDS, day_in_full
from dpo_console.store.cases.case_file import CaseFile

PROOF = {
    "id_requested": "proof of who you are",
    "authority_requested": "proof that you may act for someone else",
}
"""The proofs we ask for, by fact, in the words of a letter."""

DETAIL_OR_FEE = {
    "clarification_requested": "more detail about your request",
    "fee_requested": "a fee",
}
"""What else a request can wait for, by fact."""

PARTICULAR = "particular."
"""The prefix of notes that hold answers to a letter form's questions about the case."""


def fields_of(
    desk: Desk, file: CaseFile, given: Mapping[str, str], letter: str = ""
) -> dict[str, Value]:
    """Return every field of a letter about this case. A value from the officer comes first.

    A protected address appears only in letters to that person. `letter` names the letter, or '' if
    it is addressed to nobody.
    """
    clock = case_clock(file, desk.settings, desk.today)
    found: dict[str, Value] = {
        **_case(desk, file, clock),
        "summary": _plainly_asked(file, clock) if _says_summary(letter) else "",
        **people_fields(file, letter),
        **sender_fields(file, desk.person, desk.settings),
        **_office(desk.settings, file.case.school),
        "complaint.how": _how_to_complain(file, desk.settings),
        **notice_fields(desk, file),
        "disclosure.searched": "\n".join(searched(file)),
        **disclosure_fields(file),
        FIELD: in_words(file),
        **particulars(file),
        **plan_fields(desk, file, letter),
        **(taken(file, letter_kind(letter)) if letter else {}),
    }
    said = {name: value for name, value in given.items() if value.strip()}
    sharing = {**_urgently(desk, file), **sharing_fields(desk, file, letter)}
    to = addressee_fields(file, desk.settings, letter, said, desk.today)
    known = {**found, **sharing, **to, **said}
    if is_untold(str(known.get(INFORMED, ""))):
        known["release.untold"] = "yes"
    return {**known, "asker": asker(file, told=not known.get(UNTOLD))}


def _says_summary(letter: str) -> bool:
    """Return True if a letter must say what is asked for. Otherwise it gets no words of ours."""
    return not letter or any(one.field == "summary" for one in letter_kind(letter).demands)


def _urgently(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Return who released data urgently for safeguarding, because nobody had ruled by then."""
    facts = [f for f in file.standing_facts() if f.name == "released_urgently"]
    if not facts:
        return {}
    by = next((p.name for p in desk.people if p.slug == facts[-1].by), "")
    day = _words(facts[-1].on)
    return {"sharing.decided_by": by or desk.person.name, "sharing.decided_on": day}


def plan_fields(desk: Desk, file: CaseFile, letter: str) -> dict[str, str]:
    """Return what the search plan says for a letter to a holder, or nothing for another letter."""
    rows = due_for(letter, place_rows(file), desk.today)
    if not rows:
        return {}
    act_by = case_clock(file, desk.settings, desk.today).act_by
    return holder_fields(rows, usual_reply_by(desk.today, act_by))


def particulars(file: CaseFile) -> dict[str, str]:
    """Return the answers kept with the case under the name of a letter's field."""
    named = {about.removeprefix(PARTICULAR): body for (about, _), body in file.notes.items()
             if about.startswith(PARTICULAR)}  # fmt: skip
    return {name: body for name, body in named.items() if name in FIELDS}


def _words(moment: Moment | None) -> str:
    if isinstance(moment, datetime):
        return f"{day_in_full(moment)} at {moment:%H:%M}"
    return day_in_full(moment) if moment else ""


def _case(desk: Desk, file: CaseFile, clock: Clock) -> dict[str, str]:
    acknowledge = next((d.due for d in clock.deadlines if d.what == "acknowledgement"), None)
    return {
        "reference": file.case.reference,
        "today": _words(desk.today),
        "kind.title": statute(file.case.kind).work.in_words.removeprefix("a ").removeprefix("an "),
        "received": _words(clock.received),
        "channel": CHANNEL_WORDS[file.case.channel],
        "starts": _words(clock.starts),
        "start_reason": start_reason(clock),
        "due": _words(clock.due),
        "counted": counted_words(clock),
        **time_to_answer(file),
        "target": _words(clock.target) if not has_passed(desk, clock.target) else "",
        "answered_on": _answered_on(file),
        "results.counted": results_counted(file, clock, desk.today),
        "due.is": "was due" if has_passed(desk, clock.due) else "is due",
        "due_if_answered_today": _words(clock.due_if_answered_today),
        "counted_if_answered_today": counted_if_answered(clock),
        "acknowledge_by": _words(acknowledge),
        "also.references": _also(file),
        **_extended(desk, file),
        "refusal.asked_on": _asked_on(file, _proof_awaited(file)),
        "closing.asked_on": _asked_on(file, _awaited(file)),
        **usual_days(desk, file),
    }


def _also(file: CaseFile) -> str:
    """Return the references of the cases that the same message began, or ''."""
    others = [link.reference for link in file.links if link.nature == SAME_MESSAGE]
    return listed(others) if others else ""


def _answered_on(file: CaseFile) -> str:
    answered = [fact.on for fact in file.standing_facts() if fact.name == "responded"]
    return _words(answered[-1]) if answered else ""


def _extended(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Return the last day for the answer if we extend today, with its count, or '' if we can't."""
    facts = [*law_facts(file), Fact(EXTENSION, desk.today)]
    school = school_for_dates(desk.settings, file.case.school, file.case.kind, facts, desk.today)
    then = read_clock(file.case.kind, facts, school, desk.today)
    return {
        "extension.due": _words(then.due),
        "extension.counted": counted_words(then, extends=True),
    }


def _plainly_asked(file: CaseFile, clock: Clock) -> str:
    """Return a neutral description of the request, used unless the officer writes one.

    The case's own summary is never used: it is internal, and may hold what a requester must not
    read. The description never admits that we hold something: the requester may be a stranger to
    the pupil.
    """
    return statute(file.case.kind).work.asks_for.format(
        subjects=whom(file), received=_words(clock.received)
    )


def _awaited(file: CaseFile) -> dict[str, str]:
    """Return the words for each thing that we asked for and still wait for."""
    names = [fact.name for fact in file.standing_facts()]
    words = PROOF | DETAIL_OR_FEE
    return {q: words[q] for q, (_, a) in ANSWERS.items() if names.count(q) > names.count(a)}


def _proof_awaited(file: CaseFile) -> Mapping[str, str]:
    """Return the words for the proof still waited for: of identity first, or of any asked for."""
    open_now = {q: words for q, words in _awaited(file).items() if q in PROOF}
    return dict(tuple(open_now.items())[:1]) or PROOF


def _asked_on(file: CaseFile, words: Mapping[str, str]) -> str:
    """Return when we last asked for one of these, and for which, or '' if we didn't."""
    asked = [f for f in file.standing_facts() if f.name in words]
    if not asked:
        return ""
    last = max(asked, key=lambda fact: fact.on)
    return f"on {_words(last.on)} for {words[last.name]}"


def _school(settings: Settings, slug: str) -> dict[str, str]:
    """Return the fields about a school, its controller and its company."""
    school = settings.school(slug)
    ways = (f"Telephone {school.phone}" if school.phone else "", school.website)
    return {
        "school.name": school.name,
        "school.address": school.address,
        "school.phone": school.phone,
        "school.website": school.website,
        "school.reach": " | ".join(filter(None, ways)),
        "school.head": school.head,
        "controller.name": settings.controller(slug),
        "company": school.company.words if school.company else "",
    }


def _how_to_complain(file: CaseFile, settings: Settings) -> str:
    if dpo_concerned(file, settings):
        return "by letter to the headteacher at the school"
    return how_to_complain(settings, file.case.school, by_post="to the school")


def _office(settings: Settings, slug: str) -> dict[str, str]:
    dpo, regulator = settings.dpo, settings.regulator
    return {
        **_school(settings, slug),
        "dpo.name": dpo.name,
        "dpo.email": dpo.email,
        "dpo.phone": dpo.phone,
        "regulator.name": regulator.name,
        "regulator.address": regulator.address,
        "regulator.addressee": "\n".join(on_an_envelope(regulator)),
        "regulator.phone": regulator.phone,
        "regulator.website": regulator.website,
    }
