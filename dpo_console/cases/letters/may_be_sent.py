"""Letters that wait: an answer for its checklist, a letter to a third party for the gate."""

from datetime import date

from dpo_console.approval.criteria import checklist_for
from dpo_console.cases.checklist.checklists import REFUSED, ending_of, gaps
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing import release_gate
from dpo_console.config import Settings
from dpo_console.errors import GateClosed
from dpo_console.law.calendar.schools import TWO_MEANT
from dpo_console.law.statutes import statute
from dpo_console.letters.catalogue import LetterKind
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile


def school_unknown(file: CaseFile, settings: Settings) -> tuple[Gap, ...]:
    """Return why no letter can be written while nobody has said which of several schools it is.

    Every letter names the school and shows its letterhead.
    """
    if settings.is_known(file.case.school):
        return ()
    remedy = Remedy("correct-case", (file.case.reference, "--school ...", "--why ..."))
    says = "The school isn't known, and the letter names it. Choose it first: "
    return (Gap("", Phrase(says, remedy)),)


def type_unsettled(file: CaseFile, settings: Settings) -> tuple[Gap, ...]:
    """Return why no letter of this kind can be written while the school's type means two types."""
    school = settings.school(file.case.school)
    if not statute(file.case.kind).depends_on(school.type):
        return ()
    where = f"The type of {school.name or school.slug} decides what this letter may say."
    return (Gap("", f"{where} {TWO_MEANT}, in data/dpo.toml."),)


def keeps_letter_back(desk: Desk, file: CaseFile, letter: LetterKind) -> tuple[Gap, ...]:
    """Return every reason why a letter can't be sent yet."""
    if letter.waits == "terms":
        return release_gate.before_terms(file, desk.settings).reasons
    if letter.waits == "release":
        released = any(f.name == "released" for f in file.standing_facts())
        return () if released else release_gate.gate_of(file, desk.settings).reasons
    return _keeps_answer_back(file, letter, desk.today)


def _keeps_answer_back(file: CaseFile, letter: LetterKind, today: date) -> tuple[Gap, ...]:
    """Return why a letter that answers the request can't be sent yet.

    A refusal need not wait: the letter itself says what a refusal must say.
    """
    if letter.records not in checklist_for(file.case.kind).holds:
        return ()
    ending = letter.ending or ending_of(file)
    return gaps(file, ending, today) if ending != REFUSED else ()


def refuse_while_open(desk: Desk, file: CaseFile, letter: LetterKind) -> None:
    """Raise GateClosed with every reason why a letter can't be sent yet."""
    open_still = keeps_letter_back(desk, file, letter)
    if open_still:
        act = f"answered by the letter {letter.name}"
        raise GateClosed(file.case.reference, open_still, act)
