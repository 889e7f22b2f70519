"""The recipients of earlier data about a pupil, as the records show them.

UK GDPR Art 19: a change is told to each recipient to whom the data were disclosed, and to nobody
else.
"""

from collections.abc import Mapping

from dpo_console.cases.notice.versions import version_on
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.addressee import addressee_of
from dpo_console.cases.people.same.shown import shows
from dpo_console.cases.sharing.earlier import PeopleAsking, asking, of_people, refusal_of
from dpo_console.letters.addressees import TYPED
from dpo_console.letters.catalogue import LetterKind
from dpo_console.store.cases.case_file import CaseFile, history
from dpo_console.store.reads import conditions


def nothing_given(desk: Desk, file: CaseFile, kind: LetterKind, said: Mapping[str, str]) -> bool:
    """Return True for a letter to recipients if nothing in sight shows that this one is one.

    The recipient of the case is one, and so is a kind of body that the privacy notice names.
    """
    typed = said.get(TYPED[kind.addressee], "") if kind.to_recipients else ""
    to = addressee_of(file, desk.settings, kind, said)
    if not typed.strip() or (to.party and to.party.role == "recipient"):
        return False
    lines = tuple(filter(None, map(str.strip, typed.splitlines())))
    asks = PeopleAsking(lines[:1], lines, (), (), file.subjects)
    with desk.database.read() as ask:
        version = version_on(ask, desk.settings, file.case.school, desk.today)
        noticed = version and not shows("", typed).isdisjoint(version.covers.kinds)
        return not noticed and not any(
            (theirs := asking(other, history(ask, other.case.reference))).reached_by(typed)
            and theirs.same_pupil(asks.about)
            for other in of_people(ask, file, asks, conditions.given())
            if refusal_of(other) is None
        )
