"""The log of requests, one line each, and of one kind with all that its record must show.

Of breaches that is what UK GDPR Art 33(5) asks for: the facts, the effects and what was done.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dpo_console.approval.criteria import checklist_for
from dpo_console.approval.model import Answer, Criterion, Verdict
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist import checklists
from dpo_console.cases.checklist.particulars import particulars_of, said
from dpo_console.cases.letters.sharing_fields import VERDICTS
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.people.hidden import hiding
from dpo_console.cases.people.protected import ProtectedDetails, protected_anywhere
from dpo_console.cases.queue.queue import Query, numbers
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.errors import BadInput
from dpo_console.law.facts import RECEIVED, FactKind, facts_for
from dpo_console.law.statutes import statute
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import day_words

EVERYTHING = 1_000_000
"""More cases than a log can hold."""

LogCell = str | date | datetime | None


@dataclass(frozen=True, slots=True)
class Log:
    """The heads of a log's columns, and its lines, read page by page as they are taken."""

    heads: tuple[str, ...]
    lines: Iterator[tuple[LogCell, ...]]


COMMON = (
    "Reference", "Kind", "Requester", "Who asks", "Organisation", "About", "School", "Came",
    "Received", "Asked for", "Owner", "Closed", "Outcome",
)  # fmt: skip


def log_of(desk: Desk, kind: str = "", since: date | None = None, until: date | None = None) -> Log:
    """Return the log of the requests received in these days, the first received first.

    With a `kind`, its facts, case details and checks follow in columns of their own. Raises
    BadInput for an unknown kind, or a span that ends before it begins.
    """
    if since and until and since > until:
        raise BadInput(f"The first day, {day_words(since)}, is after the last, {day_words(until)}.")
    of_kind = statute(kind).kind if kind else ""
    span = f"received:{since or ''}..{until or ''}" if since or until else ""
    filters = tuple(word for word in (f"kind:{of_kind}" if of_kind else "", span) if word)
    found = numbers(desk, Query(filters=filters, sort="received"), EVERYTHING)
    return Log((*COMMON, *_heads_of(of_kind)), _lines(desk, found, of_kind))


def _heads_of(kind: str) -> tuple[str, ...]:
    if not kind:
        return ()
    return (
        *(fact.words for fact in _facts(kind)),
        *(particular.label for particular in particulars_of(kind)),
        *(criterion.question for criterion in _criteria(kind)),
    )


def _facts(kind: str) -> tuple[FactKind, ...]:
    """Return the facts of this kind of request alone. The day of receipt has its own column."""
    return tuple(f for f in facts_for(kind) if not f.everywhere and f.name != RECEIVED)


def _criteria(kind: str) -> tuple[Criterion, ...]:
    """Return the checks of this kind of request that no case detail answers."""
    detailed = {particular.criterion for particular in particulars_of(kind)}
    return tuple(c for c in checklist_for(kind).criteria.values() if c.id not in detailed)


def _lines(desk: Desk, found: tuple[int, ...], kind: str) -> Iterator[tuple[LogCell, ...]]:
    also = protected_anywhere(desk) if why_may_not(desk, "people") else ()
    with desk.database.read() as ask:
        for page in pages(ask, found):
            for file in files(page):
                if kind:
                    keep_look(desk, file.case, How.EXPORT, "log")
                yield (*_common(desk, file, also), *(_of_kind(file) if kind else ()))


def _common(desk: Desk, file: CaseFile, also: Sequence[ProtectedDetails]) -> tuple[LogCell, ...]:
    case, asks = file.case, file.requester
    hide = hiding(desk, file, (), also)
    outcomes = statute(case.kind).outcomes
    return (
        case.reference,
        statute(case.kind).title,
        asks.name,
        requester_kind(case.requester_kind).title if case.requester_kind else "",
        asks.organisation,
        "; ".join(file.subjects),
        desk.settings.school(case.school).name,
        CHANNEL_WORDS.get(case.channel, case.channel),
        _moment(_standing(file).get(RECEIVED)),
        hide(case.summary) if hide else case.summary,
        desk.settings.names.get(case.owner, case.owner),
        case.closed_on,
        outcomes.get(case.outcome or "", case.outcome or ""),
    )


def _of_kind(file: CaseFile) -> Iterator[LogCell]:
    facts, kind = _standing(file), file.case.kind
    answers = checklists.answers_of(file)
    yield from (_moment(facts.get(fact.name)) for fact in _facts(kind))
    yield from (said(file, particular.name) for particular in particulars_of(kind))
    yield from (_answer(answers.get(criterion.id)) for criterion in _criteria(kind))


def _answer(answer: Answer | None) -> str:
    """Return an answer with its evidence. What another record doesn't answer yet is left out."""
    if answer is None or (answer.computed and answer.verdict is not Verdict.MET):
        return ""
    evidence = f": {answer.evidence}" if answer.evidence else ""
    return f"{VERDICTS[answer.verdict]}{evidence}"


def _standing(file: CaseFile) -> Mapping[str, FactRow]:
    """Return the last standing fact of each name."""
    return {fact.name: fact for fact in sorted(file.standing_facts(), key=lambda f: f.on)}


def _moment(fact: FactRow | None) -> LogCell:
    if fact is None:
        return None
    return datetime.combine(fact.on, fact.at) if fact.at else fact.on
