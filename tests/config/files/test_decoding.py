"""Files of officers' own: each is read as it was written, or refused with the line."""

from pathlib import Path

import pytest

from dpo_console.config.files.incoming import GUESSED, decoded
from dpo_console.config.terms.reading import read_terms
from dpo_console.errors import BadFile

TEXT = "title\r\nZoë’s note\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_that_shows_its_encoding_is_read_without_a_doubt(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding), "found.csv") == (TEXT, "")


def test_a_guess_is_said() -> None:
    assert decoded(TEXT.encode("cp1252"), "found.csv") == (TEXT, GUESSED)


@pytest.mark.parametrize(
    "content", [b"title\nJos\x81 Doe\n", b"\xff\xfet\x00\n\x00\x00\xd8", b"\n\n\x9dx"]
)
def test_a_character_that_cannot_be_read_is_refused_with_its_line(content: bytes) -> None:
    line = content.count(b"\n") + (not content.endswith(b"\n"))
    with pytest.raises(BadFile, match=f"found.csv.*line {line}.*can't be read. Save"):
        decoded(content, "found.csv")


def test_a_guess_is_a_doubt_of_the_calendar() -> None:
    sheet = "what,first,last\nEcole – première,2026-09-02,\nTerm,2026-09-02,2026-12-18\n".encode(
        "cp1252"
    )
    found = read_terms(Path("dates.csv"), sheet)
    assert found.doubts == (GUESSED,)
    assert found.unused[0].entry.startswith("line 2: Ecole – première")
