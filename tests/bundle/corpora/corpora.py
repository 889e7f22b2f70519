"""The bundles: 300 with one known leak each, and 100 with none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bundle.corpora.clean_files import CLEAN
from tests.bundle.corpora.other_leaks import OTHERS
from tests.bundle.corpora.pdf_leaks import DRAWN, drawn
from tests.bundle.corpora.pdf_parts import PARTS
from tests.bundle.corpora.people import Made, made
from tests.bundle.corpora.sheet_leaks import SHEETS
from tests.bundle.corpora.word_leaks import WORD

LEAKING, CLEAR = 300, 100
"""The bundles of each sort."""

Named = Callable[[Made], tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files of an answer. `leak` is what the first of them hides, or ''.

    `says` are words of the finding that must tell it.
    """

    seed: int
    leak: str
    says: str
    made: Made
    files: tuple[tuple[str, bytes], ...]


def _as_file(name: str, leak: Callable[[Made], bytes]) -> Named:
    return lambda made: (name, leak(made))


def leaks() -> dict[str, tuple[Named, str]]:
    """Return every leak by its name, as a file with its name and what must be said of it."""
    return {
        **{name: (_as_file("reply.pdf", drawn(one)), says) for name, (one, says) in DRAWN.items()},
        **{name: (_as_file("reply.pdf", one), says) for name, (one, says) in PARTS.items()},
        **{name: (_as_file("notes.docx", one), says) for name, (one, says) in WORD.items()},
        **{name: (_as_file("marks.xlsx", one), says) for name, (one, says) in SHEETS.items()},
        **OTHERS,
    }


def leaking(seed: int) -> Bundle:
    """Return a bundle with one leak, beside up to two files that hide nothing."""
    known, who = leaks(), made(seed)
    name = list(known)[seed % len(known)]
    make, says = known[name]
    return Bundle(seed, name, says, who, (make(who), *_beside(who, who.chance.randint(0, 2))))


def clear(seed: int) -> Bundle:
    """Return a bundle that hides nothing."""
    who = made(10_000 + seed)
    first = list(CLEAN.values())[seed % len(CLEAN)](who)
    return Bundle(seed, "", "", who, (first, *_beside(who, who.chance.randint(0, 2))))


def _beside(who: Made, number: int) -> Iterator[tuple[str, bytes]]:
    for one in who.chance.sample(list(CLEAN.values()), number):
        name, data = one(who)
        yield f"beside-{name}", data
