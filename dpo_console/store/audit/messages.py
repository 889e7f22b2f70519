"""Messages in the audit log: an entry about no case for each step of a message.

An entry names the message by its number, and vouches for it as it then was.
"""

import json
from collections.abc import Iterator

from dpo_console.store.asking import Ask
from dpo_console.store.audit.chain import digest
from dpo_console.store.reads.messages import MessageRow, every

ACTION = "message"
"""The action of the entries."""


def told(row: MessageRow) -> dict[str, str | int]:
    """Return what an entry tells of a message. It names nobody, and no case."""
    return {"message": row.number, "state": row.state, "words": digest(row.words)}


def record(row: MessageRow) -> str:
    """Return the digest of a message without its words."""
    return digest(row.covered)


def problems(ask: Ask) -> Iterator[str]:
    """Yield each message that isn't as its last entry says, in a sentence."""
    rows = ask(
        "SELECT a.record, d.detail FROM audit a JOIN audit_detail d ON d.seq = a.seq "
        "WHERE a.reference = '' AND a.action = :action ORDER BY a.seq",
        {"action": ACTION},
    )
    last = {int((said := json.loads(str(d)))["message"]): (str(r), said["words"]) for r, d in rows}
    there = {row.number: row for row in every(ask)}
    for number in sorted(last.keys() | there.keys()):
        if number not in there:
            yield f"message {number}: the audit log has it, but it is gone"
        elif number not in last:
            yield f"message {number}: the audit log knows nothing of it"
        elif last[number] != (record(there[number]), digest(there[number].words)):
            yield f"message {number}: it changed outside dpo_console"
