"""Case details offered in a letter's form, to save typing them twice."""

from dpo_console.cases.checklist.particulars import said
from dpo_console.letters.catalogue import LetterKind
from dpo_console.store.cases.case_file import CaseFile

RULING = "decision.reason"
"""The name under which a letter offers the reason of the last ruling."""


def taken(file: CaseFile, letter: LetterKind) -> dict[str, str]:
    """Return the case details that a letter uses, by its own fields.

    Words that the officer gives for the letter alone come first.
    """
    found = {ask.name: said(file, ask.takes or ask.name) for ask in letter.asks}
    return {name: words for name, words in found.items() if words}


def offered(file: CaseFile, letter: LetterKind) -> dict[str, str]:
    """Return the first content of a letter's form.

    It holds the details the letter uses, and others offered for review, because they were written
    for other readers.
    """
    found = {ask.name: _words(file, ask.offers) for ask in letter.asks if ask.offers}
    return {name: words for name, words in found.items() if words} | taken(file, letter)


def _words(file: CaseFile, name: str) -> str:
    if name != RULING:
        return said(file, name)
    return file.note(RULING, file.decisions[-1].id) if file.decisions else ""
