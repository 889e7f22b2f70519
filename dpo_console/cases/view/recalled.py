"""What was sent by mistake, and what that means for the case. Pure."""

from collections.abc import Iterator

from dpo_console.law.facts import words as fact_words
from dpo_console.letters.addressees import letter_title
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import day_words


def recalled_words(file: CaseFile) -> Iterator[str]:
    """Yield what was sent by mistake. A request isn't answered by a letter that others read."""
    titles = {letter.id: f"“{letter_title(letter.name)}”" for letter in file.letters}
    reopen = "reopen the case and " if file.case.closed_on else ""
    for fact in file.standing_facts():
        if fact.name == "recalled":
            what = titles.get(fact.letter_id or 0, "What was released")
            yield (
                f"{what} was sent by mistake (noticed {day_words(fact.on)}). If the right reader "
                f"never got it, {reopen}correct the fact “{_recorded_by(file, fact)}”. The time "
                "limit then runs on."
            )


def _recorded_by(file: CaseFile, recalled: FactRow) -> str:
    """Return the title of the fact that the sending recorded."""
    if not recalled.letter_id:
        return fact_words("released")
    names = (
        fact.name
        for fact in file.standing_facts()
        if fact.letter_id == recalled.letter_id and fact.name != recalled.name
    )
    return fact_words(next(names, "responded"))
