"""An application form that came back: kept as a paper, with each answer beside its criterion.

The answers are the requester's words. Nothing here judges them.
"""

from dataclasses import dataclass

from dpo_console.approval.model import MARK
from dpo_console.cases.application import (
    ABOUT,
    BESIDE,
    EMPTY,
    LETTER,
    REMOVED,
    FormBack,
    forms_back,
    marks_in,
    public_forms,
)
from dpo_console.cases.letters.kept_file import kept_file
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_looking, require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.sharing import release_gate
from dpo_console.casework.change import Change, change
from dpo_console.casework.facts import check_open
from dpo_console.casework.notice.publishing import form_file
from dpo_console.casework.papers.keeping import Placing, file_name, laid_down, record_paper
from dpo_console.errors import Refused
from dpo_console.letters.word.returned.filled import FilledForm, beyond, read_filled
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.text import clean, counted

MOST = 20_000
"""The most characters that are shown of one field. The paper holds the rest."""


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a form says: its answers by tag, and what belongs to none of its questions."""

    answers: dict[str, str]
    beside: tuple[str, ...]
    removed: tuple[str, ...]


def read_application(
    desk: Desk,
    reference: str,
    data: bytes,
    name: str,
    *,
    source: str = "",
    version: int | None = None,
) -> FormBack:
    """Keep a form that came back, put its answers beside their criteria, and return it.

    `name` is the paper's, and `source` names the file in errors. Raises BadFile if it is no Word
    file, Refused if it is another form, hides words, or was read before. Raises StaleSave.
    """
    require(desk, "read_application")
    found = resolve(desk, reference)
    refuse_looking(desk)
    called = file_name(name)
    said = read_form(desk, file_meant(desk, found), data, source or name)
    with laid_down(desk, found, data) as placing:
        with placing.gone_if_refused(), change(desk, found, "application", version=version) as this:
            check_open(this)
            _keep(this, _paper(this, placing, called, len(data)), said)
        placing.put()
    return forms_back(file_meant(desk, found))[-1]


def read_form(desk: Desk, file: CaseFile, data: bytes, source: str) -> ReadForm:
    """Return what a form of this case says. Raises as `read_application` does."""
    sent = _as_sent(desk, file, read_filled(data, source), source)
    came = read_filled(data, source, sent.answers)
    beside, removed = beyond(came, sent)
    if more := came.pictures - sent.pictures:
        beside = (*beside, f"[{counted(more, 'picture')} more than on our form]")
    fields = [tag for tag in sent.answers if not tag.startswith(MARK)]
    answers = {tag: came.answers.get(tag, "") for tag in fields}
    if not (any(answers.values()) or beside or removed):
        raise Refused(f"{source} says nothing: no field is filled in. Ask for it again.")
    gone = tuple(f"[field {tag}]" for tag in fields if tag not in came.answers)
    return ReadForm(answers, beside, (*removed, *gone))


def _as_sent(desk: Desk, file: CaseFile, whole: FilledForm, source: str) -> FilledForm:
    """Return the form as it was sent, from the file on record."""
    reference = file.case.reference
    marks = marks_in(whole.answers)
    named = {mark for mark, _ in marks}
    if not named:
        raise Refused(
            f"{source} isn't our application form: the field that says so is missing. "
            "Keep it with the case, and answer the checklist yourself: ",
            Remedy("papers", (reference, "add", "FILE")),
        )
    if len(named) == 1 and (form := public_forms().get(*named)):
        if not release_gate.is_gated(file):
            return read_filled(form_file(desk, form), "Our own form")
        raise Refused(
            f"{source} is our form “{form.title}”. {reference} is a third party's request."
        )
    if named != {reference}:
        others = ", ".join(sorted(named - {reference}))
        raise Refused(f"{source} is the form of another case ({others}), not of {reference}.")
    rows = {row.number: row for row in file.letters if row.name == LETTER}
    numbers = [number for _, number in marks if number in rows]
    if not numbers:
        raise Refused(f"{source} names a form that was never written for {reference}.")
    return read_filled(kept_file(desk, rows[numbers[-1]]), "Our own form")


def _paper(this: Change, placing: Placing, name: str, size: int) -> int:
    """Return the number of the paper that the form is, kept now or before."""
    kept = [row.number for row in this.file().papers if row.sha256 == placing.sha256]
    return kept[0] if kept else record_paper(this, placing, name, size)


def _keep(this: Change, paper: int, said: ReadForm) -> None:
    """Keep the answers beside a paper, by its row, with what belongs to none of them."""
    row = next(row for row in this.file().papers if row.number == paper)
    if any(number == row.id and about == EMPTY for about, number in this.file().notes):
        raise Refused(f"{this.case.reference} has read this very file before, as paper {paper}.")
    for tag, words in said.answers.items():
        this.note(f"{ABOUT}{tag}", row.id, _shortened(words, paper))
    empty = [tag for tag, words in said.answers.items() if not words]
    this.note(EMPTY, row.id, "\n".join(empty), even_empty=True)
    this.note(BESIDE, row.id, _shortened("\n".join(said.beside), paper))
    this.note(REMOVED, row.id, _shortened("\n".join(said.removed), paper))
    this.detail |= {
        "number": paper,
        "sha256": row.sha256,
        "answered": len(said.answers) - len(empty),
        "empty": len(empty),
        "beside": len(said.beside),
    }


def _shortened(words: str, paper: int) -> str:
    whole = clean(words, "form")
    if len(whole) <= MOST:
        return whole
    return f"{whole[:MOST]} … (more in paper {paper})"
