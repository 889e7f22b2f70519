"""The fields of the application form of a case: one for each question that is still open."""

from collections.abc import Iterable, Iterator, Sequence

from dpo_console.approval.criteria import checklist_for
from dpo_console.approval.form_fields import MARK, Fills
from dpo_console.approval.model import Criterion, Verdict
from dpo_console.cases.checklist import checklists
from dpo_console.letters.letter import Fill, Rows, Value
from dpo_console.store.cases.case_file import CaseFile

LETTER = "application-form"
"""The name of the letter that is the form."""

FIELD = "application."
"""The beginning of the names of its fields in the wording, each with the slug of a head."""

TERMS, SIGNED = f"{FIELD}terms", f"{FIELD}signed"

SETTLED = (Verdict.MET, Verdict.NOT_APPLICABLE)

SIGNATURE = (
    ("sign/name", "Name and position", Fills.WORDS),
    ("sign/date", "Date", Fills.DAY),
    ("sign/more", "Anything else that we should know", Fills.WORDS),
)
"""The fields at the end of every form, which belong to no criterion."""


def open_criteria(file: CaseFile) -> tuple[Criterion, ...]:
    """Return the criteria of a case that a form asks about, and that aren't settled yet."""
    answers = checklists.answers_of(file)
    settled = {name for name, answer in answers.items() if answer.verdict in SETTLED}
    return tuple(c for c in checklists.criteria_of(file) if c.on_form and c.id not in settled)


def form_fields(file: CaseFile) -> dict[str, Value]:
    """Return the tables of fields, by head, and the declaration at the end."""
    criteria = open_criteria(file)
    terms = [head.slug for head in checklist_for(file.case.kind).heads if head.terms]
    rows: dict[str, list[tuple[str, ...]]] = {}
    for criterion, row in _numbered(criteria):
        table = TERMS if criterion.head in terms else f"{FIELD}{criterion.head}"
        rows.setdefault(table, []).append(row)
    tables: dict[str, Value] = {name: Rows((), tuple(found)) for name, found in rows.items()}
    return tables | {SIGNED: Rows((), tuple(_signature(file)))}


def _numbered(criteria: Iterable[Criterion]) -> Iterator[tuple[Criterion, tuple[str, ...]]]:
    asked = [(criterion, field) for criterion in criteria for field in criterion.on_form]
    for place, (criterion, field) in enumerate(asked, 1):
        fill = Fill(criterion.tag(field), field.asks, field.fills, field.choices)
        yield criterion, (f"{place}. {field.asks}", fill)


def _signature(file: CaseFile) -> Iterator[tuple[str, ...]]:
    for tag, label, fills in SIGNATURE:
        yield label, Fill(tag, label, fills)
    yield "Our form. Please leave this as it is", _mark(file)


def _mark(file: CaseFile) -> Fill:
    number = 1 + max((row.number for row in file.letters if row.name == LETTER), default=0)
    words = f"{file.case.reference}, form {number}"
    return Fill(f"{MARK}{file.case.reference}:{number}", "Our form", Fills.MARK, words=words)


def marks_in(tags: Iterable[str]) -> Sequence[tuple[str, int]]:
    """Return the forms that the tags of a file name, each as a reference and a number."""
    named = [tag.removeprefix(MARK).rpartition(":") for tag in tags if tag.startswith(MARK)]
    return [(reference, int(number)) for reference, _, number in named if number.isdecimal()]
