"""A third-party request at the gate: the checklist by its heads, and what keeps the gate closed."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpo_console.approval.criteria import heads
from dpo_console.casework.cases import why_not
from dpo_console.casework.desk import Desk
from dpo_console.casework.views import CaseView, ChecklistRow
from dpo_console.tui import case_drawing, draw
from dpo_console.tui.case_commands import what_changed
from dpo_console.tui.command_screen import EVERYWHERE, CommandScreen
from dpo_console.tui.commands import Command, bindings
from dpo_console.tui.menu import KeyList
from dpo_console.tui.panes import Pane, Words
from dpo_console.tui.screens import approval_forms as forms
from dpo_console.tui.screens.case_forms import Opened

VERDICTS = (
    ("met", "met"),
    ("not-met", "not met"),
    ("needs-information", "needs information"),
    ("not-applicable", "not applicable"),
)
MARKS = {"met": "met", "not-met": "NOT MET", "needs-information": "asks", "not-applicable": "n/a"}


def act(name: str) -> Callable[["ApprovalScreen"], str]:
    """A reason against a command: casework's, against that act."""
    return lambda screen: screen.reasons.get(name, "")


COMMANDS = (
    *(
        Command(f"approval.{verdict}", str(number), words, f"Answer this criterion: {words}",
                f"verdict:{verdict}", number < 3, act("assess"))
        for number, (verdict, words) in enumerate(VERDICTS, 1)
    ),
    Command("approval.scope", "o", "scope", "Say what is asked for and would be shared", "scope",
            True, act("scope")),
    Command("approval.items", "T", "items", "Each data item, and what speaks against it",
            "items", True),
    Command("approval.decide", "d", "decide", "Record the ruling: approve, in part, refuse",
            "decide", True, act("decide")),
    Command("approval.release", "D", "disclose", "Record that the data were released", "release",
            True, act("release")),
    Command("approval.urgent", "U", "urgent", "Release at once, for safeguarding; complete after",
            "release_urgently", False, act("release_urgently")),
    *EVERYWHERE,
)  # fmt: skip


class Checklist(KeyList):
    """The criteria under their heads."""

    def show(self, rows: Sequence[ChecklistRow], width: int) -> None:
        """Show the criteria; the cursor stays on its own."""
        place = self.highlighted
        self.clear_options()
        titles = {head.slug: head.title for head in heads()}
        last = ""
        for row in rows:
            if row.head != last:
                title = draw.line(titles.get(row.head, row.head), draw.HEADING)
                self.add_option(Option(title, disabled=True))
                last = row.head
            self.add_option(Option(criterion_line(row, width), id=row.id))
        self.highlighted = place if place is not None else 1


def criterion_line(row: ChecklistRow, width: int) -> Text:
    """`met      who.identity  Is the requester who they say they are?`."""
    verdict = MARKS.get(row.verdict, "-")
    weight = draw.SOON if row.mandatory and row.verdict not in SETTLED else draw.PLAIN
    need = "*" if row.mandatory else " "
    rest = max(width - 12, 10)
    return draw.join(
        [
            draw.line(draw.fit(f"{need}{verdict}", 9), weight),
            draw.line(draw.fit(row.question, rest)),
        ]
    )


SETTLED = ("met", "not-applicable")


class ApprovalScreen(CommandScreen[CaseView]):
    """The checklist, the criterion under the cursor, and the gate's reasons, always in sight.

    Leaving it hands back the case as last seen.
    """

    commands = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "Checklist"

    def __init__(self, desk: Desk, case: CaseView, begin: str = "") -> None:
        """`begin`: an act of casework to begin with, such as scope or release."""
        super().__init__(desk, f"{case.reference}  Approval")
        self.case = case
        self.begin = begin
        self.reasons: Mapping[str, str] = why_not(desk, case)

    def body(self) -> ComposeResult:
        """What is asked for at the top; criteria; the gate."""
        yield Words(id="asked")
        with Horizontal(id="approval"):
            with Vertical(id="criteria"):
                yield Checklist()
                yield Words(id="criterion")
            with Pane(id="gate", can_focus=False):
                yield Words(id="reasons")

    def on_mount(self) -> None:
        """Draw the case; begin what was asked for."""
        super().on_mount()
        self.call_after_refresh(self.draw_case)
        if self.begin and self.begin != "assess":
            name = f"approval.{ {'release_urgently': 'urgent'}.get(self.begin, self.begin) }"
            self.call_after_refresh(self.action_run, name)

    def draw_case(self) -> None:
        """Draw the case as it is now, and what can be done with it."""
        self.reasons = why_not(self.desk, self.case)
        self.query_one("#asked", Words).say(asked_line(self.case))
        self.query_one(Checklist).show(self.case.checklist, self.query_one(Checklist).size.width)
        gate = case_drawing.gate(self.case, wraps=self.has_class("-wide"))
        self.query_one("#reasons", Words).say(Group(decision(self.case), gate))
        self.refresh_commands()

    def on_resize(self) -> None:
        """The questions are cut to the width there is."""
        self.call_after_refresh(self.draw_case)

    @property
    def criterion(self) -> ChecklistRow | None:
        """The criterion under the cursor."""
        option = self.query_one(Checklist).highlighted_option
        return next((row for row in self.case.checklist if option and row.id == option.id), None)

    @on(OptionList.OptionHighlighted)
    def show_criterion(self) -> None:
        """The question in full, what answers it, and what was answered."""
        row = self.criterion
        if row:
            self.query_one("#criterion", Words).say(criterion_words(row))

    @on(OptionList.OptionSelected)
    def edit_criterion(self) -> None:
        """Enter: answer it, beginning with the answer it has."""
        row = self.criterion
        if row:
            self.action_verdict(row.verdict or "met")

    def case_changed(self, before: CaseView, done: str, after: CaseView | None) -> None:
        """Show the case as it is now, and what that did to the gate."""
        if after is None:
            return
        self.case = after
        self.draw_case()
        self.show_criterion()
        left = len(after.gate.reasons) if after.gate else 0
        gate = f"{left} reasons left." if left else "The gate is open."
        self.say(f"{what_changed(before, after, done)} {gate}")

    def action_verdict(self, verdict: str) -> None:
        """Answer the criterion under the cursor, with its evidence."""
        row = self.criterion
        if row:
            self.open(forms.assess(self.desk, self.case, row, verdict, VERDICTS))

    def action_scope(self) -> None:
        """Say what is asked for and would be shared."""
        self.open(forms.scope(self.desk, self.case))

    def action_items(self) -> None:
        """List what is asked for, item by item."""
        from dpo_console.tui.screens.data_items import DataItemsScreen

        screen = DataItemsScreen(self.desk, self.case)
        self.console.push_screen(screen, self._came_back)

    def _came_back(self, after: CaseView | None) -> None:
        if after is not None and after.version != self.case.version:
            self.case_changed(self.case, "Items changed", after)

    def action_decide(self) -> None:
        """Record the ruling."""
        self.open(forms.decide(self.desk, self.case))

    def action_release(self) -> None:
        """Record the release."""
        self.open(forms.release(self.desk, self.case))

    def action_release_urgently(self) -> None:
        """Release at once, for safeguarding."""
        self.open(forms.release(self.desk, self.case, urgent=True))

    def open(self, form: Opened) -> None:
        """Open a form; once saved, show what it did."""
        dialog, done = form
        self.console.push_screen(dialog, partial(self.case_changed, self.case, done))

    def action_back(self) -> None:
        """Back, with the case as it is now."""
        self.dismiss(self.case)


def asked_line(case: CaseView) -> Text:
    """Who asks, and for what."""
    asks = case.requester
    who = ", ".join(part for part in (asks.name, asks.organisation) if part)
    what = forms.what_goes(case) or "press o to say what would be shared, T to list it"
    return draw.join(
        [
            draw.line(f" {who}", draw.STRONG),
            draw.line(f"  {what}"),
            draw.line(f"  {case.scope.path}"),
        ]
    )


def criterion_words(row: ChecklistRow) -> Group:
    """A criterion in full."""
    must = "must be met" if row.mandatory else "may be left open"
    answered = f"{MARKS.get(row.verdict, row.verdict)}, {row.by}: {row.evidence or 'no evidence'}"
    return Group(
        draw.words(row.question, draw.STRONG),
        draw.words(f"Answered by: {row.hint}"),
        draw.line(f"{row.id}, {must}. {row.source}", draw.QUIET),
        draw.words(answered if row.verdict else "Not answered yet."),
    )


def decision(case: CaseView) -> Text:
    """The ruling, where there is one."""
    ruling = case.decision
    if ruling is None:
        return draw.line("No ruling yet.", draw.QUIET)
    lapsed = " It has lapsed: what was approved has changed." if ruling.lapsed else ""
    return draw.words(
        f"Ruling: {ruling.ruling}, by {ruling.by}, {draw.day(ruling.on)}: {ruling.reason}{lapsed}",
        draw.SOON if lapsed else draw.PLAIN,
    )
