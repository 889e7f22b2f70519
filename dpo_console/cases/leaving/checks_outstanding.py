"""An answer waits for the checklist of its own kind of case."""

from collections.abc import Iterator

from dpo_console.cases.checklist.checklists import REFUSED, before_it_goes, ending_of
from dpo_console.cases.leaving.departure import Departure
from dpo_console.sentences import Gap


def checks_outstanding(going: Departure) -> Iterator[Gap]:
    """Yield each check that an answer still waits for.

    A refusal by letter need not wait: the letter itself says what a refusal must say.
    """
    letter = going.letter
    ending = going.ending or (letter.ending if letter else "") or ending_of(going.file)
    if letter is None or ending != REFUSED:
        yield from before_it_goes(going.file, going.fact, ending, going.today)
