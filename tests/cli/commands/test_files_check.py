"""The files of an answer on the command line."""

from pathlib import Path

import pytest

from tests.bundle.pdf_files import boxed, pdf, words
from tests.cli.conftest import Run
from tests.cli.test_shared_account import send


def test_what_a_file_hides_is_told_with_its_page_and_the_exit_code(
    dpo: Run, sar: str, tmp_path: Path
) -> None:
    clean, bad = tmp_path / "clean.pdf", tmp_path / "bad.pdf"
    clean.write_bytes(pdf(words))
    bad.write_bytes(pdf(words, boxed))
    ran = dpo("files", "check", sar, str(clean), str(bad))
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "clean.pdf (PDF, 1 page): nothing found",
        "bad.pdf (PDF, 2 pages): 1 finding",
        "  - page 2: Words under a box or a picture can be copied out: “Tess Ford,”",
    ]
    assert "Checked 2 files of 3 pages: 1 finding" in dpo("show", sar).out


def test_json_tells_the_same_and_a_clean_file_is_0(
    dpo: Run, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(monkeypatch, pdf(words))
    ran = dpo("files", "check", sar, "-", "--name", "reply.pdf", "--json")
    (one,) = ran.json
    assert (ran.code, one["name"], one["sort"], one["pages"]) == (0, "reply.pdf", "PDF", 1)
    assert (one["findings"], one["unread"], one["passed"]) == ([], [], True)
