"""Tries to get something out that must stay in: each is refused, and nothing changes by it.

The tries are in refused/*.toml. They are an insider's, a tired clerk's and a clever stranger's.
"""

import re
from collections.abc import Iterator

import pytest

from tests.leaving.office import Office
from tests.leaving.table import Entry, entries

TRIES = entries("refused")

REASON = "The head asked for it by telephone today"

TAKES_OVERRIDE = re.compile(
    r"(\w+: )?(fact|release|letter (write|adopt|fetch|email|sent|sent-again)|papers \S+ fetch"
    r"|search \S+ ask) "
    r"(?!.*--(override|past-gate))"
)
"""A line that may have an override and has none. It mustn't help where no way is named."""


@pytest.mark.parametrize("entry", TRIES, ids=str)
def test_try_is_refused_and_leaves_nothing_behind(
    entry: Entry, request: pytest.FixtureRequest
) -> None:
    office: Office = request.getfixturevalue("own" if entry.given else "shared")
    for line in entry.given:
        office.do(line)
    before = office.state
    problems: list[str] = []
    for line in entry.tries:
        problems += _problems(office, entry, line)
        if entry.way != "override" and TAKES_OVERRIDE.match(line):
            problems += _problems(office, entry, line, "--override", REASON)
    assert not problems, "\n".join(problems)
    assert office.state == before


def _problems(office: Office, entry: Entry, line: str, *more: str) -> Iterator[str]:
    """Yield each way in which a line isn't refused as its entry says, or prints something.

    With a reason, `more`, it is refused too, if only because nothing takes one there.
    """
    ran = office.run(line, *more)
    said = f"{line} {' '.join(more)}\n  {ran.code}: {ran.err or ran.out}"
    if ran.code not in (1, 2):
        yield f"Not refused: {said}"
    if entry.says not in " ".join(ran.err.split()) and not more:
        yield f"Doesn't say “{entry.says}”: {said}"
    if (ran.out and not entry.prints) or any(words in ran.out + ran.err for words in entry.never):
        yield f"Prints what it refuses: {said}"
    if ("--override" in ran.err) is not (entry.way == "override"):
        yield f"Its way isn't “{entry.way}”: {said}"


def test_there_are_at_least_150_tries() -> None:
    assert sum(len(entry.tries) for entry in TRIES) >= 150
