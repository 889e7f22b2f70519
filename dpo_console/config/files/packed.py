"""Packed files from elsewhere, such as XLSX: nothing that unpacks to too much, and no entities."""

import zipfile

from dpo_console.errors import BadFile

UNPACKED = 50_000_000
"""The most bytes to which a file may unpack."""

ENCRYPTED = b"\xd0\xcf\x11\xe0"
"""The first bytes of an old or encrypted Office file."""


def refuse_bombs(packed: zipfile.ZipFile, name: str) -> None:
    """Raise BadFile for a file that unpacks to too much, or whose XML declares entities.

    A damaged or encrypted one raises anything.
    """
    parts = packed.infolist()
    size = sum(part.file_size for part in parts)
    if size > UNPACKED:
        raise BadFile(name, "", f"unpacks to {size // 1_000_000:,} MB. Is it the right file?")
    for part in parts:
        if _declares(packed, part):
            what = "declares XML entities, which no such file needs."
            raise BadFile(name, f"part {part.filename}", what)


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    return is_xml and b"<!DOCTYPE" in packed.read(part).upper()
