"""Papers of all cases, for those who look after their files."""

from typing import NamedTuple

from dpo_console.store.asking import Ask


class KeptPaper(NamedTuple):
    """A paper that the records know."""

    reference: str
    number: int
    sha256: str


def all_papers(ask: Ask) -> tuple[KeptPaper, ...]:
    """Return every paper that the records know, by case and number."""
    rows = ask(
        "SELECT c.reference, p.number, p.sha256 FROM paper p JOIN cases c ON c.id = p.case_id "
        "ORDER BY c.reference, p.number",
        {},
    )
    return tuple(KeptPaper(str(ref), int(number or 0), str(sha)) for ref, number, sha in rows)
