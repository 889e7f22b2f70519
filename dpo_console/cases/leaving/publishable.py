"""What is published names no pupil."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.sentences import Gap
from dpo_console.store.reads.search import words


def publishable(going: Departure) -> Iterator[Gap]:
    """Yield a gap for published words that hold any word of a data subject's name."""
    if not going.published:
        return
    said = set(words(going.words))
    names = (p.name for p in going.file.parties if p.role == "subject")
    if any(word in said for name in names for word in words(name) if len(word) > 1):
        yield Gap("", "Its words name a pupil, so it can't be published.", final=True)
