"""The time for a letter, as ratios to python-docx writing the same words on its own template."""

import io
import sys
from collections.abc import Callable
from time import perf_counter

import docx
import pytest

from dpo_console.letters.catalogue import catalogue
from dpo_console.letters.letter import Paragraph, preview
from tests.letters.samples import letter, word_file

ROUNDS = 30


def milliseconds(times: list[float]) -> float:
    """Return the median of the times, in milliseconds."""
    return sorted(times)[len(times) // 2] * 1e3


def peer(words: list[str]) -> bytes:
    """Write the same paragraphs with python-docx."""
    document = docx.Document()
    for text in words:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.benchmark
def test_one_letter(capsys: pytest.CaptureFixture[str]) -> None:
    name = "disclosure-cover"
    made = letter(name)
    words = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    work: dict[str, Callable[[], object]] = {
        "python-docx, the same words (peer)": lambda: peer(words),
        "a letter composed and made Word": lambda: word_file(letter(name)),
        "its preview": lambda: preview(letter(name)),
        "all letters composed": lambda: [letter(each) for each in catalogue()],
    }
    taken = {}
    for what, does in work.items():
        does()
        times = []
        for _ in range(ROUNDS):
            begun = perf_counter()
            does()
            times.append(perf_counter() - begun)
        taken[what] = milliseconds(times)
    floor = taken["python-docx, the same words (peer)"]
    with capsys.disabled():
        lines = [f"  {n:40} {each:8.2f} ms {each / floor:7.2f} x peer" for n, each in taken.items()]
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
