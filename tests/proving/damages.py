"""Bits that flip in the records, and people who change them outside the console."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from dpo_console.cases.records.verify import verify
from dpo_console.casework.backup.backing_up import stream_backup
from dpo_console.casework.backup.erasures import Since
from dpo_console.casework.backup.restoring import restore
from dpo_console.casework.backup.sealing import new_key
from dpo_console.casework.notes import add_note
from dpo_console.errors import DpoConsoleError
from dpo_console.store.audit.chain import ChainHead
from tests.casework.backup.made import PLAIN, members, quiet, source
from tests.conftest import DeskOf, desks
from tests.proving.offices import begin, copy
from tests.proving.row import WRONG, Row
from tests.store import spoiling

SAR = "SAR-2026-0001"


def flip(home: object, folder: Path, random: Random) -> str:
    """Flip a bit of the records. It is found, or it changes nothing that anybody reads."""
    root, sit = copy(home, folder)
    records = spoiling.records_of(root)
    whole = spoiling.content(records)
    data = bytearray(records.read_bytes())
    place = random.choice([at for at, byte in enumerate(data) if byte])  # most others are unused
    data[place] ^= 1 << random.randrange(8)
    records.write_bytes(data)
    try:
        if not verify(sit()).sound:
            return "found by verify"
    except DpoConsoleError:
        return "refused at opening"
    same = spoiling.content(records) == whole
    return "of no effect: in unused bytes" if same else f"{WRONG}: byte {place} unseen"


class Kept(NamedTuple):
    """A home, the same home a day earlier, and the head of the log that was kept elsewhere."""

    home: Path
    earlier: Path
    head: ChainHead


def keep(root: Path) -> Kept:
    """Make an office, keep its records of then, work on, and keep the head."""
    home = begin(root / "home")
    earlier = root / "earlier.sqlite3"
    shutil.copyfile(spoiling.records_of(home), earlier)
    desk = desks(home)()
    add_note(desk, SAR, "Work of the day after")
    return Kept(home, earlier, verify(desk).head)


def tamper(kept: object, folder: Path, random: Random) -> str:
    """Change, remove or roll back records outside the console, and verify with and without head."""
    assert isinstance(kept, Kept)
    root, sit = copy(kept.home, folder)
    records = spoiling.records_of(root)
    name, act = random.choice(TAMPERINGS)
    while not act(records, kept, random):
        pass  # that table is empty: take another
    alone, held = _finds(sit, None), _finds(sit, kept.head)
    if not held:
        return f"{WRONG}: {name}, with a kept head"
    return f"{name}: found" if alone else f"{name}: found with a kept head alone"


def _finds(sit: DeskOf, head: ChainHead | None) -> bool:
    try:
        return not verify(sit(), head).sound
    except DpoConsoleError:
        return True


def _alter(records: Path, _: Kept, random: Random) -> bool:
    words = [one for one in spoiling.columns(records, of_text=True) if one[0] not in OWN]
    table, column = random.choice(words)
    rows = spoiling.ask(records, f"SELECT count(*) FROM {table}")[0][0]
    if not rows:
        return False
    place = random.randrange(rows)
    row = spoiling.ask(records, f"SELECT rowid FROM {table} LIMIT 1 OFFSET {place}")[0][0]
    spoiling.damage(
        records, f"UPDATE {table} SET {column} = coalesce({column}, '') || 'x' WHERE rowid = {row}"
    )
    return True


def _remove(records: Path, _: Kept, random: Random) -> bool:
    tables = sorted({table for table, _ in spoiling.columns(records)} - set(OWN))
    table = random.choice(tables)
    if not spoiling.ask(records, f"SELECT count(*) FROM {table}")[0][0]:
        return False
    which = random.choice([spoiling.first_row(table), spoiling.last_row(table)])
    spoiling.damage(records, f"DELETE FROM {table} WHERE {which}")
    return True


def _roll_back(records: Path, kept: Kept, _: Random) -> bool:
    shutil.copyfile(kept.earlier, records)
    return True


OWN = ("looks", "look", "ground", "meta")
"""Tables that nobody's work rests on: who looked, which isn't in the audit log."""

Tampering = Callable[[Path, Kept, Random], bool]
TAMPERINGS: tuple[tuple[str, Tampering], ...] = (
    ("a value changed", _alter),
    ("a row removed", _remove),
    ("an older copy put in place", _roll_back),
)


class Backups(NamedTuple):
    """A plain and an encrypted backup, the private key, and the files that they hold."""

    plain: bytes
    sealed: bytes
    secret: str
    files: dict[str, bytes]


def make_backups(root: Path) -> Backups:
    """Back up an office twice, once encrypted."""
    secret, public = new_key()
    desk = desks(begin(root))()
    made = []
    for keys in (PLAIN, (public,)):
        out = io.BytesIO()
        stream_backup(desk, out, keys, quiet)
        made.append(out.getvalue())
    return Backups(made[0], made[1], secret, members(made[0]))


def damage(made: object, folder: Path, random: Random) -> str:
    """Damage a backup and restore it. It is refused, or what is restored is the same."""
    assert isinstance(made, Backups)
    sealed = random.random() < 0.5
    data = _damaged(made.sealed if sealed else made.plain, random)
    kind = "encrypted" if sealed else "plain"
    to = folder / "new"
    try:
        restore(source(data, made.secret if sealed else ""), to, Since(none="Nothing was erased"))
    except DpoConsoleError:
        return f"{kind}: refused" if not any(folder.iterdir()) else f"{WRONG}: something stays"
    same = all(
        (to / name).read_bytes() == content
        for name, content in made.files.items()
        if name.startswith("exports/")
    )
    shutil.rmtree(to)
    return f"{kind}: restored whole" if same else f"{WRONG}: {kind} restored otherwise"


def _damaged(data: bytes, random: Random) -> bytes:
    at, end = sorted(random.randrange(1, len(data)) for _ in range(2))
    match random.randrange(5):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]
        case 2:
            return data[:at] + data[end:]
        case 3:
            return data[:at] + random.randbytes(16) + data[at:]
    return data[end:] + data[at:end] + data[:at]


FLIPS = Row(
    "flips", "One bit of the records' file flips. `verify` finds it, or nothing reads that bit.",
    1000, begin, flip,
)  # fmt: skip
TAMPER = Row(
    "tamperings",
    "Somebody changes or removes a row with an editor, or puts an older copy in its place. "
    "`verify --head` finds it.",
    1000, keep, tamper,
)  # fmt: skip
DAMAGED = Row(
    "backups",
    "A backup is cut, mixed up, or has other bits. It is refused, or restored as it was.",
    500, make_backups, damage,
)  # fmt: skip
