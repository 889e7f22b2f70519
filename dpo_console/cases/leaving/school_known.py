"""A letter names its school, so the school is known before anything is written."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.sentences import Gap, Phrase, Remedy


def school_known(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a letter while nobody has said which of several schools it is.

    Every letter names the school and shows its letterhead, so no reason overrides this.
    """
    case = going.file.case
    if going.letter and not going.settings.is_known(case.school):
        remedy = Remedy("correct-case", (case.reference, "--school ...", "--why ..."))
        says = "The school isn't known, and the letter names it. Choose it first: "
        yield Gap("", Phrase(says, remedy), final=True)
