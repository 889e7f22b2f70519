"""One act on many cases: each in its own change, so that one refused stops no other."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from dpo_console.errors import BadInput, Refused, TryAgain

Result = TypeVar("Result")


class Outcome(NamedTuple, Generic[Result]):
    """What became of one case of many: what the act returned, or why it was refused.

    `place` is its number among `total` cases; `refused` is '' where it was done.
    """

    reference: str
    place: int
    total: int
    result: Result | None
    refused: str


def each(references: Sequence[str], act: Callable[[str], Result]) -> Iterator[Outcome[Result]]:
    """Do something to each case in turn, as the iteration goes on."""
    for place, reference in enumerate(references, 1):
        result, refused = None, ""
        try:
            result = act(reference)
        except (Refused, BadInput, TryAgain) as problem:
            refused = str(problem)
        yield Outcome(reference, place, len(references), result, refused)
