"""What stops an evidence pack, and what a stopped one leaves."""

import errno
import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How
from dpo_console.cases.reports import pack_contents
from dpo_console.cases.view.case import case_to_check, case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.notes import add_note
from dpo_console.casework.reports import evidence_pack
from dpo_console.casework.reports.evidence_pack import folder_for, make_pack
from dpo_console.errors import Refused, StaleSave, TryAgain
from dpo_console.letters.word.saving import put


def test_what_a_killed_one_left_is_cleared_and_what_is_being_made_stays(
    desk: Desk, sar: str, tmp_path: Path
) -> None:
    left, made, strange = (tmp_path / f".tmp-pack-{name}" for name in ("left", "made", "link"))
    for folder in (left, made):
        folder.mkdir()
        (folder / "case.json").write_text("Jane Doe")
    strange.symlink_to(desk.home.exports)
    held = os.open(made, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    pack = make_pack(desk, sar, str(tmp_path))
    os.close(held)
    assert not left.exists()
    assert (made / "case.json").exists()
    assert desk.home.exports.is_dir()
    assert pack.folder.is_dir()


def failing(number: int, after: int) -> Callable[..., None]:
    """Return a writer that fails with a system error after so many calls."""
    calls = iter(range(after))

    def fail(path: Path, data: bytes) -> None:
        if next(calls, None) is None:
            raise OSError(number, os.strerror(number))
        path.write_bytes(data)

    return fail


@pytest.mark.parametrize(
    ("number", "error", "said"),
    [(errno.ENOSPC, TryAgain, "The disk is full: the pack"), (errno.EACCES, Refused, "denied")],
)
@pytest.mark.parametrize("after", [0, 2])
def test_a_disk_that_fails_leaves_nothing(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch,
    number: int, error: type[Exception], said: str, after: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(evidence_pack, "put", failing(number, after))
    with pytest.raises(error, match=said):
        make_pack(desk, sar)
    assert list((desk.home.data / "packs" / sar).iterdir()) == []
    assert case_view(desk, sar).version == 1


def test_a_record_that_cannot_be_saved_takes_the_pack_away(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise TryAgain("locked")

    monkeypatch.setattr("dpo_console.casework.change.settle", busy)
    with pytest.raises(TryAgain):
        make_pack(desk, sar)
    assert list((desk.home.data / "packs" / sar).iterdir()) == []


def test_a_case_that_is_changed_meanwhile_gives_no_pack(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = put

    def slowly(path: Path, data: bytes) -> None:
        if path.name == evidence_pack.INDEX:
            add_note(desk, sar, "Meanwhile")
        written(path, data)

    monkeypatch.setattr(evidence_pack, "put", slowly)
    with pytest.raises(StaleSave):
        make_pack(desk, sar)
    assert list((desk.home.data / "packs" / sar).iterdir()) == []


def test_a_case_that_is_changed_while_it_is_read_gives_no_pack(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = case_to_check

    def slowly(at: Desk, reference: str, *how: How) -> object:
        seen = view(at, reference, *how)
        write_letter(desk, sar, "acknowledgement", {})
        return seen

    monkeypatch.setattr(pack_contents, "case_to_check", slowly)
    with pytest.raises(StaleSave):
        make_pack(desk, sar)


def test_the_same_number_is_never_given_twice(
    desk: Desk, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second pack finds the name taken, and leaves the first one alone."""
    theirs = folder_for(desk, sar)
    written = put

    def slowly(path: Path, data: bytes) -> None:
        theirs.mkdir(exist_ok=True)
        (theirs / "kept").write_text("kept")
        written(path, data)

    monkeypatch.setattr(evidence_pack, "put", slowly)
    with pytest.raises(Refused, match="not empty"):
        make_pack(desk, sar)
    assert [p.name for p in theirs.parent.iterdir()] == [theirs.name]
    assert [p.name for p in theirs.iterdir()] == ["kept"]
    assert case_view(desk, sar).version == 1
