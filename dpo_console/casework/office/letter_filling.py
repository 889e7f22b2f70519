"""An officer's entries for a letter, kept as a draft until it is sent or the case closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office import drafts
from dpo_console.letters.catalogue import LetterKind
from dpo_console.london import in_london
from dpo_console.store.cases.case_rows import LetterRow


@dataclass(frozen=True, slots=True)
class LetterEntries:
    """Entries for a letter, by field, and when they were made, in Europe/London, naive."""

    given: Mapping[str, str]
    kept_at: datetime

    def is_newer_than(self, row: LetterRow) -> bool:
        """Return True if the entries are newer than this letter, whose words therefore differ."""
        return self.kept_at > in_london(row.written_at)


def keep_filling(desk: Desk, reference: str, letter: str, given: Mapping[str, str]) -> None:
    """Keep the entries for a letter. Raises TryAgain if they can't be written to the disk."""
    drafts.keep(desk, reference, _title(letter), given)


def find_filling(desk: Desk, reference: str, letter: LetterKind) -> LetterEntries | None:
    """Return this person's entries for a letter that isn't sent yet."""
    left = drafts.find(desk, reference, _title(letter.name))
    if left is None:
        return None
    asked = {ask.name for ask in letter.asks}
    given = {field: value for field, value in left.values.items() if field in asked}
    return LetterEntries(given, left.kept_at)


def drop_filling(desk: Desk, reference: str, letter: str) -> None:
    """Delete the entries for a letter that was sent."""
    drafts.drop(desk, reference, _title(letter))


def _title(letter: str) -> str:
    return f"letter {letter}"
