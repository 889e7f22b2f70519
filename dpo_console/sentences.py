"""Sentences that name things by id, so that each front door can word these in its own way.

A `Phrase` is a string in the words of the command line and of JSON. Its parts let the console
say a key for a command, and a label for an id, without reading the words.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

Found = TypeVar("Found")


class CriterionId(NamedTuple):
    """A check of a checklist, by its id."""

    id: str

    def __str__(self) -> str:
        return self.id


class DetailName(NamedTuple):
    """A case detail, or a field of a letter, by its name."""

    name: str

    def __str__(self) -> str:
        return self.name


class LetterName(NamedTuple):
    """A letter, by its name."""

    name: str

    def __str__(self) -> str:
        return f"The letter {self.name}"


class Remedy(NamedTuple):
    """The act to do next: its id and its arguments, in the order in which a command takes them.

    `aside` is the same act in brackets, within a sentence. `option` is the part of a form that is
    to be filled in, where the officer is doing the act already.
    """

    act: str
    args: tuple[str, ...] = ()
    aside: bool = False
    option: str = ""

    def __str__(self) -> str:
        line = " ".join(("dpo-console", self.act, *self.args))
        return f"({line})" if self.aside else line


class OptionName(NamedTuple):
    """A part of an act that an option or a field gives: its id, and the option as typed."""

    id: str
    typed: str

    def __str__(self) -> str:
        return self.typed


class ScopeForm(NamedTuple):
    """The scope of a request, where letters take their fields from."""

    typed: str = "(scope)"

    def __str__(self) -> str:
        return self.typed


class TypedOnly(NamedTuple):
    """Words for the command line alone."""

    words: str

    def __str__(self) -> str:
        return self.words


TO_ANSWER = "to answer"
"""What a criterion without an answer still needs."""


def answer_again(since: str) -> str:
    """Return that a criterion needs another answer, because of what happened `since` the last."""
    return f"Answer it again, because {since}"


class Gap(NamedTuple):
    """One thing still missing: the criterion that it is about, or '', and what is missing.

    `question` is the criterion's question. No reason overrides a `final` gap. With `again`, an
    earlier answer to the question no longer holds.
    """

    criterion: str
    sentence: str
    question: str = ""
    final: bool = False
    again: bool = False

    @property
    def missing(self) -> "Phrase":
        """The criterion and what is missing, without the question."""
        return Phrase(f"{self.criterion}: " if self.criterion else "", self.sentence)

    @property
    def said(self) -> "Phrase":
        """What is missing and the question, without the criterion.

        The question stands first where an earlier answer to it no longer holds.
        """
        if not self.question:
            return Phrase(self.sentence)
        if self.again:
            return Phrase(f"{self.question} ", self.sentence)
        stop = ":" if self.sentence == TO_ANSWER else "."
        return Phrase(self.sentence, f"{stop} {self.question}")

    def __str__(self) -> str:
        return f"{self.criterion}: {self.said}" if self.criterion else str(self.said)


Part = (
    str | CriterionId | DetailName | LetterName | Remedy | OptionName | ScopeForm | TypedOnly | Gap
)


class Phrase(str):
    """A sentence in the words of the command line, with its parts."""

    parts: tuple[Part, ...]

    def __new__(cls, *parts: Part) -> "Phrase":
        """Join the parts. A part may be a sentence itself."""
        made = super().__new__(cls, "".join(map(str, parts)))
        made.parts = tuple(each for part in parts for each in parts_of(part))
        return made

    def __str__(self) -> str:
        return super().__str__()


def parts_of(said: Part) -> tuple[Part, ...]:
    """Return the parts of a sentence, or the only part of anything else."""
    return said.parts if isinstance(said, Phrase) else (said,)


def worded(said: Part, word: Callable[[Part], str]) -> str:
    """Return a sentence in the words of a front door, which `word` gives for each part."""
    return "".join(part if isinstance(part, str) else word(part) for part in parts_of(said))


def named(said: Part, kind: type[Found]) -> Iterator[Found]:
    """Yield the parts of one kind that a sentence names, in order, within its gaps too."""
    for part in parts_of(said):
        if isinstance(part, kind):
            yield part
        elif isinstance(part, Gap):
            yield from named(part.sentence, kind)


def joined(between: str, parts: Iterable[Part]) -> Phrase:
    """Return the parts as one sentence, with the same words between them."""
    apart = [each for part in parts for each in (between, part)]
    return Phrase(*apart[1:])


def first_upper(sentence: str) -> str:
    """Return a sentence that begins with a capital letter."""
    return f"{sentence[:1].upper()}{sentence[1:]}"
