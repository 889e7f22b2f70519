"""The one home that may work on the records: their settings, letters and papers are its files."""

import platform
from contextlib import suppress
from pathlib import Path

from dpo_console.errors import Refused
from dpo_console.store.postgres.connections import lent

_MACHINE = Path("/etc/machine-id")


def claim(address: str, named: str, home: Path) -> None:
    """Take the records for this home, if they belong to none yet.

    Raises Refused if they belong to another. Two homes would work with other settings, and each
    would lack the other's letters.
    """
    ours = (machine(), str(home.resolve()))
    with lent(address, "BEGIN READ ONLY", {}) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT machine, place FROM records.home")
        found = cursor.fetchone()
        cursor.execute("COMMIT")
    if found is None:
        with lent(address, "BEGIN", {}) as connection:
            cursor = connection.cursor()
            cursor.execute(
                "INSERT INTO records.home (id, machine, place) VALUES (1, %s, %s) "
                "ON CONFLICT (id) DO NOTHING",
                ours,
            )
            cursor.execute("COMMIT")
        claim(address, named, home)
    elif found != ours:
        raise Refused(
            f"The records in {named} belong to the home at {found[1]}"
            f"{'' if found[0] == ours[0] else ' on another machine'}, whose letters and papers "
            "they name. Work there. If that home was moved here, have the person who looks after "
            "the database run: DELETE FROM records.home"
        )


def machine() -> str:
    """Return what tells this machine from others: its id, or its name without one."""
    with suppress(OSError):
        if found := _MACHINE.read_text("ascii").strip():
            return found
    return platform.node()
