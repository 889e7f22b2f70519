"""A letter is there whole, or not at all."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dpo_console.errors import Refused, TryAgain
from dpo_console.letters.word import saving
from dpo_console.letters.word.saving import save, write_docx
from tests.letters.samples import CREATED, letter, word_file
from tests.permissions import permissions_bind

LETTER = letter("clarification")
DATA = word_file(LETTER)


def write(path: Path) -> str:
    sha256, mark = write_docx(
        LETTER, path, letterhead=None, title=LETTER.title, author="Oak Lane", created=CREATED
    )
    assert not mark.exists() or mark.samefile(path)  # not every disk knows links
    mark.unlink(missing_ok=True)
    return sha256


def test_the_file_is_whole_private_and_its_hash_is_told(tmp_path: Path) -> None:
    path = tmp_path / "SAR-2026-0042" / "letter.docx"
    assert write(path) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.read_bytes() == DATA
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_text("the first")
    with pytest.raises(Refused, match=r"letter\.docx exists already"):
        write(path)
    assert path.read_text() == "the first"
    assert list(tmp_path.iterdir()) == [path]


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["fsync", "link"])
@pytest.mark.parametrize(
    ("number", "error", "said"),
    [
        (errno.ENOSPC, TryAgain, "The disk is full"),
        (errno.EDQUOT, TryAgain, "The disk is full"),
        (errno.EIO, TryAgain, "Try again"),
        (errno.EROFS, Refused, "can't be written to"),
    ],
)
def test_a_failure_on_the_way_leaves_nothing(
    call: str, number: int, error: type[Exception], said: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(os, call, failing(number))
    with pytest.raises(error, match=said):
        write(tmp_path / "letter.docx")
    assert list(tmp_path.iterdir()) == []


def test_what_reads_back_otherwise_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_half(handle: int, data: bytes) -> None:
        with os.fdopen(handle, "wb") as file:
            file.write(data[: len(data) // 2])

    monkeypatch.setattr(saving, "_write", write_half)
    with pytest.raises(TryAgain, match="nothing of it was left"):
        save(tmp_path / "letter.docx", DATA)
    assert list(tmp_path.iterdir()) == []


def test_where_the_disk_knows_no_links_the_name_is_taken_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    path = tmp_path / "letter.docx"
    write(path)
    assert path.read_bytes() == DATA
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refused, match="exists already"):
        write(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def read_only_folder(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder that this process may read and not write, even as root."""
    tmp_path.chmod(0o555)
    try:
        with permissions_bind():
            yield tmp_path
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_written_is_named(read_only_folder: Path) -> None:
    for path in (read_only_folder / "letter.docx", read_only_folder / "new" / "letter.docx"):
        with pytest.raises(Refused, match=r"folder .* can't be written to .*nothing was saved"):
            write(path)
    assert list(read_only_folder.iterdir()) == []


def in_the_way(blocked: Path, path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write(path)
    assert f"{blocked} is in the way" in str(refused.value)
    assert "overwritten" not in str(refused.value)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "SAR-2026-0042"
    folder.write_text("not a folder")
    in_the_way(folder, folder / "letter.docx")
    in_the_way(folder, folder / "SAR-2026-0042" / "letter.docx")
    assert folder.read_text() == "not a folder"


def test_exports_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.symlink_to(tmp_path / "unmounted")
    in_the_way(exports, exports / "SAR-2026-0042" / "letter.docx")
    assert not (tmp_path / "unmounted").exists()


def test_every_folder_made_on_the_way_is_private(tmp_path: Path) -> None:
    path = tmp_path / "exports" / "SAR-2026-0042" / "letter.docx"
    write(path)
    modes = {folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)}
    assert modes == {0o700}
