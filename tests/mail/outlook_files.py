"""Files of Outlook for tests: a compound file (MS-CFB) that holds a message (MS-OXMSG)."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

SECTOR, SMALL = 512, 64
END, FREE, OF_FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT, BYTES, WHOLE, TIME = 0x001F, 0x0102, 0x0003, 0x0040
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Property = tuple[int, int, object]


def outlook(properties: list[Property], attachments: tuple[list[Property], ...] = ()) -> bytes:
    """Return a .msg file with properties, each an id, a type and a value."""
    tree: dict[str, bytes | dict[str, bytes]] = {**_streams(properties, b"\0" * 32)}
    for number, attached in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = _streams(attached, b"\0" * 8)
    return compound(tree)


def _streams(properties: list[Property], header: bytes) -> dict[str, bytes]:
    streams, table = {}, header
    for pid, kind, value in properties:
        held = value.encode("utf-16-le") if isinstance(value, str) else value
        if isinstance(held, bytes):
            streams[f"__substg1.0_{pid:04X}{kind:04X}"] = held
            fixed = struct.pack("<II", len(held) + 2 * (kind == TEXT), 0)
        elif isinstance(held, datetime):
            fixed = struct.pack("<Q", int((held - EPOCH).total_seconds() * 10_000_000))
        else:
            fixed = struct.pack("<II", held, 0)
        table += struct.pack("<HHI", kind, pid, 6) + fixed
    return {"__properties_version1.0": table, **streams}


def compound(tree: Mapping[str, bytes | dict[str, bytes]]) -> bytes:
    """Return a compound file. Every stream lies in the mini stream, as small ones do."""
    entries: list[tuple[str, int, int, int, bytes]] = []  # name, type, next, child, content
    top = _add(entries, tree)
    small, chains, starts = b"", list[int](), []
    for _, _, _, _, content in entries:
        count = -(-len(content) // SMALL)
        starts.append(len(chains) if count else END)
        chains += [*range(len(chains) + 1, len(chains) + count), END] if count else []
        small += content.ljust(count * SMALL, b"\0")
    small = small.ljust(-(-len(small) // SECTOR) * SECTOR, b"\0")
    folder = _entry("Root Entry", 5, FREE, top, 0, len(small))
    for (name, kind, after, child, content), start in zip(entries, starts, strict=True):
        folder += _entry(name, kind, after, child, start, len(content))
    folder = folder.ljust(-(-len(folder) // SECTOR) * SECTOR, b"\0")
    mini = struct.pack(f"<{len(chains)}I", *chains)
    mini = mini.ljust(-(-len(mini) // SECTOR) * SECTOR, b"\xff")
    parts = [small, folder, mini]
    fat, begins = list[int](), list[int]()
    for part in parts:
        count = len(part) // SECTOR
        begins.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + count), END]
    sectors = -(-(len(fat) + 1) // 128)
    fat += [OF_FAT] * sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sectors * SECTOR, b"\xff")
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        b"", 0, sectors, begins[1], 0, 4096, begins[2], len(mini) // SECTOR, END, 0,
        len(fat) - sectors,
    )  # fmt: skip
    more = struct.pack(f"<{sectors - 1}I", *range(len(fat) - sectors + 1, len(fat)))
    first = (head + more).ljust(SECTOR, b"\xff")
    return first + small + folder + mini + table


def _add(entries: list[tuple[str, int, int, int, bytes]], tree: Mapping[str, object]) -> int:
    """Add a folder's entries, each the next of the one before, and return the first's number."""
    first, before = FREE, -1
    for name, held in sorted(tree.items(), key=lambda one: (len(one[0]), one[0].upper())):
        place = len(entries)
        entries.append((name, 2, FREE, FREE, held if isinstance(held, bytes) else b""))
        if isinstance(held, dict):
            child = _add(entries, held)
            entries[place] = (name, 1, FREE, child, b"")
        if before >= 0:
            old = entries[before]
            entries[before] = (old[0], old[1], place + 1, old[3], old[4])
        first = place + 1 if first == FREE else first
        before = place
    return first


def _entry(name: str, kind: int, after: int, child: int, start: int, size: int) -> bytes:
    spelt = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", spelt, len(spelt), kind, 1, FREE, after, child, b"", 0, 0, 0, start,
        size,
    )  # fmt: skip
