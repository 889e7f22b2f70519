"""A release in a few labelled lines, for the console and the command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.sharing.rows import AfterRelease, Signed
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its words. `late` marks an overdue item."""

    label: str
    words: str
    late: bool = False


def release_lines(released: AfterRelease, today: date) -> tuple[Line, ...]:
    """Return the lines of a release: the data, recipient, method and terms, then its follow-up."""
    return tuple(line for line in _lines(released, today) if line.words)


def _lines(released: AfterRelease, today: date) -> Iterator[Line]:
    yield Line("Released", day_words(released.on))
    yield Line("Urgently", released.urgently)
    yield Line("What", "; ".join(released.what.splitlines()))
    yield Line("About", released.about)
    yield Line("To", released.to)
    yield Line("How", released.how)
    yield Line("Corrected", "; ".join(released.corrections))
    yield Line("Terms", released.terms)
    unsigned = "" if released.compelled else "not by the recipient yet"
    yield Line("Terms signed", _each(released.signed) or unsigned)
    yield Line("Reviewed", _each(released.reviews))
    if released.review_due and released.certificate is None:
        late = released.review_due < today
        yield Line("Review due", day_words(released.review_due) + _overdue(late), late)
    if released.destruction_due:
        yield Line("Destruction due", day_words(released.destruction_due))
        yield _certificate(released, today)


def _certificate(released: AfterRelease, today: date) -> Line:
    if released.certificate:
        return Line("Certificate", _each((released.certificate,)))
    late = released.is_late(today)
    chased = ", ".join(map(day_words, released.chased))
    words = "awaited" + _overdue(late) + (f"; chased {chased}" if chased else "")
    return Line("Certificate", words, late)


def _overdue(late: bool) -> str:
    return ", overdue" if late else ""


def _each(rows: tuple[Signed, ...]) -> str:
    return "; ".join(
        f"{day_words(row.on)}, {row.words}" if row.words else day_words(row.on) for row in rows
    )
