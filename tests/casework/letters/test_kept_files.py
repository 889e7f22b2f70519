"""A letter leaves only as the file that was recorded, and no link leads out of the home."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dpo_console.cases.letters.letter_choices import written_words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters import wordings
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import (
    latest_letter,
    letter_email,
    mark_sent,
    mark_sent_again,
)
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadFile, Refused
from tests.conftest import TODAY

ACK = "acknowledgement"
Spoil = Callable[[Path], object]


@pytest.fixture
def letter(desk: Desk) -> Path:
    """Return the file of an acknowledgement."""
    request = NewRequest("sar", TODAY, "Jane Doe", email="jane@example.org", address="1 Low Road")
    row = write_letter(desk, log_request(desk, request).reference, ACK, {})
    return desk.home.exports / row.path


def change_a_byte(letter: Path) -> None:
    letter.write_bytes(letter.read_bytes() + b"\0")


def link_the_file(letter: Path) -> None:
    letter.symlink_to(letter.rename(letter.parents[2] / "elsewhere.docx"))


def link_the_folder(letter: Path) -> None:
    """Put the very same file behind a linked folder."""
    folder = letter.parent
    folder.symlink_to(folder.rename(letter.parents[2] / "elsewhere"))


def link_exports(letter: Path) -> None:
    exports = letter.parents[1]
    exports.symlink_to(exports.rename(letter.parents[2] / "share"))


def folder_instead(letter: Path) -> None:
    letter.unlink()
    letter.mkdir()


SPOILT: dict[str, tuple[Spoil, str]] = {
    "changed": (change_a_byte, "was changed since"),
    "missing": (Path.unlink, "is missing"),
    "folder missing": (lambda letter: shutil.rmtree(letter.parent), "is missing"),
    "linked": (link_the_file, "docx is a link"),
    "folder linked": (link_the_folder, "SAR-2026-0001 is a link"),
    "exports linked": (link_exports, "exports is a link"),
    "a folder": (folder_instead, "is no file"),
}

DOORS: dict[str, Callable[[Desk, str], object]] = {
    "fetch": lambda desk, case: latest_letter(desk, case, ACK),
    "fetch the last": latest_letter,
    "email": lambda desk, case: letter_email(desk, case, ACK),
    "sent": lambda desk, case: mark_sent(desk, case, ACK, TODAY, "post"),
    "read": lambda desk, case: written_words(desk, case_view(desk, case).letters[-1]),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILT.values(), ids=SPOILT)
def test_a_file_that_is_not_the_one_recorded_leaves_by_no_door(
    spoil: Spoil, said: str, letter: Path, desk: Desk
) -> None:
    spoil(letter)
    for go in DOORS.values():
        with pytest.raises(Refused, match=said):
            go(desk, letter.parent.name)
    assert case_view(desk, letter.parent.name).letters[-1].sent_on is None


@pytest.mark.parametrize(("spoil", "said"), SPOILT.values(), ids=SPOILT)
def test_it_is_not_sent_again_either(spoil: Spoil, said: str, letter: Path, desk: Desk) -> None:
    mark_sent(desk, letter.parent.name, ACK, TODAY, "post")
    spoil(letter)
    with pytest.raises(Refused, match=said):
        mark_sent_again(desk, letter.parent.name, ACK, TODAY, "post", why="It came back")


@pytest.mark.parametrize("spoil", [spoil for spoil, _ in SPOILT.values()], ids=SPOILT)
def test_a_pack_leaves_it_out_and_says_so(spoil: Spoil, letter: Path, desk: Desk) -> None:
    spoil(letter)
    pack = make_pack(desk, letter.parent.name)
    assert [name for name, _ in pack.left_out] == [letter.name]
    assert not list(pack.folder.rglob(letter.name))


def test_the_refusal_tells_both_ways_out(letter: Path, desk: Desk) -> None:
    change_a_byte(letter)
    with pytest.raises(Refused) as refused:
        latest_letter(desk, letter.parent.name, ACK)
    assert "dpo-console letter write SAR-2026-0001 acknowledgement" in str(refused.value)
    assert "dpo-console letter adopt SAR-2026-0001 acknowledgement FILE" in str(refused.value)


def test_an_older_version_that_was_changed_does_not_hold_back_a_new_one(
    letter: Path, desk: Desk
) -> None:
    change_a_byte(letter)
    row = write_letter(desk, letter.parent.name, ACK, {})
    assert latest_letter(desk, letter.parent.name, ACK)[0].name == Path(row.path).name
    mark_sent(desk, letter.parent.name, ACK, TODAY, "post")


@pytest.mark.parametrize("spoil", [link_the_folder, link_exports])
def test_a_letter_is_not_written_through_a_link(spoil: Spoil, letter: Path, desk: Desk) -> None:
    reference, home = letter.parent.name, desk.home.root
    spoil(letter)
    before = sorted(home.rglob("*"))
    with pytest.raises(Refused, match="is a link"):
        write_letter(desk, reference, ACK, {})
    assert sorted(home.rglob("*")) == before


def test_a_pack_is_not_made_through_a_link(letter: Path, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (desk.home.data / "packs").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="packs is a link"):
        make_pack(desk, letter.parent.name)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def linked_wording(desk: Desk, secret: Path) -> None:
    wordings.copy_wording(desk, ACK).unlink()
    (desk.home.own_wording / f"{ACK}.md").symlink_to(secret)


def linked_wordings(desk: Desk, secret: Path) -> None:
    folder = desk.home.own_wording
    wordings.copy_wording(desk, ACK)
    folder.symlink_to(folder.rename(secret.parent / "letters"))


def linked_letterhead(desk: Desk, secret: Path) -> None:
    (desk.home.data / "letterhead.docx").symlink_to(secret)


@pytest.mark.parametrize("plant", [linked_wording, linked_wordings, linked_letterhead])
def test_wordings_and_letterheads_are_not_read_through_a_link(
    plant: Callable[[Desk, Path], None], letter: Path, desk: Desk, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("# Secret\n")
    plant(desk, secret)
    (found,) = wordings.check_own(desk)
    assert "is a link" in " ".join(found.problems)
    with pytest.raises((Refused, BadFile), match="is a link"):
        write_letter(desk, letter.parent.name, ACK, {})
