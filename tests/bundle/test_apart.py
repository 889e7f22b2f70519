"""A file is read in a process of its own, which can neither hang nor exhaust the console."""

import sys

import pytest

from dpo_console.bundle import apart
from dpo_console.bundle.apart import inspect_apart, told_apart
from tests.bundle.pdf_files import boxed, pdf, read, words


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "told_apart", told_apart)


def test_it_finds_the_same_as_here_and_tells_each_page() -> None:
    data, pages = pdf(words, boxed), list[int]()
    assert inspect_apart(data, "reply.pdf", pages.append) == read(data)
    assert pages == [1, 2]


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.stdin.buffer.read(); print(1, flush=True); import os; os.abort()",
        "import sys; sys.stdin.buffer.read(); print(1, flush=True); import time; time.sleep(60)",
        "raise SystemExit(1)",
    ],
)
def test_a_reader_that_breaks_off_or_hangs_is_told(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(apart, "CHILD", (sys.executable, "-S", "-c", program))
    found = inspect_apart(b"%PDF-" * 40_000, "a.pdf", lambda _page: None, longest=0.5)
    (told,) = found.findings
    assert told.what.startswith("It can't be read here: its reader stopped at page ")
