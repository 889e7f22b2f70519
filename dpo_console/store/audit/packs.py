"""Evidence packs in the audit log, which tells the number of each."""

import json

from dpo_console.store.asking import Ask, text


def packs_told(ask: Ask, reference: str) -> set[int]:
    """Return the numbers of a case's packs that the log tells."""
    rows = ask(
        "SELECT d.detail FROM audit a JOIN audit_detail d ON d.seq = a.seq "
        "WHERE a.reference = :reference AND a.action = 'pack'",
        {"reference": reference},
    )
    told = (str(json.loads(text(row[0]) or "{}").get("number", "")) for row in rows)
    return {int(number) for number in told if number.isdecimal()}
