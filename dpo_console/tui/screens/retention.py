"""The cases whose retention period has ended: a list to go through, one case after the other."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.retention import ErasureProposal, Objection
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.retention import due_list, erasing
from dpo_console.casework.retention.due_list import DueCase, due_cases
from dpo_console.config import Role
from dpo_console.errors import Refused
from dpo_console.law.statutes import statute
from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_commands import AtHand, CaseCommandScreen
from dpo_console.tui.screens.case.case_forms import Opened, Save, ask, follows
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.widgets.menu import ListWithPane
from dpo_console.tui.widgets.panes import Words
from dpo_console.typed_days import parse_day

A_YEAR = timedelta(days=365)

GONE = (
    "Names, addresses, notes and all that was typed, letters, drafts and packs are erased for "
    "good. Reference, kind, dates and outcome stay. Nobody can undo it."
)

NONE_DUE = "No case is due for disposal."

ABOUT = (
    "The retention period of these cases has ended. Erase those that nobody needs, and put the "
    "others on hold. Nothing is erased by itself."
)


def on_a_case(screen: "RetentionScreen") -> str:
    """Return a reason against opening, where no case is listed."""
    return "" if screen.row else NONE_DUE


def may_begin(act: str) -> Callable[["RetentionScreen"], str]:
    """Return a check that gives the reason why an act can't be begun on the case at hand."""
    return lambda screen: on_a_case(screen) or why_may_not(screen.desk, act)


COMMANDS = (
    Command("retention.open", "enter", "open", "Open the case", "open", True, on_a_case),
    Command("retention.hold", "1", "hold", "Put the case on hold until a review", "begin:hold",
            True, may_begin("hold")),
    Command("retention.unhold", "2", "lift hold", "Lift the hold on the case", "begin:unhold",
            True, may_begin("unhold")),
    Command("retention.erase", "3", "erase", "Erase the case for good; two people agree",
            "begin:erase", True, may_begin("erase")),
    Command("retention.read", "space", "read on", "Scroll the reasons not to erase it", "read_on"),
    Command("retention.refresh", "r", "read again", "Read the cases again", "read_again"),
    *EVERYWHERE,
)  # fmt: skip


class RetentionScreen(CaseCommandScreen[None]):
    """The cases to go through, with what speaks against disposing of the one under the cursor."""

    commands = COMMANDS
    AUTO_FOCUS = "KeyList"

    def __init__(self, desk: Desk) -> None:
        """Start with nothing read."""
        super().__init__(desk, "Retention: cases to go through")
        self.cases = ListWithPane[DueCase](case_line, case_words)

    @property
    def bare(self) -> bool:
        """True where no case is listed."""
        return not self.cases.rows

    def body(self) -> ComposeResult:
        """Compose the sentence at the top, the cases, and the one under the cursor."""
        yield Words(id="standing")
        yield self.cases

    def on_mount(self) -> None:
        """Read the cases."""
        super().on_mount()
        self.read_again()

    def read_again(self) -> None:
        """Read the cases in the background."""
        self.read(partial(due_cases, self.desk), self.show, "retention")

    def show(self, found: Sequence[DueCase]) -> None:
        """Show the cases."""
        self.query_one("#standing", Words).say(draw.words(ABOUT if found else NONE_DUE))
        self.cases.show(found)

    @property
    def row(self) -> DueCase | None:
        """The case under the cursor."""
        return self.cases.row

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the case."""
        row = self.row
        if row:
            self.attempt(lambda: self.console.open_case(row.reference))

    def why_not(self, acts: Sequence[str]) -> str:
        """Return the reason against the acts on the case under the cursor, or ''."""
        reasons = [on_a_case(self) or why_may_not(self.desk, act) for act in acts]
        return reasons[0] if reasons and all(reasons) else ""

    def at_hand(self) -> AtHand | None:
        """Return the case under the cursor as it stands now."""
        if self.row is None:
            return None
        case = case_view(self.desk, self.row.reference)
        reasons: Mapping[str, str] = why_not(self.desk, case)
        return AtHand(case, reasons)

    def case_changed(self, case: CaseView, sentence: str) -> None:
        """Read the cases again, because this one may be due no longer."""
        self.say(f"{case.reference}: {sentence}")
        self.read_again()


def case_line(row: DueCase, width: int) -> Text:
    """Draw `SAR-2022-0042  12 Mar 2026  2 reasons against   Jane Doe`."""
    number = len(row.against)
    against = f"{counted(number, 'reason')} against" if number else "nothing against"
    if row.proposed:
        against = "erasure proposed"
    day = f"{draw.short_day(row.since.isoformat())} {row.since.year}"
    style = draw.QUIET if any(one.final for one in row.against) else draw.PLAIN
    words = f"{row.reference:14} {day:11}  {against:17} {row.requester}"
    return draw.line(draw.fit(words, width).rstrip(), style)


def case_words(row: DueCase | None) -> RenderableType:
    """Draw a case with what speaks against disposing of it."""
    if row is None:
        return Text()
    facts: RenderableType = draw.table(
        (draw.line(label, draw.QUIET), draw.words(said))
        for label, said in (
            ("Requester", row.requester),
            ("Closed", draw.day(row.closed_on)),
            ("Due since", draw.day(row.since)),
        )
    )
    title = draw.line(f"{row.reference}, {statute(row.kind).title}", draw.STRONG)
    if row.proposed:
        facts = Group(facts, draw.words(f"{row.proposed} Another person confirms it.", draw.STRONG))
    if not row.against:
        return Group(title, facts, draw.line("Nothing that is recorded speaks against it."))
    against = (
        draw.words(f"! {one.says}" if one.final else f"- {one.says}",
                   draw.WARNING if one.final else draw.PLAIN)
        for one in row.against
    )  # fmt: skip
    return Group(title, facts, draw.line("Against it:", draw.STRONG), *against)


@follows
def hold(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the reason of a hold, and the day of its review."""

    def save(given: Mapping[str, str], version: int) -> str:
        until = parse_day(given["until"], desk.today, "until", ahead=True)
        return due_list.hold(desk, case.reference, until, given["why"], version=version)

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
        return due_list.unhold(desk, case.reference, given["why"], version=version)

    fields = [Field("why", "Why", lines=2, hint="kept in the history")]
    title = f"Lift the hold on {case.reference}?"
    return ask(desk, case, title, fields, save, act="unhold"), "Hold lifted"


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
