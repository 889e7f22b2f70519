"""Many made-up cases, like the years of an office, written straight into the tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

from tests.store import spoiling

KINDS = (
    *["sar"] * 30, *["foi"] * 25, *["disclosure"] * 18, *["complaint"] * 8, *["breach"] * 6,
    "eir", "erasure", "rectification", "objection", "portability", "educational-record", "ctf",
    "pupil-information", "ehc-advice", "exam-results", "foi-review", "ico-enquiry",
)  # fmt: skip
LAST_DAY = date(2026, 11, 20)
YEARS = 4
STAMP = "2026-01-01T09:00:00+00:00"
QUESTIONS = (
    ("clarification_requested", "clarification_received"),
    ("id_requested", "id_received"),
)
SYLLABLES = (
    "al", "be", "ca", "da", "el", "fa", "gi", "ha", "is", "jo", "ka", "lu", "mo", "na", "or", "pe",
    "quin", "ro", "sha", "ti", "ul", "va", "wi", "yo", "za",
)  # fmt: skip
BACK = ("n", "ra", "s", "ton", "la", "mi")
OF_CASE = ("id", "reference", "kind", "school", "outcome", "closed_on")
LEFT = {
    "requester_kind": "parent", "channel": "email", "owner": "dpo", "created_at": STAMP,
    "created_by": "dpo", "version": 1, "summary": "Everything you hold", "received": "",
    "status": "running", "next_action": "", "whose_move": "us", "urgent_at": "",
}  # fmt: skip
OF_FACT = ("id", "case_id", "name", "on_day", "at_minute", "answers")
ENTERED = {"struck": 0, "reasoned": 1, "recorded_by": "dpo", "recorded_at": STAMP}
OF_PARTY = ("case_id", "role", "name")
UNKNOWN = {"position": 0, "kind": "", "organisation": "", "email": "", "phone": "", "address": ""}
ANSWERS = {"breach": "reported", "disclosure": "released", "complaint": "outcome_told"}


@dataclass
class Made:
    """One case. Each fact has name, day, minute, and True if it answers the last question."""

    kind: str
    school: str
    facts: list[tuple[str, date, str | None, bool]] = field(default_factory=list)
    closed_on: date | None = None
    requester: str = "Jane Doe"
    subject: str = "Tom Doe"


def made_cases(count: int, seed: int, *, still_open: bool = False) -> Iterator[Made]:
    """Yield requests of four years, nearly all closed, or all open without questions."""
    random = Random(seed)
    for _ in range(count):
        received = LAST_DAY - timedelta(days=int(random.random() ** 1.3 * 365 * YEARS))
        case = Made(random.choice(KINDS), random.choice(("oak", "elm")))
        minute = "09:30" if case.kind == "breach" else None
        case.facts.append(("received", received, minute, False))
        if random.random() < 0.7:
            case.facts.append(("acknowledged", _later(random, received, 4), None, False))
        if not still_open:
            _work(random, case, received)
        yield case


def named_apart(cases: Iterator[Made], seed: int) -> Iterator[Made]:
    """Yield cases of as many families: few surnames are frequent, and some are written apart."""
    random = Random(seed)
    first = ["".join(each).capitalize() for each in product(SYLLABLES, BACK)]
    last = ["".join(each).capitalize() for each in product(SYLLABLES, SYLLABLES, BACK)]
    random.shuffle(last)
    for case in cases:
        family = last[int(len(last) * random.random() ** 2)]
        family = random.choice(("{}",) * 17 + ("O'{}", "Smith-{}", "{}é")).format(family)
        parent, child = random.choices(first, k=2)
        yield replace(case, requester=f"{parent} {family}", subject=f"{child} {family}")


def _work(random: Random, case: Made, received: date) -> None:
    """Add questions, an extension, the answer, and the closing."""
    day = received
    if random.random() < 0.2:
        asks, answers = random.choice(QUESTIONS)
        day = _later(random, received, 10)
        case.facts.append((asks, day, None, False))
        if random.random() < 0.9:
            day = _later(random, day, 12)
            case.facts.append((answers, day, None, True))
    if random.random() < 0.05:
        case.facts.append(("extension_notified", _later(random, day, 10), None, False))
    done = day + timedelta(days=random.randrange(3, 30))
    if done < LAST_DAY - timedelta(days=10) and random.random() < 0.97:
        case.facts.append((ANSWERS.get(case.kind, "responded"), done, None, False))
        case.facts.append(("closed", done, None, False))
        case.closed_on = done


def _later(random: Random, day: date, most: int) -> date:
    return day + timedelta(days=random.randrange(most))


def write_cases(records: Path, cases: Iterator[Made]) -> None:
    """Put cases into new records. The columns of lists are not computed yet."""
    rows, facts, parties, entered = [], [], [], 0
    for number, case in enumerate(cases, 1):
        closed = case.closed_on.isoformat() if case.closed_on else None
        reference = f"{case.kind[:3].upper()}-2026-{number:06}"
        rows.append((number, reference, case.kind, case.school, closed and "done", closed))
        parties += [(number, "requester", case.requester), (number, "subject", case.subject)]
        asked = None
        for name, day, minute, answers in case.facts:
            entered += 1
            asked = entered if name.endswith("_requested") else asked
            named = asked if answers else None
            facts.append((entered, number, name, day.isoformat(), minute, named))
    spoiling.fill(
        records,
        [
            ("cases", (*OF_CASE, *LEFT), ((*row, *LEFT.values()) for row in rows)),
            ("fact", (*OF_FACT, *ENTERED), ((*row, *ENTERED.values()) for row in facts)),
            ("party", (*OF_PARTY, *UNKNOWN), ((*row, *UNKNOWN.values()) for row in parties)),
        ],
        "UPDATE installation SET law = ''",
    )
