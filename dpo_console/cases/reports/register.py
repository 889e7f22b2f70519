"""The register of releases: which organisations have had pupil data, and for what.

It is published, and therefore names no pupil and omits details that could tip somebody off.
Releases to the police, courts, safeguarding partners and individuals, and urgent ones, are only
counted. A small count is withheld. The full register, for the office's own people, omits nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from dpo_console.approval.model import RULED, Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist.checklists import corrected_line, path_of
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.people.hidden import hidden, hiding_everywhere
from dpo_console.cases.reports.unpublished import Unpublished, unconfirmed, unpublished
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.after_release import after_release
from dpo_console.cases.sharing.fitting import ProcessorRow
from dpo_console.cases.sharing.ruling import decided_by
from dpo_console.cases.sharing.scope_items import (
    AfterRelease,
    as_released,
    corrections,
    given_words,
    highest,
    listed_of,
)
from dpo_console.config import Settings
from dpo_console.sentences import Gap
from dpo_console.store.asking import Ask
from dpo_console.store.cases import case_file, case_parts
from dpo_console.store.cases.case_file import CaseFile, history
from dpo_console.store.cases.case_rows import DecisionRow
from dpo_console.store.reads import lists
from dpo_console.text import counted, day_words

FEW = 5
"""The lowest number of releases that is published: one case could be guessed from fewer."""


def counted_words(releases: int) -> str:
    """Return the number of releases only counted, in the same words for one or none."""
    missing = (
        f"Up to {FEW - 1} releases may be left out (their exact number could identify a family)"
        if releases < FEW
        else f"{releases} releases are left out"
    )
    return (
        f"This list is for publication. {missing}: those to the police, a court, a safeguarding "
        "partner or an individual, urgent ones, and any that would name somebody."
    )


def pupils_words(pupils: int | None, small: int) -> str:
    """Return the number of pupils in a release, giving any below `small` as just that."""
    if pupils is None:
        return ""
    return f"fewer than {small}" if pupils < small else str(pupils)


def how_many(pupils: int | None) -> str:
    """Return a number of pupils as it is, for the full register, or '' if unknown."""
    return counted(pupils, "pupil") if pupils else ""


T = TypeVar("T")


DESTROYED = "destroyed"
"""The status of a release whose data were certified as destroyed."""

HELD = "held"
"""The status of one whose data the recipient still has, as far as the case shows."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One release to an organisation, with the columns of the DfE's own register, for a school.

    `sensitivity` (A the highest) and `risk` of identification (1 the highest) are those of the most
    telling item. They are '' and None if the data are in words alone. `pupils` is the number in
    words. `corrected` is what was corrected since it was released.
    """

    reference: str
    organisation: str
    organisation_type: str
    purpose: str
    data: str
    legal_basis: str
    approved: date | None
    released: date
    ends: date | None
    method: str
    status: str
    sensitivity: str
    risk: int | None
    pupils: str
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class FullRow:
    """One release of any kind, with every detail: never for publication.

    `published` describes its entry in the published register.
    """

    reference: str
    organisation: str
    organisation_type: str
    recipient: str
    path: str
    purpose: str
    data: str
    sensitivity: str
    risk: int | None
    pupils: int | None
    cohort: str
    subjects: str
    legal_basis: str
    condition: str
    decided: str
    decided_by: str
    approved: date | None
    released: date
    method: str
    urgent: str
    terms: str
    signed: str
    review_due: date | None
    ends: date | None
    certificate: date | None
    status: str
    published: str
    corrected: str = ""


SHARED = tuple(
    column.name
    for column in fields(RegisterRow)
    if column.name not in ("pupils", "status", "corrected")
)
"""The columns that both registers have alike."""


@dataclass(frozen=True, slots=True)
class Register:
    """The rows to publish, and the number of releases that are only counted.

    `naming` are the cases whose words name a pupil, or may not be published for another reason:
    correct their purpose or items in a new request, or leave them unpublished. `counted` gives the
    number in words, unless it is so small that it could tip somebody off.
    """

    rows: tuple[RegisterRow, ...]
    not_listed: int
    naming: tuple[str, ...]
    counted: str


WAITS = "A clerk corrected it after the release. Whoever may release says in a detail what is so."


def register(desk: Desk) -> Register:
    """Return the register as it may be published today."""
    kept = unpublished(desk)
    found = _released(desk, lambda ask, file: _to_publish(desk, kept, ask, file))
    rows = tuple(row for row in found if isinstance(row, RegisterRow))
    naming = tuple(reference for reference in found if isinstance(reference, str))
    not_listed = len(found) - len(rows)
    return Register(rows, not_listed, naming, counted_words(not_listed))


def published_row(desk: Desk, file: CaseFile) -> RegisterRow | None:
    """Return the row that the published register has of a case, or None if it has none."""
    if after_release(file) is None:
        return None
    kept = unpublished(desk)
    with desk.database.read() as ask:
        row = _to_publish(desk, kept, ask, file)
    return row if isinstance(row, RegisterRow) else None


def full_register(desk: Desk) -> tuple[FullRow, ...]:
    """Return every release. Raises NotAllowed for people who may not see them all."""
    require(desk, "full_register")
    kept, hide = unpublished(desk), hiding_everywhere(desk)
    rows = tuple(_released(desk, lambda ask, file: _full_row(desk, kept, ask, file)))
    return hidden(rows, hide) if hide else rows


def _released(desk: Desk, told: Callable[[Ask, CaseFile], T]) -> list[T]:
    """Return one value for each release, read a page of cases at a time to save memory."""
    with desk.database.read() as ask:
        pages = case_parts.pages(ask, lists.released(ask))
        return [told(ask, file) for page in pages for file in case_file.files(page)]


def _to_publish(
    desk: Desk, kept: Unpublished, ask: Ask, file: CaseFile
) -> RegisterRow | str | None:
    """Return the row, the reference if its words may not leave, or None if it is only counted."""
    if _kept_out(file, desk.settings):
        return None
    row = _row(file, _after(file), desk.settings.sharing.small_number)
    return file.case.reference if _kept_back(desk, kept, ask, file, row) else row


def _kept_back(
    desk: Desk, kept: Unpublished, ask: Ask, file: CaseFile, row: RegisterRow
) -> tuple[Gap, ...]:
    """Return why a row's words may not be published, by the names told then and those now.

    Protected details count as they were before a correction, too, and so do other cases' details
    and pupils.
    """
    said = "\n".join([row.purpose, row.data, row.legal_basis, row.method, row.corrected])
    today, before = desk.today, history(ask, file.case.reference)
    shown = f"{row.organisation}\n{said}"
    others, elsewhere = kept.named(shown, row.corrected), kept.told(shown)
    going = (
        Departure(
            one, desk.settings, today, today, published=True, words=said, history=before,
            others=others, elsewhere=elsewhere,
        )
        for one in (file, as_released(file))
    )  # fmt: skip
    waits = (Gap("", WAITS),) if row.corrected and unconfirmed(desk, before) else ()
    return (*waits, *(gap for departure in going for gap in leaving(departure)))


def _kept_out(file: CaseFile, settings: Settings) -> str:
    """Return why a release is only counted when published, or '' if it may be listed."""
    kind = requester_kind(file.case.requester_kind)
    if not kind.published:
        return f"only counted: {kind.title}"
    if not (release_gate.is_released(file) or release_gate.gate_of(file, settings).open):
        return "only counted: nobody had approved it"
    if path_of(file) is Path.URGENT:
        return "only counted: urgent, for safeguarding"
    if file.case.restricted:
        return "only counted: the case is restricted"
    if _was_recalled(file):
        return "only counted: it was recalled, so the recipient may never have had it"
    return "" if as_released(file).recipient.organisation else "only counted: to an individual"


def _was_recalled(file: CaseFile) -> bool:
    """Return True if the last release was recalled: it went to somebody else.

    A corrected release is no later one, so it counts as of the entry that it corrects.
    """
    about = [
        (corrected_line(file, fact)[-1], fact.name) for fact in file.standing_facts()
        if fact.name == "released" or (fact.name == "recalled" and fact.letter_id is None)
    ]  # fmt: skip
    return bool(about) and max(about)[1] == "recalled"


def _row(file: CaseFile, released: AfterRelease, small: int) -> RegisterRow:
    scope = file.scope
    decision = _ruling_at(file, released.on)
    sensitivity, risk = highest(listed_of(file)) or ("", None)
    return RegisterRow(
        reference=file.case.reference,
        organisation=as_released(file).recipient.organisation,
        organisation_type=requester_kind(file.case.requester_kind).title,
        purpose=scope.purpose if scope else "",
        data=given_words(file),
        legal_basis=_legal_basis(file),
        approved=decision.on if decision else None,
        released=released.on,
        ends=released.destruction_due,
        method=released.how,
        status=DESTROYED if released.certificate else HELD,
        sensitivity=sensitivity,
        risk=risk,
        pupils=pupils_words(_pupils(file), small),
        corrected="; ".join(corrections(file, published=True)),
    )


def _full_row(desk: Desk, kept: Unpublished, ask: Ask, file: CaseFile) -> FullRow:
    told, released, scope = as_released(file), _after(file), file.scope
    decision = _ruling_at(file, released.on) or release_gate.latest_decision(file)
    shown = _row(file, released, 0)
    kept_back = "withheld: its words may not be published"
    named = kept_back if _kept_back(desk, kept, ask, file, shown) else "listed"
    return FullRow(
        **{name: getattr(shown, name) for name in SHARED},
        recipient=told.recipient.name,
        path=path_of(file).value,
        pupils=_pupils(file),
        cohort=scope.cohort if scope else "",
        subjects=", ".join(told.subjects),
        condition=scope.condition if scope else "",
        decided=decision.ruling if decision else "",
        decided_by=decided_by(decision, desk.settings.names) if decision else "",
        urgent=released.urgently,
        terms=released.terms,
        signed="; ".join(f"{day_words(s.on)} {s.words}".strip() for s in released.signed),
        review_due=None if released.certificate else released.review_due,
        certificate=released.certificate.on if released.certificate else None,
        status="overdue" if released.is_late(desk.today) else shown.status,
        published=_kept_out(file, desk.settings) or named,
        corrected="; ".join(released.corrections),
    )


def _after(file: CaseFile) -> AfterRelease:
    released = after_release(file)
    if released is None:
        raise ValueError(f"{file.case.reference} was not released")
    return released


def _legal_basis(file: CaseFile) -> str:
    scope = file.scope
    return " / ".join(t for t in (scope.lawful_basis, scope.power) if t) if scope else ""


def _pupils(file: CaseFile) -> int | None:
    """Return the number of pupils recorded, or else of those named."""
    said = file.scope.pupils if file.scope else None
    return said or len(file.subjects) or None


def _ruling_at(file: CaseFile, released: date) -> DecisionRow | None:
    """Return the ruling behind a release: the last one up to its day."""
    rulings = [d for d in file.decisions if d.on <= released]
    return rulings[-1] if rulings else None


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
        ("Released", _released_words(row)),
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
        ("Released", _released_words(row)),
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


def _released_words(row: RegisterRow | FullRow) -> str:
    approved = f", approved {day_words(row.approved)}" if row.approved else ""
    return f"{day_words(row.released)}{approved}"


def _state(status: str, ends: date | None) -> str:
    said = "held by the recipient" if status == HELD else status
    if ends is None:
        return said
    due = "was due by" if status == DESTROYED else "destruction not confirmed yet, due by"
    return f"{said}, {due} {day_words(ends)}"
