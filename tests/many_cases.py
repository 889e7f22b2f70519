"""Many made-up cases, like the years of an office, written straight into the tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

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
ANSWERS = {"breach": "reported", "disclosure": "released", "complaint": "outcome_told"}


@dataclass
class Made:
    """One case. Each fact has name, day, minute, and True if it answers the last question."""

    kind: str
    school: str
    facts: list[tuple[str, date, str | None, bool]] = field(default_factory=list)
    closed_on: date | None = None


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
        parties += [(number, "requester", "Jane Doe"), (number, "subject", "Tom Doe")]
        asked = None
        for name, day, minute, answers in case.facts:
            entered += 1
            asked = entered if name.endswith("_requested") else asked
            named = asked if answers else None
            facts.append((entered, number, name, day.isoformat(), minute, named))
    with closing(sqlite3.connect(records, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO cases (id, reference, kind, school, outcome, closed_on, requester_kind, "
            "channel, owner, created_at, created_by, version, summary, received, status, "
            "next_action, whose_move, urgent_at) VALUES (?, ?, ?, ?, ?, ?, 'parent', 'email', "
            f"'dpo', '{STAMP}', 'dpo', 1, 'Everything you hold', '', 'running', '', 'us', '')",
            rows,
        )
        connection.executemany(
            "INSERT INTO fact (id, case_id, name, on_day, at_minute, answers, struck, reasoned, "
            f"recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, 0, 1, 'dpo', '{STAMP}')",
            facts,
        )
        connection.executemany(
            "INSERT INTO party (case_id, role, name, position, kind, organisation, email, phone, "
            "address) VALUES (?, ?, ?, 0, '', '', '', '', '')",
            parties,
        )
        connection.execute("UPDATE installation SET law = ''")
        connection.execute("COMMIT")
