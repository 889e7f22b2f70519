"""Runs of words that two texts have in common: what was copied from one into the other."""

from collections.abc import Iterator, Sequence, Set

from dpo_console.cases.people.matching.squeezed import words_in

RUN = 8
"""The words in a row that nobody writes twice by chance."""

Run = tuple[str, ...]


def runs_in(paper: str) -> set[Run]:
    """Return every run of RUN words within a line of a text."""
    return {run for line in paper.splitlines() for run in _runs(words_in(line))}


def repeated(text: str, runs: Set[Run]) -> list[str]:
    """Return the words of a text that stand in any of these runs, however its lines break."""
    words = words_in(text)
    starts = [at for at, run in enumerate(_runs(words)) if run in runs]
    places = sorted({at + step for at in starts for step in range(RUN)})
    return [words[place] for place in places]


def _runs(words: Sequence[str]) -> Iterator[Run]:
    for at in range(len(words) - RUN + 1):
        yield tuple(words[at : at + RUN])
