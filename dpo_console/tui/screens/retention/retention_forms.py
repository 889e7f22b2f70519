"""The forms to put a case on hold, to lift the hold, and to erase it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rich.text import Text

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.retention.objections import Objection
from dpo_console.cases.retention.proposals import ErasureProposal
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.retention import erasing, holding
from dpo_console.config import Role
from dpo_console.errors import Refused
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.case.case_forms import Opened, Save, ask, follows
from dpo_console.typed_days import parse_day

A_YEAR = timedelta(days=365)


@follows
def hold(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the reason of a hold, and the day of its review."""

    def save(given: Mapping[str, str], version: int) -> str:
        until = parse_day(given["until"], desk.today, "until", ahead=True)
        return holding.hold(desk, case.reference, until, given["why"], version=version)

    fields = [
        Field("until", "Review by", hint=f"such as {draw.day(desk.today + A_YEAR)}"),
        Field("why", "Why", lines=2, hint="kept in the history"),
    ]
    about = draw.words(
        "Nothing in the case is destroyed while it is on hold. The hold doesn't end by itself. You "
        "are asked to review it on the date below."
    )
    form = ask(desk, case, f"Put {case.reference} on hold?", fields, save, about, act="hold")
    return form, "On hold"


@follows
def unhold(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the reason to lift a hold."""

    def save(given: Mapping[str, str], version: int) -> str:
        return holding.unhold(desk, case.reference, given["why"], version=version)

    fields = [Field("why", "Why", lines=2, hint="kept in the history")]
    title = f"Lift the hold on {case.reference}?"
    return ask(desk, case, title, fields, save, act="unhold"), "Hold lifted"


GONE = (
    "Names, addresses, notes and all that was typed, letters, drafts and packs are erased for "
    "good. Reference, kind, dates and outcome stay. Nobody can undo it."
)


@follows
def erase(desk: Desk, case: CaseView) -> Opened:
    """Open the form that proposes to erase a case, or that confirms what another person proposed.

    Raises Refused where the law or a hold forbids it, whatever anybody says.
    """
    against = erasing.against(desk, case.reference)
    if final := next((one for one in against if one.final), None):
        raise Refused(f"{case.reference} can't be erased. {final.says}")
    proposal = erasing.proposed(desk, case.reference)
    mine = proposal is not None and proposal.by == desk.person.slug
    alone = desk.person.role is Role.SOLE
    title = f"Erase {case.reference} for good?" if proposal or alone else (
        f"Propose to erase {case.reference}?"
    )  # fmt: skip
    about = draw.lines(
        [
            draw.words(_standing(desk, case, proposal, mine=mine)),
            draw.words(GONE),
            *(draw.words(f"Against it: {one.says}", draw.WARNING) for one in against),
            *_answered(proposal),
        ]
    )
    form = ask(desk, case, title, _fields(proposal, against, mine=mine, alone=alone),
               _save(desk, case, proposal), about, act="erase")  # fmt: skip
    form.naming("erase for good" if proposal or alone else "propose")
    return form, "Erased" if proposal or alone else "Erasure proposed; nothing is erased yet"


def _save(desk: Desk, case: CaseView, proposal: ErasureProposal | None) -> Save:
    why = proposal.why if proposal else ""

    def save(given: Mapping[str, str], version: int) -> str:
        done = erasing.erase(
            desk, case.reference, given.get("why", why), by=given.get("by", ""),
            evidence=given.get("evidence", ""), although=given.get("although", ""),
            version=version,
        )  # fmt: skip
        if done.certificate:
            desk.asides.append(f"{case.reference} is erased. Its certificate: {done.certificate}")
        desk.asides.extend(done.besides)
        return case.reference

    return save


def _standing(desk: Desk, case: CaseView, proposal: ErasureProposal | None, *, mine: bool) -> str:
    """Say who has proposed it and who must still confirm it."""
    names = " or ".join(erasing.who_confirms(desk, case.readers))
    if proposal is None:
        return f"Two people must agree: {names} confirms it after you." if names else ""
    said = f"proposed this on {draw.day(proposal.on)}: {proposal.why.rstrip('.')}."
    if mine:
        return (
            f"You {said} {names or 'Another person'} must confirm it. If somebody agreed on "
            "paper, say who and where."
        )
    who = desk.settings.names.get(proposal.by, proposal.by)
    return f"{who} {said} If you confirm it, it is erased now."


def _answered(proposal: ErasureProposal | None) -> list[Text]:
    """Return the proposal's answer to what speaks against it, which the second person confirms."""
    words = proposal.although if proposal else ""
    return [draw.words(f"Proposed as lawful because: {words}")] if words else []


def _fields(
    proposal: ErasureProposal | None, against: Sequence[Objection], *, mine: bool, alone: bool
) -> list[Field]:
    """Return the fields. Nothing that the proposal has answered is asked a second time."""
    needed = "why, in spite of each “Against it”" if against else "leave it empty"
    why = Field("why", "Why", lines=2, hint="this stays, so name nobody")
    answer = proposal.although if proposal else ""
    although = Field("although", "Lawful because", answer, lines=2, hint=needed)
    on_paper = [
        Field("by", "Agreed by", hint="only if signed on paper: who"),
        Field("evidence", "Evidence", hint="only if signed on paper: where it is"),
    ]
    return [
        *([] if proposal else [why]),
        *([] if answer and not mine else [although]),
        *(on_paper if (proposal is None or mine) and not alone else []),
    ]
