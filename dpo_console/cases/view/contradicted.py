"""The gaps before a case may close, and contradictions between its record and an outcome."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from dpo_console.approval.criteria import checklist_for
from dpo_console.approval.model import Ruling
from dpo_console.cases.checklist import checklists
from dpo_console.cases.checklist.answers_elsewhere import left_out
from dpo_console.cases.checklist.checklists import (
    NOTHING,
    REFUSED,
    counts_for_nothing,
    found_nothing,
    found_something,
)
from dpo_console.cases.checklist.particulars import LATE, said
from dpo_console.cases.clock.projection import case_clock
from dpo_console.cases.disclosure import items_words
from dpo_console.cases.sharing import release_gate
from dpo_console.config import Settings
from dpo_console.law.explaining.headline import met_words
from dpo_console.law.facts import fact_kind, questions
from dpo_console.law.model import Clock, Deadline, day_of
from dpo_console.law.reckoning.settling import last_day
from dpo_console.law.statutes import statute
from dpo_console.law.words import listed
from dpo_console.letters.catalogue import LetterKind
from dpo_console.sentences import DetailName, Gap, Phrase, Remedy, TypedOnly, first_upper
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.text import day_words

UNANSWERED = ("withdrawn", "no-answer")
"""Outcomes without an answer, which therefore can't be late."""

WITHDRAWN = "withdrawn"
NO_ANSWER = "no-answer"
"""Outcomes available to any kind, with the same meaning for all."""

_FITS = {"given": ("given", "part")}
"""The endings that a letter allows, where these are not its own alone."""


def unless_words(outcomes: Mapping[str, str]) -> str:
    """Return which of these outcomes, slug and title, say that nobody was answered, or ''.

    Such as `, unless you choose “Withdrawn”`.
    """
    silent = [f"“{outcomes[outcome]}”" for outcome in UNANSWERED if outcome in outcomes]
    return f", unless you choose {listed(silent, 'or')}" if silent else ""


def gaps(file: CaseFile, outcome: str, settings: Settings, today: date) -> tuple[Gap, ...]:
    """Return every gap left before a case, its ending recorded, can close with an outcome."""
    days = {f.name: f.on for f in file.standing_facts() if not counts_for_nothing(file, f)}
    return (
        *_not_done(file.case.reference, file.case.kind, days),
        *checklists.gaps(file, checklist_for(file.case.kind).ending(outcome), today),
        *_late(file, outcome, settings, today),
    )


def _not_done(reference: str, kind: str, facts: Mapping[str, date]) -> Iterator[Gap]:
    first = statute(kind).work.before_closing
    if first and not facts.keys() & {*first.one_of}:
        yield Gap("", f"{first_upper(first.say)}.")
    if "released_urgently" in facts and "record_completed" not in facts:
        yield Gap(
            "",
            "It was released urgently and its record is not complete: finish the checklist and "
            "the decision first.",
        )
    if "destruction_due" in facts and "certificate_received" not in facts:
        awaited = "It still awaits the certificate of destruction. Record it with: "
        remedy = Remedy("fact", (reference, "certificate_received"))
        yield Gap("", Phrase(awaited, remedy))
    if "review_due" in facts and "certificate_received" not in facts:
        unreviewed = "It is still to be reviewed. Say what was found, and no further review: "
        yield Gap("", Phrase(unreviewed, Remedy("review", (reference, "--finding ..."))))


def _late(file: CaseFile, outcome: str, settings: Settings, today: date) -> Iterator[Gap]:
    if outcome in UNANSWERED or said(file, LATE):
        return
    late = late_words(case_clock(file, settings, today))
    if late:
        remedy = Remedy("particulars", (file.case.reference, 'late.reason="..."'))
        yield Gap("", Phrase(DetailName(LATE), f": {late}. Say why: ", remedy))


def late_words(clock: Clock) -> str:
    """Return which answers missed their legal limit, in words, or '' if none did."""
    return "; ".join(met_words(d) for d in clock.deadlines if d.statutory and _was_late(d))


def unexplained(clock: Clock) -> str:
    """Return the warning of a late answer that nothing explains, or '' if none was late."""
    late = late_words(clock)
    where = (" Say why in the case details (", DetailName(LATE), ") before it is closed.")
    return Phrase(f"Late: {late}.", *where) if late else ""


def asks_why_late(clock: Clock, today: date) -> bool:
    """Return True if closing today records an answer that missed its legal limit."""
    return any(d.statutory and (_was_late(d) or _is_overdue(d, today)) for d in clock.deadlines)


def _is_overdue(deadline: Deadline, today: date) -> bool:
    due = deadline.due
    return due is not None and not deadline.met_on and last_day(due) < today


def _was_late(deadline: Deadline) -> bool:
    due, met = deadline.due, deadline.met_at or deadline.met_on
    if due is None or met is None:
        return False
    if isinstance(due, datetime) and isinstance(met, datetime):
        return met > due
    return day_of(met) > last_day(due)


def contradictions(file: CaseFile, outcome: str, clock: Clock, on: date) -> Iterator[str]:
    """Yield each contradiction between the record and an outcome, with the way out."""
    title = statute(file.case.kind).outcomes[outcome]
    facts = {f.name for f in file.standing_facts()}
    yield from _facts(file, outcome, title, facts)
    yield from _ruling(file, outcome, title, facts)
    if outcome == NO_ANSWER:
        yield from _silence(file, clock, on)
    ending = checklist_for(file.case.kind).ending(outcome)
    if ending:
        yield from _found(file, ending, title)
        yield from _reasons(file, ending, title)
        yield from _letter(file, ending, title)


def as_recorded(file: CaseFile, clock: Clock, on: date) -> tuple[tuple[str, str], ...]:
    """Return the outcomes of a case, each with its title. Those that its record denies come last.

    Before them come the two that any case may have, because they say nothing of an answer.
    """

    outcomes = statute(file.case.kind).outcomes
    return tuple(sorted(outcomes.items(), key=lambda one: _rank(file, one[0], clock, on)))


def _rank(file: CaseFile, outcome: str, clock: Clock, on: date) -> int:
    if any(contradictions(file, outcome, clock, on)):
        return 2
    return 1 if outcome in (WITHDRAWN, NO_ANSWER) else 0


def shown_by(file: CaseFile, clock: Clock, on: date) -> str:
    """Return the one outcome that the record of an answered case shows, or ''.

    What became of each item listed settles if all was given, or only part.
    """
    if not all(deadline.met_on for deadline in clock.deadlines[:1]):
        return ""
    outcomes = statute(file.case.kind).outcomes
    fitting = [outcome for outcome in outcomes if not _rank(file, outcome, clock, on)]
    treated = {item.treatment for item in file.items}
    settled = "" not in treated and bool(treated & {"release", "redact"})
    return fitting[0] if len(fitting) == 1 or (fitting and settled) else ""


def _facts(file: CaseFile, outcome: str, title: str, facts: Collection[str]) -> Iterator[str]:
    if WITHDRAWN in facts and outcome not in (WITHDRAWN, NO_ANSWER):
        yield "It was withdrawn: close it with that outcome, or correct the fact."
    claim = statute(file.case.kind).says.get(outcome)
    if claim is None:
        return
    for name in claim.needs:
        if name not in facts:
            yield f"It is not recorded as {_lower(name)}, which “{title}” says."
    for name in claim.denies:
        if name in facts:
            yield f"It is recorded as {_lower(name)}, which “{title}” denies."


def _lower(fact: str) -> str:
    words = fact_kind(fact).words
    return f"{words[:1].lower()}{words[1:]}"


def _ruling(file: CaseFile, outcome: str, title: str, facts: Collection[str]) -> Iterator[str]:
    """Yield contradictions between an outcome and the ruling.

    An urgent release refused only afterwards was still a disclosure.
    """
    rulings = checklist_for(file.case.kind).rulings
    wanted = [ruling for ruling, outcomes in rulings.items() if outcome in outcomes]
    if not wanted:
        return
    row = release_gate.latest_decision(file)
    if row is None:
        if "released_urgently" not in facts:
            yield f"Nobody has decided on it yet, and “{title}” takes a decision: {wanted[0]}."
    elif row.ruling not in wanted and not (
        row.ruling == Ruling.REFUSE and "released_urgently" in facts
    ):
        should = statute(file.case.kind).outcomes[rulings[row.ruling][0]]
        yield f"The decision of {day_words(row.on)} is {row.ruling}, so its outcome is “{should}”."


def _silence(file: CaseFile, clock: Clock, on: date) -> Iterator[str]:
    names = [f.name for f in file.standing_facts()]
    if not any(names.count(asked) > names.count(came) for asked, came in questions().items()):
        yield "Nothing was asked of the requester that has no answer yet."
    elif clock.may_close_on and on < clock.may_close_on:
        yield (
            f"It may be treated as withdrawn from {day_words(clock.may_close_on)}, and not before: "
            "the requester still has time to answer."
        )


def _found(file: CaseFile, ending: str, title: str) -> Iterator[str]:
    """Yield contradictions with the search plan and the disclosure schedule."""
    kept_back = [item.number for item in left_out(file)]
    given = [i.number for i in file.items if i.treatment in ("release", "redact")]
    if ending == "given" and kept_back:
        yield (
            f"{_items(kept_back)} redacted or withheld, and “{title}” gives all of it: close it "
            "as in part, or release them."
        )
    if ending in ("given", "part") and not file.items and found_nothing(file):
        yield f"The search plan says that nothing is held, and “{title}” says that it was given."
    where = found_something(file)
    if ending == NOTHING and where:
        yield f"Something was found ({where}), and “{title}” says that nothing is held."
    if ending == REFUSED and given:
        yield f"{_items(given)} to be released, and “{title}” gives nothing."


def _items(numbers: list[int]) -> str:
    return f"{items_words(numbers)} {'is' if len(numbers) == 1 else 'are'}"


def _reasons(file: CaseFile, ending: str, title: str) -> Iterator[str]:
    """Yield reasons for a refusal or a partial answer that contradict a full answer."""
    for name in ("refusal.reason", "withheld.reason"):
        if ending in ("given", "sent") and said(file, name):
            yield Phrase(
                DetailName(name),
                f": a reason is recorded why not all was given, but “{title}” gives all of it. "
                "Clear that reason",
                TypedOnly(f' ({name}="")'),
                ", or close it with another outcome.",
            )


def _letter(file: CaseFile, ending: str, title: str) -> Iterator[str]:
    letter, kind = _last_answer(file)
    if letter and kind and not _may_come_to(kind, ending):
        yield (
            f"The answer that was sent is the letter {letter.name} no. {letter.number} of "
            f"{day_words(letter.sent_on)}, and “{title}” is not what it says."
        )


def _may_come_to(letter: LetterKind, ending: str) -> bool:
    """Return True if a case answered by this letter may end this way."""
    says = letter.ending
    return ending in _FITS.get(says, (says,)) if says else ending not in letter.denies


def _last_answer(file: CaseFile) -> tuple[LetterRow | None, LetterKind | None]:
    """Return the letter that last answered the case, with its kind.

    None if an answer was recorded later than the last letter was sent.
    """
    from dpo_console.letters.catalogue import catalogue

    answer = statute(file.case.kind).work.answered_by
    kinds = catalogue()
    sent = [x for x in file.letters if x.sent_on and x.name in kinds]
    answers = [x for x in sent if kinds[x.name].records == answer]
    last = max(answers, key=lambda x: (x.sent_on or date.min, x.id), default=None)
    if last is None or any(
        f.name == answer and f.on > (last.sent_on or date.min) for f in file.standing_facts()
    ):
        return None, None
    return last, kinds[last.name]
