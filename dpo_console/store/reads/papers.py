"""Papers of all cases, and messages that wait, for those who look after their files."""

from typing import NamedTuple

from dpo_console.store.asking import Ask

INTAKE = "intake"
"""What stands for a case's reference before the files of messages that are no case yet."""


class KeptPaper(NamedTuple):
    """A paper that the records know. Of a message that waits, the reference is INTAKE."""

    reference: str
    number: int
    sha256: str


def all_papers(ask: Ask) -> tuple[KeptPaper, ...]:
    """Return every paper that the records know, by case and number."""
    rows = ask(
        "SELECT c.reference, p.number, p.sha256 FROM paper p JOIN cases c ON c.id = p.case_id "
        "UNION ALL SELECT :intake, id, sha256 FROM message "
        "WHERE sha256 <> '' AND state IN ('waiting', 'aside') ORDER BY 1, 2",
        {"intake": INTAKE},
    )
    return tuple(KeptPaper(str(ref), int(number or 0), str(sha)) for ref, number, sha in rows)
