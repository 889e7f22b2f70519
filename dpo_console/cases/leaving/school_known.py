"""A letter names its school, so the school and its type are known before anything is written."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.law.calendar.schools import TWO_MEANT
from dpo_console.law.statutes import statute
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


def type_known(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a letter while the school's type may mean two that the law tells apart.

    No reason overrides this either: the letter would state a law that may not bind the school.
    """
    case, letter = going.file.case, going.letter
    for school in going.settings.schools_meant(case.school):
        if letter and statute(case.kind).depends_on(school.type):
            where = f"The type of {school.name or school.slug} decides what this letter may say."
            yield Gap("", f"{where} {TWO_MEANT}, in data/dpo.toml.", final=True)
