"""Names and contact details of a case's people, found in words that must hold none of them."""

from collections.abc import Iterator

from dpo_console.cases.people.matching.names import bare, says
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.errors import BadInput
from dpo_console.store.cases.case_file import CaseFile

SHORTEST = 3
"""The fewest letters of a part of a name that is looked for."""

_TITLES = {"mrs", "miss", "prof", "sir", "rev", "the", "and", "for"}


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
    return any(says(words, bare(name)) for name in names) or any(_detailed(file, words))


def _named(file: CaseFile, words: str) -> Iterator[str]:
    for party in file.parties:
        for name in (party.name, *party.kept_from.split(";")):
            for word in words_in(name):
                if len(word) >= SHORTEST and word not in _TITLES and says(words, [word]):
                    yield word
    yield from _detailed(file, words)


def _detailed(file: CaseFile, words: str) -> Iterator[str]:
    squeezed = Squeezed(words).letters
    for party in file.parties:
        for detail in (party.email, party.phone, party.address):
            letters = Squeezed(detail).letters
            if len(letters) > SHORTEST and letters in squeezed:
                yield detail
