"""The letters' folder holds every letter unchanged, and nothing else."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.files import letter_problems
from dpo_console.cases.records.verify import Check, verify
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.requests import NewRequest, log_request
from tests.permissions import permissions_bind


@pytest.fixture
def letter(desk: Desk) -> Path:
    request = NewRequest("sar", date(2026, 11, 2), "Jane Doe", email="jane@example.org")
    written = write_letter(desk, log_request(desk, request).reference, "acknowledgement", {})
    return desk.home.exports / written.path


def found(desk: Desk) -> Check:
    """Return the result on letters, and check that every other result is sound."""
    checks = {check.name: check for check in verify(desk).checks}
    assert [name for name, check in checks.items() if not check.sound] == ["letters"]
    return checks["letters"]


def link_elsewhere(letter: Path) -> None:
    elsewhere = letter.rename(letter.parent.parent.parent / "elsewhere.docx")
    letter.symlink_to(elsewhere)


def folder_instead(letter: Path) -> None:
    letter.unlink()
    letter.mkdir()


def linked_folder(letter: Path) -> None:
    letter.parent.parent.joinpath("more").symlink_to("/tmp")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda letter: letter.chmod(0o644), "-1.docx: its mode is 0644"),
        (lambda letter: letter.write_bytes(b"x"), "-1.docx: the file was changed"),
        (lambda letter: letter.unlink(), "-1.docx: the file is missing"),
        (folder_instead, "-1.docx: the file is missing"),
        (link_elsewhere, "-1.docx: this is no file of its own"),
        (linked_folder, "more: no case knows this file"),
        (lambda letter: letter.with_name("x.txt").touch(), "x.txt: no case knows this file"),
        (lambda letter: letter.with_name(".tmp-9-a").touch(), ".tmp-9-a: no case knows this file"),
        (lambda letter: (letter.parent.parent / "x").touch(), "x: no case knows this file"),
    ],
)
def test_letters_that_are_not_as_written(
    desk: Desk, letter: Path, change: Callable[[Path], object], says: str
) -> None:
    change(letter)
    assert says in found(desk).text


def test_a_folder_of_letters_that_can_not_be_read(letter: Path) -> None:
    kept = {letter.relative_to(letter.parent.parent).as_posix(): "its hash"}
    letter.parent.chmod(0o000)
    with permissions_bind():
        problems = list(letter_problems(kept, letter.parent.parent))
    letter.parent.chmod(0o700)
    assert len(problems) == 1
    assert "it can't be read (Permission denied)" in problems[0]


def test_a_folder_of_letters_that_is_lost(desk: Desk, letter: Path) -> None:
    shutil.rmtree(letter.parent.parent)
    assert "-1.docx: the file is missing" in found(desk).text
