"""What a case says already of what its letters ask, so that nobody has to say it twice."""

from dpo_console.cases.checklist.particulars import said
from dpo_console.letters.catalogue import LetterKind
from dpo_console.store.cases.case_file import CaseFile

RULING = "decision.reason"
"""What stands for the reason of the last ruling among what a letter offers."""


def taken(file: CaseFile, letter: LetterKind) -> dict[str, str]:
    """What the letter takes from the case's particulars, by its own fields; what the officer says
    for the letter alone wins.
    """
    found = {ask.name: said(file, ask.takes or ask.name) for ask in letter.asks}
    return {name: words for name, words in found.items() if words}


def offered(file: CaseFile, letter: LetterKind) -> dict[str, str]:
    """What its form begins with: what it takes, and what is offered to be read before it counts,
    for it was said to other readers.
    """
    found = {ask.name: _words(file, ask.offers) for ask in letter.asks if ask.offers}
    return {name: words for name, words in found.items() if words} | taken(file, letter)


def _words(file: CaseFile, name: str) -> str:
    if name != RULING:
        return said(file, name)
    return file.note(RULING, file.decisions[-1].id) if file.decisions else ""
