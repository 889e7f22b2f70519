"""What goes is what was recorded, says what the record says, and waits for what it still needs."""

from collections.abc import Iterator

from dpo_console.cases.checklist.checklists import (
    NOTHING,
    REFUSED,
    before_it_goes,
    ending_of,
    found_something,
)
from dpo_console.cases.leaving.departure import Departure
from dpo_console.law.calendar.schools import TWO_MEANT
from dpo_console.law.statutes import statute
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


def checks_outstanding(going: Departure) -> Iterator[Gap]:
    """Yield each check that an answer still waits for.

    A refusal by letter need not wait: the letter itself says what a refusal must say.
    """
    letter = going.letter
    ending = going.ending or (letter.ending if letter else "") or ending_of(going.file)
    if letter is None or ending != REFUSED:
        yield from before_it_goes(going.file, going.fact, ending, going.today)
