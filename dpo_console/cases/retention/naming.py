"""Names and contact details of a case's people, found in words that must hold none of them."""

from collections.abc import Iterator

from dpo_console.cases.people.details import Squeezed, details
from dpo_console.cases.people.names import bare, says, words_in
from dpo_console.errors import BadInput
from dpo_console.store.cases.case_file import CaseFile

SHORTEST = 3
"""The fewest letters of a part of a name that is looked for."""


def refuse_names(file: CaseFile, words: str, field: str) -> None:
    """Raise BadInput if words that are kept for good name a person of the case."""
    if found := next(_named(file, words), ""):
        raise BadInput(
            f"“{found}” is a detail of a person of this case, and these words stay for good. Say "
            "it without.",
            field,
        )


def names_partly(file: CaseFile, words: str) -> bool:
    """Return True if words have a part of a name, or a contact detail, of a person of the case."""
    return any(_named(file, words))


def names_fully(file: CaseFile, words: str) -> bool:
    """Return True if words have the whole name, or a contact detail, of a person of the case."""
    names = (name for party in file.parties for name in (party.name, *party.kept_from.split(";")))
    return any(says(words, name) for name in names) or any(_detailed(file, words))


def _named(file: CaseFile, words: str) -> Iterator[str]:
    said = set(words_in(words))
    for party in file.parties:
        for name in (party.name, *party.kept_from.split(";")):
            yield from (word for word in bare(name) if len(word) >= SHORTEST and word in said)
    yield from _detailed(file, words)


def _detailed(file: CaseFile, words: str) -> Iterator[str]:
    squeezed = Squeezed(words)
    for party in file.parties:
        for detail in details(party.address, party.email, party.phone):
            for found in detail.spans(squeezed):
                begin, end = squeezed.span(*found)
                yield words[begin:end]
