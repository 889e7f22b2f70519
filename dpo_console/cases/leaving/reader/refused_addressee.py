"""A letter to somebody whom an officer typed asks whether they were refused about this pupil."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import addressee_of
from dpo_console.sentences import Gap
from dpo_console.text import day_words


def refused_addressee(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each refusal to the person on the envelope, about the pupil of the case.

    UK GDPR Art 5(1)(f): what was refused to somebody doesn't reach them by a letter of another use.
    """
    if going.letter is None or not going.to_refused:
        return
    to = addressee_of(going.file, going.settings, going.letter, going.said, going.on)
    for one in going.to_refused:
        where = f", in {one.reference}" if one.reference else ", in a case that you may not see"
        yield Gap("", f"{to.name} was refused on {day_words(one.on)}{where}.")
