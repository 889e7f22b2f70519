"""The schedule and the files of an answer, compared page by page."""

from collections.abc import Iterable, Iterator, Sequence

from dpo_console.cases.disclosure import ItemPages, items_words, numbered, pages_of
from dpo_console.cases.papers import AnswerFile, answer_files
from dpo_console.store.cases.case_file import CaseFile

GIVEN = ("release", "redact")
"""The treatments of items that go, in whole or in part."""

Placed = Sequence[tuple[int, ItemPages]]


def pages_told(file: CaseFile) -> tuple[str, ...]:
    """Return how the schedule and the files differ, a sentence each, once an item has its pages."""
    placed = [(item.number, at) for item in file.items if (at := pages_of(item))]
    if not placed:
        return ()
    nowhere = [i.number for i in file.items if i.treatment in GIVEN and not i.in_file]
    told = [f"{items_words(nowhere)}: in no file of the answer."] if nowhere else []
    known = {one.name: one for one in answer_files(file)}
    lost = [number for number, at in placed if not _is_as_said(at, known.get(at.file))]
    if lost:
        told.append(f"{items_words(lost)}: that file changed or doesn't go. Say again where.")
    return (*told, *withheld_pages(file), *_of_no_item(known.values(), placed))


def withheld_pages(file: CaseFile) -> Iterator[str]:
    """Yield a sentence for each item that is withheld and stands in a file that goes."""
    going = {one.name for one in answer_files(file)}
    for item in file.items:
        at = pages_of(item)
        if at and item.treatment == "withhold" and at.file in going:
            yield f"Item {item.number} is withheld, and stands on {at.words}."


def _is_as_said(at: ItemPages, one: AnswerFile | None) -> bool:
    return one is not None and one.pages == at.total


def _of_no_item(files: Iterable[AnswerFile], placed: Placed) -> Iterator[str]:
    """Yield the pages of each file that no item stands on, if any stands in that file."""
    for one in files:
        spans = [at for _, at in placed if at.file == one.name]
        taken = {page for at in spans for page in range(at.first, at.last + 1)}
        rest = [page for page in range(1, one.pages + 1) if page not in taken]
        if spans and rest:
            yield f"{numbered(rest).capitalize()} of {one.name}: of no item in the schedule."
