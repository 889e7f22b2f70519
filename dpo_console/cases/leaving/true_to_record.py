"""What goes is what was recorded, and says what the record says."""

from collections.abc import Iterator

from dpo_console.cases.checklist.checklists import NOTHING, found_something
from dpo_console.cases.leaving.departure import Departure
from dpo_console.sentences import Gap, Phrase, Remedy


def unchanged(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a file or a record that was changed outside dpo_console."""
    letter = going.letter
    if going.spoilt:
        yield Gap("", going.spoilt, final=True)
    if going.outside and (going.releases or (letter and letter.waits)):
        yield Gap(
            "",
            Phrase(
                f"Its {going.outside} changed outside dpo_console, so what was assessed and ruled "
                "can't be relied on: ",
                Remedy("verify"),
                ". Log the request again, or restore a backup.",
            ),
            final=True,
        )


def says_what_is_so(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a letter that contradicts the search or the disclosure schedule.

    UK GDPR Art 15(1): the person learns if their data are processed, and which.
    """
    letter, found = going.letter, found_something(going.file)
    if letter and letter.ending == NOTHING and found:
        reference = going.file.case.reference
        yield Gap(
            "",
            Phrase(
                f"“{letter.title}” says that we hold nothing, but something was found: {found}. "
                "Write another letter, or correct the search plan: ",
                Remedy("search", (reference,)),
            ),
        )
