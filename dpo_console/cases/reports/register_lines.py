"""A release of a register in labelled lines, for the console and the command line."""

from datetime import date

from dpo_console.approval.model import RULED, Path
from dpo_console.cases.reports.register import DESTROYED, HELD, FullRow, RegisterRow, how_many
from dpo_console.cases.sharing.fitting import ProcessorRow
from dpo_console.text import day_words

PATHS = {
    Path.ORDINARY: "shared by choice",
    Path.PROCESSOR: "shared with a processor",
    Path.JOINT: "shared with a joint controller",
    Path.COMPELLED: "compelled by an order or duty",
    Path.URGENT: "after an urgent release",
}
"""The reason for which a release was made, by its path."""

Lines = list[tuple[str, str]]
"""Labels with words. None is empty."""


def public_lines(row: RegisterRow) -> Lines:
    """Return the published lines of a release."""
    return _said(
        ("Purpose", row.purpose),
        ("Data", row.data),
        ("Rated", _rating(row)),
        ("Pupils", row.pupils),
        ("Legal basis", row.legal_basis),
        ("Released", _released(row)),
        ("How sent", row.method),
        ("State", _state(row.status, row.ends)),
        ("Corrected", row.corrected),
    )


def full_lines(row: FullRow) -> Lines:
    """Return every line about a release."""
    by = f" by {row.decided_by}" if row.decided_by else ""
    return _said(
        ("To", row.recipient),
        ("About", _about(row)),
        ("Purpose", row.purpose),
        ("Data", row.data),
        ("Rated", _rating(row)),
        ("Legal basis", row.legal_basis),
        ("Condition", row.condition),
        ("Decided", f"{RULED.get(row.decided, 'Not yet').lower()}{by}; {PATHS[Path(row.path)]}"),
        ("Released", _released(row)),
        ("Urgent", row.urgent),
        ("How sent", row.method),
        ("Terms", row.terms),
        ("Signed", row.signed),
        ("Review", day_words(row.review_due)),
        ("State", _state(row.status, row.ends)),
        ("Corrected", row.corrected),
        ("Certified", day_words(row.certificate)),
        ("Published", row.published),
    )


def _about(row: FullRow) -> str:
    """Return `Jasmine Okell (1 pupil)`, or the pupils in words with their number."""
    whom, number = row.subjects or row.cohort, how_many(row.pupils)
    if row.subjects and row.cohort and row.pupils != 1:
        whom = f"{row.subjects}, {row.cohort}"
    return f"{whom} ({number})" if whom and number else whom or number


def processor_lines(row: ProcessorRow) -> Lines:
    """Return the lines about a processor or a joint controller."""
    days = {
        "Security certificate ends": row.certificate_ends,
        "Review": row.review,
        "Exit by": row.ends,
    }
    return _said(
        ("Service", row.service),
        ("Data", row.data),
        ("Pupils", row.pupils),
        ("Legal basis", row.legal_basis),
        ("Contract", row.contract),
        ("Signed", row.signed),
        ("Since", day_words(row.since)),
        ("Sub-processors", row.sub_processors),
        ("Kept in", ": ".join(filter(None, (row.country, row.cover)))),
        *((label, day_words(day)) for label, day in days.items()),
        ("Data now", row.exit),
    )


def _said(*lines: tuple[str, str]) -> Lines:
    return [line for line in lines if line[1]]


def _rating(row: RegisterRow | FullRow) -> str:
    """Return the highest ratings among the items given."""
    if not row.sensitivity:
        return ""
    risk = f"identification risk {row.risk} (1 is highest)"
    return f"sensitivity {row.sensitivity} (A is highest), {risk}"


def _released(row: RegisterRow | FullRow) -> str:
    approved = f", approved {day_words(row.approved)}" if row.approved else ""
    return f"{day_words(row.released)}{approved}"


def _state(status: str, ends: date | None) -> str:
    said = "held by the recipient" if status == HELD else status
    if ends is None:
        return said
    due = "was due by" if status == DESTROYED else "destruction not confirmed yet, due by"
    return f"{said}, {due} {day_words(ends)}"
