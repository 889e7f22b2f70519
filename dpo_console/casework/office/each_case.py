"""One act on many cases, each in its own change: a refusal on one stops no other."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from dpo_console.errors import BadInput, Refused, TryAgain

Result = TypeVar("Result")


class Outcome(NamedTuple, Generic[Result]):
    """The result for one case of many: the act's return value, or the reason it was refused.

    `place` is its position among `total` cases. `refused` is '' if the act was done.
    """

    reference: str
    place: int
    total: int
    result: Result | None
    refused: str


def each(references: Sequence[str], act: Callable[[str], Result]) -> Iterator[Outcome[Result]]:
    """Apply an act to each case in turn, as the iteration proceeds."""
    for place, reference in enumerate(references, 1):
        result, refused = None, ""
        try:
            result = act(reference)
        except (Refused, BadInput, TryAgain) as problem:
            refused = str(problem)
        yield Outcome(reference, place, len(references), result, refused)
