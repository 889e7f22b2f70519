"""The next move in a case and who must make it, in a few words for the queue.

Each move names the act that makes it, whose step in the menu begins it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dpo_console.approval.model import Answer, Ruling, Verdict
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases import search
from dpo_console.cases.checklist import checklists
from dpo_console.cases.checklist.checklists import counts_for_nothing
from dpo_console.cases.checklist.particulars import said
from dpo_console.cases.disclosure import TREATED, next_in_schedule, only_looks
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.after_release import next_after_release
from dpo_console.cases.sharing.challenged import next_in_challenges
from dpo_console.cases.sharing.chasing import COMES, TERMS
from dpo_console.cases.sharing.release_gate import owes_paper, paper_written, released_on, told
from dpo_console.config import Role, Settings
from dpo_console.law.facts import facts_for, noun
from dpo_console.law.model import Clock, Status, day_of
from dpo_console.law.statutes import statute
from dpo_console.law.statutes.statute import NextAction
from dpo_console.law.words import listed
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.queue_rows import ANSWERS, LOOK
from dpo_console.text import counted, day_words


@dataclass(frozen=True, slots=True)
class Move:
    """The next action, and whose it is: us, requester, approver, recipient or nobody.

    `act` is the id of its act, or '' if it has none.
    """

    action: str
    whose: str = "us"
    act: str = ""

    @property
    def step(self) -> str:
        """The step of the menu that begins the move, or '' if none does."""
        return COMES.get(self.act, self.act)


NEEDS = Verdict.NEEDS_INFORMATION
QUESTIONS = "more-information"
"""The letter by which a third party is asked what the open checks need."""

TERMS_DUTY = "terms"
"""The duty under which the statute counts the days to sign the terms."""

OVER = Move("Closed", "nobody")
CLOSE = Move("Close the case", act="close")


def next_move(file: CaseFile, clock: Clock, settings: Settings) -> Move:
    """Return the next move in a case."""
    facts = {f.name for f in file.standing_facts() if not counts_for_nothing(file, f)}
    if file.case.closed_on:
        return OVER
    if release_gate.is_gated(file):
        return _third_party(file, clock, facts, settings)
    if facts & {"responded", "withdrawn", "outcome_told"}:
        if "reopened" in facts:
            return _closing(file, Move("Finish what it was reopened for", act="letter"))
        return _closing(file)
    if clock.status in (Status.PAUSED, Status.WAITING_TO_START):
        return _waiting(file, clock)
    if hold := search.next_hold(file):
        return Move(hold, act="search")
    return _by_statute(file, clock, facts)


def _closing(file: CaseFile, last: Move = CLOSE) -> Move:
    """Return the last move, or the checks that come before it."""
    wanted = checklists.next_before_closing(file)
    return Move(wanted, act="assess") if wanted else last


def _by_statute(file: CaseFile, clock: Clock, facts: set[str]) -> Move:
    """Return the first move of the statute that fits.

    The search comes before the answer, which is the last move or one that nothing rules out.
    """
    moves = statute(file.case.kind).work.moves
    found = next((move for move in moves if _fits(move, file, facts)), None)
    if found is None:
        return _closing(file)
    if found is moves[-1] or not found.unless:
        if asked := search.next_in_plan(file):
            return Move(asked, act=ANSWERS if search.only_waits(file) else "search")
        if treated := next_in_schedule(file):
            return Move(treated, act=LOOK if only_looks(file) else "schedule")
        does = (found.searched if search.place_rows(file) else "") or found.does
        if left := checklists.gaps(file, checklists.ending_of(file)):
            if file.places and not file.items and any(gap.criterion == TREATED for gap in left):
                return Move("List what was found", act="schedule")
            checks = f"Complete {counted(len(left), 'check')}"
            return Move(found.does if does == found.does else checks, act="assess")
        return Move(does, act=found.begins or next(iter(found.unless), "letter"))
    does = _with_its_day(found, file.case.kind, clock)
    return Move(does, act=found.begins or next(iter(found.unless), "letter"))


def _fits(move: NextAction, file: CaseFile, facts: set[str]) -> bool:
    """Return True if the facts and the case details leave this move to make."""
    weighed = move.unsaid and all(said(file, name) for name in move.unsaid)
    return facts.issuperset(move.when) and facts.isdisjoint(move.unless) and not weighed


def _with_its_day(move: NextAction, kind: str, clock: Clock) -> str:
    """Return the words of a move, with the day of its own duty if the case's day is another."""
    duties = statute(kind).version_on(day_of(clock.received)).duties
    own = {duty.what for duty in duties if move.unless and {*move.unless} <= {*duty.met_by}}
    days = [one.due for one in clock.deadlines if one.what in own and one.due]
    if not days or days[0] == clock.due:
        return move.does
    words, sign, rest = move.does.partition(";")
    day = day_words(day_of(days[0]))[4:-5]  # such as 16 Nov: lists have room for no more
    return f"{words}, due {day}{sign}{rest}"


def _waiting(file: CaseFile, clock: Clock) -> Move:
    """Return the wait for the answers that have stopped the clock.

    While preservation notices are still to send, the move is ours, and the wait follows.
    """
    asked = {name for name, _ in clock.waits_for}
    answers = (fact.name for fact in facts_for(file.case.kind) if fact.answers in asked)
    waits = listed(noun(name) for name, _ in clock.waits_for)
    since = f", asked for {day_words(clock.stopped_since)}" if clock.stopped_since else ""
    if hold := search.next_hold(file):
        return Move(f"{hold}, then await {waits}", act="search")
    return Move(f"Await {waits}{since}", "requester", next(answers, ""))


def _third_party(file: CaseFile, clock: Clock, facts: set[str], settings: Settings) -> Move:
    if "released_urgently" in facts and "record_completed" not in facts:
        return _after_the_fact(file, settings)
    if "released" in facts:
        then = next_after_release(file)
        return Move(then.action, then.whose, then.act)
    if "withdrawn" in facts:
        return CLOSE
    return _undecided(file, clock, facts, settings)


def _after_the_fact(file: CaseFile, settings: Settings) -> Move:
    """Return the move after an urgent release, which is assessed and then ruled on."""
    ruled = release_gate.is_ruled(file)
    day = released_on(file)
    if not ruled and owes_paper(file, settings, day) and not paper_written(file):
        return Move("Write the paper for the chair of governors", act="letter")
    if ruled:
        return Move("Complete the record", act="assess")
    if _unsettled(file) or any(next_in_challenges(file, settings)):
        return Move("Complete the record; decision awaited", act="assess")
    who = _decider(settings) if told(file, settings, day) else "us"
    return Move("Decide on the urgent release", who, "decide")


def _decider(settings: Settings) -> str:
    """Return whose move a ruling is."""
    return "approver" if any(p.role is Role.APPROVER for p in settings.people) else "us"


def _undecided(file: CaseFile, clock: Clock, facts: set[str], settings: Settings) -> Move:
    decision = release_gate.latest_decision(file)
    if decision and decision.ruling == Ruling.REFUSE:
        if "responded" in facts:
            return CLOSE
        return Move("Send the refusal and close the case", act="letter")
    sets_day = requester_kind(file.case.requester_kind).sets_day
    if sets_day and "answer_by" not in facts and not decision:
        return Move("Record the order's date", act="answer_by")
    if release_gate.awaits_terms(file, settings):
        return _terms(clock)
    if _unsettled(file):
        return _assessing(file)
    unsettled, act = next_in_challenges(file, settings)
    if unsettled:
        return Move(unsettled, act=act)
    if release_gate.is_ruled(file):
        if release_gate.gate_of(file, settings).reasons:
            return Move("See what is outstanding", act="assess")
        return Move("Release", act="release")
    again = "Decide again: what was approved has changed"
    return Move(again if decision else "Decide", _decider(settings), "decide")


def _terms(clock: Clock) -> Move:
    """Return the wait for the recipient's signature, or the letter that offers the terms."""
    due = next((d.due for d in clock.deadlines if d.what == TERMS_DUTY and not d.met_on), None)
    if due is None:
        return Move("Send the approval and its terms", act="letter")
    return Move(f"Await the signed terms by {day_words(day_of(due))}", "recipient", TERMS)


def _assessing(file: CaseFile) -> Move:
    """Return the move on the checklist: the requester's, if an answer says we await information."""
    answers, unsettled = checklists.answers_of(file), _unsettled(file)
    checks = counted(len(unsettled), "check")
    asked = {
        name for name, answer in answers.items()
        if answer.verdict is NEEDS and not (answer.computed or answer.before)
    }  # fmt: skip
    if asked:
        awaited, rest = len(asked.intersection(unsettled)), len(set(unsettled) - asked)
        more = f"; {rest} more can be answered" if rest else ""
        words = f"Await information for {counted(awaited or len(asked), 'check')}{more}"
        return Move(words, "requester", "assess")
    if day := _reply_awaited(file, answers.values()):
        return Move(f"Await a reply by {day_words(day)}; {checks} open", "requester", "assess")
    return Move(f"Answer {checks}", act="assess")


def _reply_awaited(file: CaseFile, answers: Iterable[Answer]) -> date | None:
    """Return the day by which our questions should be answered, or None once a check was since."""
    sent = [
        (letter.sent_on, letter.answer_by) for letter in file.letters
        if letter.name == QUESTIONS and letter.sent_on and letter.answer_by
    ]  # fmt: skip
    if not sent:
        return None
    asked_on, day = sent[-1]
    since = any(a.on and a.on > asked_on for a in answers if not a.computed)
    return None if since else date.fromisoformat(day)


def _unsettled(file: CaseFile) -> list[str]:
    """Return the mandatory criteria that are not met."""
    answers = checklists.answers_of(file)
    settled = (Verdict.MET, Verdict.NOT_APPLICABLE)
    return [
        c.id
        for c in checklists.criteria_of(file)
        if c.mandatory and (c.id not in answers or answers[c.id].verdict not in settled)
    ]
