"""Files that hold several messages: an mbox, or a zip of a folder such as a Maildir."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from dpo_console.config.files.incoming import refuse_bombs
from dpo_console.errors import BadFile

OFFICE = "[Content_Types].xml"
"""The part by which a Word file, or another one of Office, is known from a zip of messages."""

LOCKED = 1
"""The flag of a file in a zip that needs a password."""

MOST = 5_000
"""The most messages that are taken in at once."""

_MBOX = re.compile(rb"From [^\r\n]*\d{4}[^\r\n]*\r?\n[!-9;-~]+:")
_NEXT = re.compile(rb"(?:\r?\n){2}(?=From [^\r\n]*\d{4}[^\r\n]*\r?\n[!-9;-~]+:)")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_IGNORED = (".ds_store", "thumbs.db", "desktop.ini", "dovecot", "maildirfolder", "__macosx")


class Raw(NamedTuple):
    """One message's bytes, and its name for messages to the officer.

    One that can't be taken in has no bytes, and the `problem` in a sentence.
    """

    name: str
    data: bytes
    problem: str = ""


def split(data: bytes, name: str, largest: int) -> Iterator[Raw]:
    """Yield each message of a file. Raises BadFile for a zip that can't be read, or too many."""
    for number, one in enumerate(_split(data, name, largest), 1):
        if number > MOST:
            raise BadFile(name, "", f"holds more than {MOST:,} messages. Take them in parts.")
        yield one


def _split(data: bytes, name: str, largest: int) -> Iterator[Raw]:
    if data.startswith(b"PK\x03\x04"):
        yield from _unpacked(data, name, largest)
    elif _MBOX.match(data):
        for number, one in enumerate(_NEXT.split(data), 1):
            headers = one.partition(b"\n")[2]
            yield Raw(f"{PurePosixPath(name).name}, message {number}", _QUOTED.sub(rb"\1", headers))
    else:
        yield Raw(PurePosixPath(name.replace("\\", "/")).name or name, data)


def _unpacked(data: bytes, name: str, largest: int) -> Iterator[Raw]:
    """Yield the files of a zip that aren't folders, in the order of their names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if OFFICE in packed.namelist():  # its parts are no messages
                yield Raw(PurePosixPath(name).name, data)
                return
            for part in packed.infolist():
                if part.flag_bits & LOCKED:
                    raise BadFile(name, f"file {part.filename}", "needs a password. Unpack it.")
            refuse_bombs(packed, name)
            for part in sorted(packed.infolist(), key=lambda one: one.filename):
                if not part.is_dir() and not is_ignored(part.filename):
                    yield from _split(_content(packed, part, largest, name), part.filename, largest)
    except BadFile:
        raise
    except Exception:  # a broken archive raises anything
        what = "can't be unpacked. Is it whole?"
        raise BadFile(name, "", what) from None


def _content(packed: zipfile.ZipFile, part: zipfile.ZipInfo, largest: int, name: str) -> bytes:
    """Return a file of a zip. What it says of its size isn't believed."""
    with packed.open(part) as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        said = f"is larger than {largest / 1_000_000:g} MB. Take it out."
        raise BadFile(name, f"file {part.filename}", said)
    if content.startswith(b"PK\x03\x04"):
        raise BadFile(name, f"file {part.filename}", "is packed once more. Unpack it.")
    return content


def is_ignored(name: str) -> bool:
    """Return True for a file that a system or a mail server leaves in every folder."""
    parts = [part.casefold() for part in PurePosixPath(name).parts]
    return any(part.startswith(("._", *_IGNORED)) for part in parts)
