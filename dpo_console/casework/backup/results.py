"""The result of a check on another machine, where the private key is: signed there, kept here."""

import json
from typing import Any

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.kept_head import as_kept, read_head, why_not_held
from dpo_console.casework.backup.backing_up import record
from dpo_console.casework.backup.checking import Checked, made_here
from dpo_console.casework.records.signing import is_signed
from dpo_console.errors import BadInput, Refused
from dpo_console.store.audit import backups, chain

PURPOSE = "dpo-console-backup"
"""The purpose of the signature."""

_KEYS = {"chain", "sha256", "made_at", "head", "seconds", "faults"}


def result_line(checked: Checked) -> str:
    """Return the result of a check as one line, to be signed."""
    about = checked.about
    return json.dumps(
        {
            "chain": about.chain,
            "sha256": checked.sha256,
            "made_at": about.made_at,
            "head": as_kept(about.head),
            "seconds": round(checked.seconds),
            "faults": len(checked.faults),
        }
    )


def take_in(desk: Desk, content: bytes) -> bool:
    """Record the signed result of a check elsewhere. Return True if the backup was found sound.

    Raises BadInput if it is no result, Refused if nobody whom the settings name signed it, or it is
    about a backup that was never made here.
    """
    require(desk, "backup", saves=True)
    line, _, signature = content.decode("utf-8", "replace").partition("\n")
    told = _read(line)
    keys = desk.settings.backup.checkers
    if not keys or not is_signed(line, signature, keys, PURPOSE, desk.home.data):
        raise Refused(
            "Nobody signed this result whose key stands under [backup] checkers in data/dpo.toml. "
            "Nothing was kept."
        )
    made = made_here(desk, str(told["sha256"]))
    with desk.database.whole.read() as ask:
        ours = chain.installation(ask) == told["chain"]
        why = why_not_held(ask, read_head(str(told["head"])))
    if made is None or not ours or why:
        raise Refused("The log knows no such backup of these records. Nothing was kept.")
    sound = not int(told["faults"])
    said = {key: value for key, value in told.items() if key != "chain"}
    said = {**said, "made_at": made.made_at, "name": made.name, "elsewhere": True}
    record(desk, backups.CHECKED if sound else backups.FAULTY, said)
    return sound


def _read(line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
        if set(told) == _KEYS and type(told["faults"]) is type(told["seconds"]) is int:
            return dict(told)
    except (ValueError, TypeError):
        pass
    raise BadInput("This is no signed result. Make one with: dpo-console backup check --sign")
