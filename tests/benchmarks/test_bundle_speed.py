"""The time and the memory that the reader of a bundle takes for 1,000 pages of dense text."""

import io
import os
import resource
import sys
from time import perf_counter

import pytest
from reportlab.pdfgen.canvas import Canvas

from dpo_console.bundle import apart
from dpo_console.bundle.apart import inspect_apart, told_apart
from tests.bundle.corpora.people import made

PAGES, LINES = 1_000, 45


def _text() -> bytes:
    out, said = io.BytesIO(), made(3).lines(60)
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setAuthor("")
    for page in range(PAGES):
        canvas.setFont("Helvetica", 10)
        for line in range(LINES):
            canvas.drawString(50, 790 - 16 * line, f"{said[line % len(said)]} {page}.{line}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.benchmark
def test_a_thousand_pages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "told_apart", told_apart)
    data, began = _text(), perf_counter()
    read = inspect_apart(data, "reply.pdf")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{read.pages:,} pages in {perf_counter() - began:.1f} s, of them "
            f"{used.ru_utime + used.ru_stime:.1f} s on a processor; at most "
            f"{used.ru_maxrss / 1000:.0f} MB; load {os.getloadavg()[0]:.1f}\n"
        )
    assert (read.pages, read.findings) == (PAGES, ())
