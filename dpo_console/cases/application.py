"""The application form of a case, the answers that came back, and the public forms.

A form has one field for each question that is still open. The public forms belong to no case, and
nobody needs them: a request or a complaint may come in any way. Their fields come from the
checklists, whose heads.toml says which form there is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from dpo_console.approval.criteria import checklist_for, checklists, criteria_for, every_criterion
from dpo_console.approval.model import MARK, Criterion, Fills, PublicForm, Verdict
from dpo_console.cases.checklist.checklists import answers_of, criteria_of
from dpo_console.letters.letter import Block, Fill, Paragraph, Rows, Run, Style, Value, live_body
from dpo_console.london import london_day
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PaperRow

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

ABOUT = "application."
"""The prefix of the notes that hold the words of a form that came back, by the tag of the field."""

BESIDE, REMOVED, EMPTY = f"{ABOUT}beside", f"{ABOUT}removed", f"{ABOUT}empty"
"""The notes with the lines that belong to no field, those of ours that are gone, and the tags of
the fields that were left empty."""


def open_criteria(file: CaseFile) -> tuple[Criterion, ...]:
    """Return the criteria of a case that a form asks about, and that aren't settled yet."""
    answers = answers_of(file)
    settled = {name for name, answer in answers.items() if answer.verdict in SETTLED}
    return tuple(c for c in criteria_of(file) if c.on_form and c.id not in settled)


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


@dataclass(frozen=True, slots=True)
class SaidOnForm:
    """The words of a requester about one criterion, and the number of the paper they stand in."""

    words: str
    paper: int
    on: date


@dataclass(frozen=True, slots=True)
class FormBack:
    """A form that came back, kept as a paper.

    `answered` is the number of fields that were filled in. `empty` are the questions left open.
    `more` are answers that belong to no criterion, each with its label. `beside` are the lines that
    stand in no field, and `removed` our own lines that are gone.
    """

    paper: int
    on: date
    answered: int
    empty: tuple[str, ...]
    more: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]
    removed: tuple[str, ...]


def said_on_forms(file: CaseFile) -> dict[str, SaidOnForm]:
    """Return the words of the requester by criterion. The form that came last counts."""
    found: dict[str, SaidOnForm] = {}
    papers = {paper.id: paper for paper in file.papers}
    for number in sorted({number for about, number in file.notes if about.startswith(ABOUT)}):
        if paper := papers.get(number):
            found |= dict(_of_paper(file, paper))
    return found


def said_in(file: CaseFile, tag: str) -> str:
    """Return the words of the requester in one field of a form, the last that came, or ''."""
    said = (file.note(f"{ABOUT}{tag}", paper.id) for paper in reversed(file.papers))
    return next(filter(None, said), "")


def _of_paper(file: CaseFile, paper: PaperRow) -> Iterator[tuple[str, SaidOnForm]]:
    for criterion in every_criterion().values():
        fields = criterion.on_form
        lines = []
        for field in fields:
            words = file.note(f"{ABOUT}{criterion.tag(field)}", paper.id)
            if words:
                label = field.asks.rstrip("?.")
                lines.append(f"{label}: {words}" if len(fields) > 1 else words)
        if lines:
            words, on = "\n".join(lines), london_day(paper.added_at)
            yield criterion.id, SaidOnForm(words, paper.number, on)


def forms_back(file: CaseFile) -> tuple[FormBack, ...]:
    """Return every form that came back, oldest first."""
    marked = {number for about, number in file.notes if about == EMPTY}
    return tuple(_form(file, paper) for paper in file.papers if paper.id in marked)


def _form(file: CaseFile, paper: PaperRow) -> FormBack:
    said = {
        about.removeprefix(ABOUT): body
        for (about, number), body in file.notes.items()
        if number == paper.id and about.startswith(ABOUT) and about not in (BESIDE, REMOVED, EMPTY)
    }
    labels, asked = dict(_labels()), set(_asked())
    empty = file.note(EMPTY, paper.id).splitlines()
    return FormBack(
        paper.number,
        london_day(paper.added_at),
        len(said),
        tuple(labels.get(tag, tag) for tag in empty),
        tuple((labels.get(tag, tag), body) for tag, body in said.items() if tag not in asked),
        tuple(file.note(BESIDE, paper.id).splitlines()),
        tuple(file.note(REMOVED, paper.id).splitlines()),
    )


def _asked() -> Iterator[str]:
    """Yield the tag of every field that a criterion asks."""
    return (c.tag(field) for c in every_criterion().values() for field in c.on_form)


def _labels() -> Iterator[tuple[str, str]]:
    """Yield each field's tag and its question. A term that wasn't ticked wasn't accepted."""
    yield from ((tag, label) for tag, label, _ in SIGNATURE)
    for criterion in every_criterion().values():
        for field in criterion.on_form:
            label = field.asks
            yield criterion.tag(field), f"Not accepted: {label}" if criterion.agrees else label


@cache
def public_forms() -> Mapping[str, PublicForm]:
    """Return the forms by slug, which is the word in their mark in place of a reference."""
    found = (one.form for one in checklists().values() if one.form)
    return MappingProxyType({form.slug: form for form in found})


def form_blocks(form: PublicForm, reach: str) -> tuple[Block, ...]:
    """Return a form. `reach` says how to send it back."""
    return tuple(_blocks(form, reach))


def form_marked(tag: str) -> PublicForm | None:
    """Return the form that the tag of a field names as its mark, or None."""
    named, _, _ = tag.removeprefix(MARK).partition(":")
    return public_forms().get(named) if tag.startswith(MARK) else None


def _blocks(form: PublicForm, reach: str) -> Iterator[Block]:
    for says in form.says:
        yield live_body(says)
    yield live_body(
        f"Click on each field and answer it. Then save this file and send it to us: {reach}."
    )
    criteria = criteria_for(form.kind, form.requester)
    for head, title in form.parts.items():
        asked = [(c, field) for c in criteria if c.head == head for field in c.on_form]
        fills = (Fill(c.tag(field), field.asks, field.fills, field.choices) for c, field in asked)
        yield Paragraph(Style.HEADING, (Run(title),))
        yield Rows((), tuple((fill.label, fill) for fill in fills))
    yield Paragraph(Style.HEADING, (Run("To finish"),))
    yield Rows((), tuple(_end(form)))


def _end(form: PublicForm) -> Iterator[tuple[str, ...]]:
    for tag, label, fills in SIGNATURE[1:]:
        yield label, Fill(tag, label, fills)
    mark = Fill(f"{MARK}{form.slug}:1", "Our form", Fills.MARK, words=form.mark)
    yield "Our form. Please leave this as it is", mark
