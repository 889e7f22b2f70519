"""A file of many messages is taken apart, and one that can't be is refused whole."""

import io
import zipfile

import pytest

from dpo_console.errors import BadFile
from dpo_console.mail.boxes import Raw, split
from tests.bundle.locked import locked

MAIL = b"From: a@home.example.net\n\nHello\n"


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def parts(data: bytes, name: str = "post") -> list[Raw]:
    return [*split(data, name, 1_000_000)]


def test_an_mbox_is_taken_apart_and_its_quoted_lines_restored() -> None:
    box = (
        b"From a@b Mon Nov  2 10:00:00 2026\nSubject: 1\n\nFrom me to you\n>From here\n\n"
        b"From a@b Mon Nov  2 10:00:01 2026\r\nSubject: 2\r\n\r\nB\r\n"
    )
    assert parts(box) == [
        Raw("post, message 1", b"Subject: 1\n\nFrom me to you\nFrom here"),
        Raw("post, message 2", b"Subject: 2\r\n\r\nB\r\n"),
    ]
    assert parts(MAIL) == [Raw("post", MAIL)]


def test_a_zip_of_a_maildir_is_read_without_what_systems_leave_there() -> None:
    data = packed({"Maildir/cur/1:2,S": MAIL, "Maildir/new/2": MAIL, "Maildir/.DS_Store": b"x",
                   "Maildir/dovecot.index": b"x", "__MACOSX/._1": b"x"})  # fmt: skip
    assert [one.name for one in parts(data)] == ["1:2,S", "2"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed({"a": b"\0" * 1_100_000}), "larger than 1 MB"),
        (packed({"a.zip": packed({"b": MAIL})}), "packed once more"),
        (packed({"a": MAIL})[:60], "can't be unpacked"),
        (locked(packed({"a": MAIL})), "needs a password"),
        (b"PK\x03\x04" + b"\0" * 100, "can't be unpacked"),
        (packed({"a.xml": b"<!DOCTYPE x [<!ENTITY y 'z'>]>"}), "XML entities"),
    ],
    ids=["large", "packed twice", "cut off", "locked", "broken", "entities"],
)
def test_a_zip_that_is_unsound_is_refused_whole(data: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        parts(data)


def test_a_zip_that_unpacks_to_too_much_is_refused_whole() -> None:
    with pytest.raises(BadFile, match="unpacks to 60 MB"):
        parts(packed({"a": bytes(60_000_000)}))


def test_a_word_file_is_one_file_and_no_folder_of_messages() -> None:
    data = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert parts(data) == [Raw("post", data)]
