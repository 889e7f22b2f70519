"""Whoever asks fits the kind of request, and no earlier refusal to them waits for an answer."""

import json
from collections.abc import Iterator

from dpo_console.approval.model import Ruling
from dpo_console.approval.requesters import requester_kind, requester_kinds
from dpo_console.cases.checklist.answers_elsewhere import REFUSAL
from dpo_console.cases.checklist.checklists import REFUSED, ending_of
from dpo_console.cases.leaving.departure import PROTECTION_FILE, Departure
from dpo_console.cases.people.same.shown import contradicts
from dpo_console.cases.sharing.earlier import refusal_gaps
from dpo_console.cases.sharing.fitting import misfits, unfit
from dpo_console.cases.sharing.release_gate import latest_decision
from dpo_console.cases.sharing.release_terms import TERMS_OFFERED
from dpo_console.config import Role
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.text import day_words


def who_asks(going: Departure) -> Iterator[Gap]:
    """Yield why these people may not be given what they ask for.

    Acknowledging and asking them something give nothing. A refusal gives nothing. An urgent release
    never waits, but to a private person: nobody becomes a public body to be told at once.
    """
    if going.urgent:
        yield from (gap._replace(final=may_be_private(going)) for gap in _urgent(going))
    elif _gives(going) and not _refuses(going):
        yield from misfits(going.file, going.settings)
        yield from refusal_gaps(going.file, going.refusals)


def may_be_private(going: Departure) -> bool:
    """Return True for a private person, or one whom only a clerk's word makes a public body.

    The DPO or the DSL, who releases urgently, says so by correcting the kind of requester.
    """
    case = going.file.case
    if requester_kind(case.requester_kind).private:
        return True
    return not is_vouched(going) and (_was_private(going) or _shows_private(going.file))


def is_vouched(going: Departure) -> bool:
    """Return True if the DPO, the DSL or the only account corrected the kind of requester last."""
    last = next(_kinds_before(going), None)
    people = {person.slug: person for person in going.settings.people}
    if last is None or (people and last[0].actor not in people):
        return False
    roles = going.settings.roles_of(people[last[0].actor], going.today) if people else (Role.DPO,)
    return bool({Role.DPO, Role.DSL} & {*roles})


def _was_private(going: Departure) -> bool:
    return any(_waits(kind) for _, kind in _kinds_before(going))


def _waits(kind: str) -> bool:
    """Return True for a kind of requester to whom nothing goes at once."""
    return requester_kind(kind).private or not requester_kind(kind).urgent


def _kinds_before(going: Departure) -> Iterator[tuple[AuditRow, str]]:
    """Yield the corrections of the kind of requester with the kind before, the last one first."""
    for entry in reversed(going.history):
        if entry.detail and '"before.requester_kind"' in entry.detail:
            kind = str(json.loads(entry.detail)["before.requester_kind"])
            if kind in requester_kinds():
                yield entry, kind


def _shows_private(file: CaseFile) -> bool:
    """Return True if the name or organisation of the requester shows a private kind."""
    asks = file.requester
    shown = contradicts(file.case.requester_kind, asks.name, asks.organisation)
    return shown is not None and all(_waits(kind) for kind in shown[1])


def _urgent(going: Departure) -> Iterator[Gap]:
    unfitting = (unfit(going.file, going.settings),)
    fitting = misfits(going.file, going.settings) if may_be_private(going) else unfitting
    yield from filter(None, fitting)
    yield from refusal_gaps(going.file, going.refusals)
    ruling = latest_decision(going.file)
    if ruling is not None and ruling.ruling == Ruling.REFUSE:
        yield Gap(
            "", f"It was refused on {day_words(ruling.on)}. Log what is new as a new request."
        )


def _gives(going: Departure) -> bool:
    """Return True for a release, an answer, terms, a child protection file, or a letter of one."""
    gives = (statute(going.file.case.kind).work.answered_by, PROTECTION_FILE, TERMS_OFFERED)
    return going.releases or going.fact in gives or bool(going.letter and going.letter.waits)


def _refuses(going: Departure) -> bool:
    if going.letter and going.letter.name.startswith(REFUSAL):
        return True
    ruling = latest_decision(going.file)
    if ruling is not None:
        return ruling.ruling == Ruling.REFUSE
    return (going.ending or ending_of(going.file)) == REFUSED


def refused_addressee(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each refusal to the person on the envelope, about the pupil of the case.

    UK GDPR Art 5(1)(f): what was refused to somebody doesn't reach them by a letter of another use.
    """
    to = going.addressee
    if to is None:
        return
    for one in going.to_refused:
        where = f", in {one.reference}" if one.reference else ", in a case that you may not see"
        yield Gap("", f"{to.name} was refused on {day_words(one.on)}{where}.")
