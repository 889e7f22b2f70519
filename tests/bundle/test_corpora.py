"""The leaks of the made-up bundles are told, and nothing is said of files that hide nothing.

`.dev/prove_bundles.py` checks all 400 bundles as an officer does. Here each file is read once.
"""

import re

import pytest

from dpo_console.cases.people.matching.names_told import NamesTold
from tests.bundle.corpora.clean_files import CLEAN
from tests.bundle.corpora.corpora import leaks
from tests.bundle.corpora.people import made
from tests.bundle.corpora.word_leaks import WORD
from tests.bundle.pdf_files import read

LEAKS = leaks()
QUICK = [name for n, name in enumerate(LEAKS) if name not in WORD or n % 6 == 0]
"""All but most Word files, which take the longest and share one reader with letters."""


def _told(name: str, data: bytes, other: str) -> list[str]:
    """Return what is said of a file: what it hides, who wrote it, and if it names somebody."""
    found = read(data, name)
    words = "\n".join((re.sub("[_.-]+", " ", name), found.text))
    named = ["It names them"] if other in NamesTold(words, any_case=True) else []
    writers = [f"Its properties name {writer}" for writer in found.writers]
    return [*(one.what for one in found.findings), *writers, *named]


def _is_told(leak: str, seed: int) -> None:
    who = made(seed)
    make, says = LEAKS[leak]
    told = _told(*make(who), who.other)
    assert any(says in one for one in told), told


@pytest.mark.parametrize("leak", QUICK)
def test_leak_is_told(leak: str) -> None:
    _is_told(leak, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 5))
@pytest.mark.parametrize("leak", LEAKS)
def test_leak_is_told_of_other_people_too(leak: str, seed: int) -> None:
    _is_told(leak, seed)


@pytest.mark.parametrize("sort", CLEAN)
def test_nothing_is_said_of_a_file_that_hides_nothing(sort: str) -> None:
    who = made(7)
    assert _told(*CLEAN[sort](who), who.other) == []
