"""The largest and the most awkward messages: seconds, and the peak memory of their reader."""

import base64
import resource
import time
from collections.abc import Iterator

import pytest

from dpo_console.mail import apart
from tests.benchmarks.timing import say

HEAD = b"From: Jane Doe <jane@home.example.net>\nTo: us@oak.example.org\nSubject: x\n"
MOST = 25_000_000

read_apart = apart.read_apart


def awkward() -> Iterator[tuple[str, bytes]]:
    """Yield messages at the limit of size, each awkward in a way of its own."""
    html = b"Content-Type: text/html\n\n"
    mixed = b"Content-Type: multipart/mixed; boundary=b\n\n"
    file = b"--b\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n"
    yield "a file", HEAD + mixed + file + base64.encodebytes(b"\0" * (MOST * 7 // 10)) + b"--b--\n"
    yield "words", HEAD + b"\n" + b"my son Tom Doe " * (MOST // 15)
    yield "one line", HEAD + b"\n" + b"a" * MOST
    yield "quotes", HEAD + b"\n" + b"> " * (MOST // 2)
    yield "blocks", HEAD + b"\n" + b"From: a\nSent: 1 May 2026\nTo: b\n\n" * (MOST // 34)
    yield "on wrote", HEAD + b"\n" + b"On \n" * (MOST // 4)
    yield "tags", HEAD + html + b"<p>" * (MOST // 3)
    yield "open tags", HEAD + html + b"<a " * (MOST // 3)
    yield "comments", HEAD + html + b"<!--" * (MOST // 4)
    yield "sections", HEAD + html + b"<![CDATA[" * (MOST // 9)
    yield "parts", HEAD + mixed + b"--b\n\nx\n" * (MOST // 7)
    yield "no end", HEAD + mixed + b"--b\n" * (MOST // 4)
    yield "encoded words", HEAD + b"Cc: " + b"=?utf-8?q?a?= " * 13_000 + b"\n\nHello"
    yield "addresses", HEAD + b"Cc: " + b"a@b," * 45_000 + b"\n\nHello"
    yield "forms", HEAD + b"\n" + b"Full name: Jane\n" * (MOST // 16)


@pytest.mark.benchmark
def test_awkward_messages(capsys: pytest.CaptureFixture[str]) -> None:
    seconds, peaks = dict[str, float](), dict[str, float]()
    for name, data in awkward():
        begin = time.perf_counter()
        (found,) = read_apart([data])
        told = found.problem or " ".join(found.doubts) or "read"
        seconds[f"{name}: {told}"[:58]] = time.perf_counter() - begin
        peaks[name] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000
    say(capsys, "The most awkward messages of 25 MB", seconds, "s")
    say(capsys, "The peak memory of their readers so far", peaks, "MB")
