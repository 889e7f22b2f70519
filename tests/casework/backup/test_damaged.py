"""Backups that are damaged, foreign, newer or hostile: each is refused, and nothing is restored."""

import gzip
import io
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dpo_console.casework.backup.about import ABOUT, RECORDS, SUMS
from dpo_console.casework.backup.backing_up import stream_backup
from dpo_console.casework.backup.erasures import Since
from dpo_console.casework.backup.restoring import restore
from dpo_console.casework.backup.sealing import new_key
from dpo_console.errors import Refused
from tests.casework.backup.made import (
    PLAIN,
    flipped,
    forged,
    members,
    office,
    other,
    packed,
    quiet,
    source,
    unzipped,
)
from tests.conftest import desks, make_home

SECRET, PUBLIC = new_key()


class Made:
    """The backups of one office, plain and encrypted."""

    def __init__(self, home: Path) -> None:
        office(make_home(home))
        desk = desks(home)()
        self.plain, self.sealed = (_streamed(desk, keys) for keys in (PLAIN, (PUBLIC,)))


def _streamed(desk: Any, keys: tuple[str, ...]) -> bytes:  # noqa: ANN401 - a desk
    out = io.BytesIO()
    stream_backup(desk, out, keys, quiet)
    return out.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("damaged") / "home")


def told(change: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    return lambda data: forged(data, lambda about, _: change(about))


def renamed(name: str) -> Callable[[bytes], bytes]:
    """Return what gives the settings another name, in the list too."""

    def change(about: dict[str, Any], files: dict[str, bytes]) -> None:
        files[name] = files["data/dpo.toml"] + b"\n"
        about["files"][name] = len(files[name])

    return lambda data: forged(data, change)


def without(name: str) -> Callable[[bytes], bytes]:
    def change(_: dict[str, Any], files: dict[str, bytes]) -> None:
        del files[name]

    return lambda data: forged(data, change)


def with_member(kind: bytes, name: str, to: str = "") -> Callable[[bytes], bytes]:
    return lambda data: packed(members(data), [other(kind, name, to)])


def lies(data: bytes) -> bytes:
    """Change a letter and not its hash."""
    files = members(data)
    name = next(name for name in files if name.startswith("exports/"))
    files[name] = b"X" + files[name][1:]
    return packed(files)


def twice(data: bytes) -> bytes:
    tar = unzipped(data)
    head = tar[: 512 + -(-int(tar[124:135], 8) // 512) * 512]
    return gzip.compress(head + tar)


def unlisted(data: bytes) -> bytes:
    files = members(data)
    last = files.pop(SUMS)
    return packed({**files, "data/planted.docx": b"x", SUMS: last})


PLAIN_TRIES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "it is empty"),
    "text": (lambda _: b"Dear parent", "isn't a backup"),
    "a zip file": (lambda _: b"PK\x03\x04" + bytes(90), "isn't a backup"),
    "a gzip of nothing": (lambda _: gzip.compress(b""), "cut short"),
    "a gzip of text": (lambda _: gzip.compress(b"Dear parent" * 100), "damaged"),
    "another archive": (lambda _: packed({"a.txt": b"a"}), "isn't a backup"),
    "cut to 1 byte": (lambda d: d[:1], "isn't a backup"),
    "cut to 20 bytes": (lambda d: d[:20], "cut short"),
    "cut in half": (lambda d: d[: len(d) // 2], "cut short"),
    "cut by a byte": (lambda d: d[:-1], "cut short"),
    "something appended": (lambda d: d + b"more", "damaged"),
    "an archive appended": (lambda d: d + d, "something follows"),
    "a second list": (twice, "list doesn't name"),
    "a newer format": (told(lambda a: a.update(format=2)), "newer dpo_console"),
    "a newer layout": (told(lambda a: a.update(layout=999)), "newer dpo_console"),
    "another's head": (told(lambda a: a.update(head="1:" + "0" * 64)), "aren't sound"),
    "a later head": (told(lambda a: a.update(head="99:" + "0" * 64)), "aren't sound"),
    "another's chain": (told(lambda a: a.update(chain="0" * 32)), "others than its list"),
    "a list of nothing": (told(lambda a: a.update(files={})), "no records"),
    "a list of numbers": (told(lambda a: a.update(files=[1])), "first file"),
    "a head of words": (told(lambda a: a.update(head="last")), "first file"),
    "a bomb": (told(lambda a: a["files"].update({RECORDS: 1 << 60})), "it needs"),
    "a negative size": (told(lambda a: a["files"].update({RECORDS: -1})), "doesn't belong"),
    "a size that is wrong": (told(lambda a: a["files"].update({RECORDS: 1})), "another size"),
    "a path upwards": (renamed("data/../../up.toml"), "doesn't belong"),
    "a path from the root": (renamed("/etc/up.toml"), "doesn't belong"),
    "a path elsewhere": (renamed("bin/up"), "doesn't belong"),
    "an odd path": (renamed("data//up"), "doesn't belong"),
    "a file below a file": (renamed("data/dpo.toml/up"), "can't be restored"),
    "a file left out": (without(RECORDS), "missing"),
    "a file slipped in": (unlisted, "list doesn't name"),
    "a file changed": (lies, "isn't as it was copied"),
    "no hashes": (lambda d: packed({k: v for k, v in members(d).items() if k != SUMS}), "isn't as"),
    "a symbolic link": (with_member(tarfile.SYMTYPE, "data/l", "/etc"), "holds a link"),
    "a hard link": (with_member(tarfile.LNKTYPE, "data/l", "data/dpo.toml"), "holds a link"),
    "a device": (with_member(tarfile.CHRTYPE, "data/null"), "holds a device"),
    "a pipe": (with_member(tarfile.FIFOTYPE, "data/pipe"), "holds a pipe"),
    "a folder": (with_member(tarfile.DIRTYPE, "data/x"), "holds a folder"),
    "a long name": (with_member(tarfile.REGTYPE, "data/" + "n" * 5000), "too long"),
    "a header for all": (with_member(tarfile.XGLTYPE, "data/h"), "something else"),
    "settings that mean nothing": (
        lambda d: forged(d, lambda a, f: _put(a, f, "data/dpo.toml", b"nonsense = 1\n")),
        "can't be opened",
    ),
    "records that are none": (
        lambda d: forged(d, lambda a, f: _put(a, f, RECORDS, b"SQLite format 3\0" + bytes(99))),
        "can't be opened",
    ),
    "a letter changed with its hash": (
        lambda d: forged(d, lambda a, f: _put(a, f, _letter(f), b"other words")),
        "was changed after it was written",
    ),
}


def _put(about: dict[str, Any], files: dict[str, bytes], name: str, content: bytes) -> None:
    files[name] = content
    about["files"][name] = len(content)


def _letter(files: dict[str, bytes]) -> str:
    return next(name for name in files if name.startswith("exports/"))


SEALED_TRIES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut in its header": (lambda d: d[:60], "can't be decrypted"),
    "cut after its header": (lambda d: d[:220], "can't be decrypted"),
    "cut in half": (lambda d: d[: len(d) // 2], "can't be decrypted"),
    "cut by a byte": (lambda d: d[:-1], "can't be decrypted"),
    "something appended": (lambda d: d + b"more", "can't be decrypted"),
    "a bit of its header": (lambda d: d[:80] + bytes([d[80] ^ 1]) + d[81:], "restored"),
    "a bit of its middle": (lambda d: flipped(d, 500), "can't be decrypted"),
    "its last bit": (lambda d: flipped(d, 1000), "can't be decrypted"),
}


def refused(data: bytes, folder: Path, secret: str = "") -> str:
    """Return why a backup isn't restored. Nothing of it may stay."""
    with pytest.raises(Refused) as error:
        restore(source(data, secret), folder / "new", Since(none="Nothing was erased"))
    assert error.value.exit_code == 1
    assert list(folder.iterdir()) == []
    return str(error.value)


@pytest.mark.parametrize("name", PLAIN_TRIES)
def test_a_damaged_or_hostile_backup_is_refused_and_leaves_nothing(
    name: str, made: Made, tmp_path: Path
) -> None:
    spoil, says = PLAIN_TRIES[name]
    assert says in refused(spoil(made.plain), tmp_path)


@pytest.mark.parametrize("name", SEALED_TRIES)
def test_a_damaged_encrypted_backup_is_refused_and_leaves_nothing(
    name: str, made: Made, tmp_path: Path
) -> None:
    spoil, says = SEALED_TRIES[name]
    assert says in refused(spoil(made.sealed), tmp_path, SECRET)


def test_a_backup_is_refused_without_its_key_and_with_another(made: Made, tmp_path: Path) -> None:
    assert "--identity KEYFILE" in refused(made.sealed, tmp_path)
    assert "this key doesn't open it" in refused(made.sealed, tmp_path, new_key()[0])


def test_an_encrypted_backup_shows_no_name(made: Made) -> None:
    assert b"Quillbrook" in unzipped(made.plain)
    assert all(b"Quillbrook" not in data for data in (made.sealed, made.sealed[200:]))


@pytest.mark.slow
def test_no_flipped_bit_restores_other_records(made: Made, tmp_path: Path) -> None:
    whole = members(made.plain)
    for at in range(1, 1000, 4):
        assert "can't be restored" in refused(flipped(made.sealed, at), tmp_path, SECRET)
        try:
            restore(source(flipped(made.plain, at)), tmp_path / "new", Since(none="No"))
        except Refused:
            assert list(tmp_path.iterdir()) == []
        else:
            assert members(flipped(made.plain, at)) == whole  # a bit that compression ignores
            shutil.rmtree(tmp_path / "new")


def test_the_first_file_is_the_list(made: Made) -> None:
    assert next(iter(members(made.plain))) == ABOUT
