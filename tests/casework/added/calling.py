"""The second place: the function that does the act."""

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.casework.change import change
from dpo_console.text import clean, required


def telephone(desk: Desk, reference: str, answer: str, version: int | None = None) -> str:
    require(desk, "telephone")
    said = required(clean(answer, "answer"), "answer")
    with change(desk, resolve(desk, reference), "telephone", version=version) as this:
        this.detail["answer"] = said
    return this.case.reference
