"""A case's checklist by its heads: what is answered, what isn't, and what that keeps back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpo_console.approval.model import QUESTIONS
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import why_not
from dpo_console.cases.view.views import CaseView, ChecklistRow
from dpo_console.tui import draw
from dpo_console.tui.commands import Command, bindings
from dpo_console.tui.screens.case import case_drawing
from dpo_console.tui.screens.case.after_change import what_changed
from dpo_console.tui.screens.case.case_following import CaseFollowingScreen, news
from dpo_console.tui.screens.case.case_forms import Opened
from dpo_console.tui.screens.checklist import checklist_forms as forms
from dpo_console.tui.screens.frame.command_screen import EVERYWHERE
from dpo_console.tui.widgets.menu import KeyList
from dpo_console.tui.widgets.panes import Pane, Words

VERDICTS = (
    ("met", "met"),
    ("not-met", "not met"),
    ("needs-information", "needs information"),
    ("not-applicable", "not applicable"),
)
MARKS = {"met": "met", "not-met": "NOT MET", "needs-information": "asks", "not-applicable": "n/a"}

SETTLED = ("met", "not-applicable")


def act(name: str) -> Callable[["ChecklistScreen"], str]:
    """A reason against a command: casework's, against that act."""
    return lambda screen: screen.reasons.get(name, "")


def answering(verdict: str) -> Callable[["ChecklistScreen"], str]:
    """A reason against that answer: who decides may question an answer, and gives none."""
    return lambda screen: screen.why_not_answer(verdict)


ANSWERING = tuple(
    Command(f"checklist.{verdict}", str(number), words, f"Answer this criterion: {words}",
            f"verdict:{verdict}", number < 3, answering(verdict),
            "check question" if verdict in QUESTIONS else "check")
    for number, (verdict, words) in enumerate(VERDICTS, 1)
)  # fmt: skip

ONLY_OPEN = Command("checklist.open", "z", "only open",
                    "Show only what must still be met, or everything", "only_open")  # fmt: skip

COMMANDS = (
    *ANSWERING,
    Command("checklist.particulars", "F", "particulars", "Say in words what the case must say",
            "particulars", True, act("particulars"), "particulars"),
    ONLY_OPEN,
    *EVERYWHERE,
)  # fmt: skip


class Criteria(KeyList):
    """The criteria under their heads."""

    def show(self, case: CaseView, width: int, rows: Sequence[ChecklistRow], on: str) -> None:
        """Show these criteria, with the cursor `on` one of them, where it is among them; else it
        begins where something is open.
        """
        self.clear_options()
        titles, last = dict(case.heads), ""
        for row in rows:
            if row.head != last:
                title = draw.line(titles.get(row.head, row.head), draw.HEADING)
                self.add_option(Option(title, disabled=True))
                last = row.head
            self.add_option(Option(criterion_line(row, width), id=row.id))
        if rows:
            shown = on if any(row.id == on for row in rows) else next_open(case, "")
            self.highlighted = self.get_option_index(shown or rows[0].id)


def open_rows(case: CaseView) -> tuple[ChecklistRow, ...]:
    """The criteria that keep something back and can be answered here."""
    reasons = case.gate.reasons if case.gate else ()
    open_ids = {reason.partition(":")[0] for reason in reasons}
    return tuple(row for row in case.checklist if row.id in open_ids and not row.computed)


def next_open(case: CaseView, after: str) -> str:
    """The criterion to go on with: the next open one, from the first again after the last; the
    same where no other is open.
    """
    place = next((n for n, row in enumerate(case.checklist, 1) if row.id == after), 0)
    order = (*case.checklist[place:], *case.checklist[:place])
    return next((row.id for row in order if row in open_rows(case)), after)


def criterion_line(row: ChecklistRow, width: int) -> Text:
    """`*met     Is it certain who asks?`: * must be met, = follows from the rest of the case."""
    weight = draw.WARNING if row.mandatory and row.verdict not in SETTLED else draw.PLAIN
    need = "*" if row.mandatory else " "
    rest = max(width - 12, 10)
    return draw.join(
        [
            draw.line(draw.fit(f"{need}{mark(row)}", 9), weight),
            draw.line(draw.fit(row.question, rest)),
        ]
    )


def mark(row: ChecklistRow) -> str:
    """How a criterion stands, in a word."""
    if row.computed:
        return "=met" if row.verdict == "met" else "=open"
    return MARKS.get(row.verdict, "-")


class ChecklistScreen(CaseFollowingScreen[CaseView]):
    """The checklist, the criterion under the cursor, and what is still open, always in sight.

    Leaving it hands back the case as last seen.
    """

    commands = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "Criteria"

    def __init__(self, desk: Desk, case: CaseView, begin: str = "") -> None:
        """`begin`: an act of casework to begin with, such as scope or release."""
        super().__init__(desk, f"{case.reference}  {case.checklist_title}")
        self.case = case
        self.begin = begin
        self.on = ""
        self.only_open = False
        self.reasons: Mapping[str, str] = why_not(desk, case)

    def body(self) -> ComposeResult:
        """What is asked for at the top; criteria; what is still open."""
        yield Words(id="asked")
        with Horizontal(id="checklist"):
            with Vertical(id="criteria"):
                yield Criteria()
                yield Words(id="criterion")
            with Pane(id="gate", can_focus=False):
                yield Words(id="reasons")

    def on_mount(self) -> None:
        """Draw the case; begin what was asked for."""
        super().on_mount()
        self.call_after_refresh(self.draw_case)
        begins = [c for c in self.commands if c.action == self.begin]
        if begins:
            self.call_after_refresh(self.action_run, begins[0].id)

    def draw_case(self) -> None:
        """Draw the case as it is now, and what can be done with it."""
        self.reasons = why_not(self.desk, self.case)
        criteria = self.query_one(Criteria)
        self.query_one("#asked", Words).say(self.asked())
        criteria.show(self.case, criteria.size.width, self.rows, self.on)
        self.show_criterion()
        self.query_one("#reasons", Words).say(self.what_is_open())
        self.refresh_commands()

    def asked(self) -> RenderableType:
        """Who asks, and for what."""
        return draw.join(
            [
                draw.line(f" {self.case.requester.name}", draw.STRONG),
                draw.line(f"  {self.case.summary}" if self.case.summary else ""),
            ]
        )

    def what_is_open(self) -> RenderableType:
        """Every gap, and what must be seen first."""
        flags = case_drawing.flag_lines(self.case)
        return Group(*flags, case_drawing.gate(self.case, wraps=self.has_class("-wide")))

    @on(KeyList.Widened)
    def cut_anew(self) -> None:
        """The questions are cut to the width there is."""
        self.draw_case()

    @property
    def rows(self) -> tuple[ChecklistRow, ...]:
        """The criteria that are shown: all, or those that must still be met."""
        return (self.only_open and open_rows(self.case)) or self.case.checklist

    @property
    def criterion(self) -> ChecklistRow | None:
        """The criterion under the cursor."""
        option = self.query_one(Criteria).highlighted_option
        return next((row for row in self.case.checklist if option and row.id == option.id), None)

    @on(OptionList.OptionHighlighted)
    def show_criterion(self) -> None:
        """The question in full, what answers it, and what was answered."""
        row = self.criterion
        if row:
            self.on = row.id
            self.query_one("#criterion", Words).say(criterion_words(row, self.case))

    @on(OptionList.OptionSelected)
    def edit_criterion(self) -> None:
        """Enter: answer it, beginning with the answer it has."""
        row = self.criterion
        if row is None:
            return
        first = "met" if not self.why_not_answer("met") else QUESTIONS[0]
        verdict = row.verdict if row.verdict and not self.why_not_answer(row.verdict) else first
        why_not = "" if row.computed else self.why_not_answer(verdict)
        if why_not:
            self.say(why_not, bad=True)
        else:
            self.action_verdict(verdict)

    def why_not_answer(self, verdict: str) -> str:
        """A reason against an answer; whoever decides may question one."""
        may_question = verdict in QUESTIONS and self.reasons.get("question") == ""
        return "" if may_question else self.reasons.get("assess", "")

    def case_changed(self, before: CaseView, done: str, after: CaseView | None) -> None:
        """Show the case as it is now, and what that did to the gate."""
        if after is None:
            return
        self.case = after
        self.draw_case()
        left = len(after.gate.reasons) if after.gate else 0
        others = news(self.desk, before, after)
        self.say(f"{what_changed(before, after, done)} {self.left_words(left)} {others}".strip())

    def draw_again(self) -> None:
        """Others have changed it."""
        self.draw_case()

    def left_words(self, left: int) -> str:
        """What is left after an answer."""
        return f"{left} still open." if left else "Nothing is open."

    def action_verdict(self, verdict: str) -> None:
        """Answer the criterion under the cursor, with its evidence."""
        row = self.criterion
        if row and row.computed:
            self.say(f"That is answered by {row.by}: {row.evidence}", bad=True)
        elif row:
            may = [one for one in VERDICTS if not self.why_not_answer(one[0])]
            dialog, done = forms.assess(self.desk, self.case, row.id, verdict, may)
            self.console.push_screen(dialog, partial(self.answered, self.case, done))

    def answered(self, before: CaseView, done: str, after: CaseView | None) -> None:
        """Go on with the next open criterion, and say what the answer did."""
        if after is not None:
            self.on = next_open(after, self.on)
            self.case_changed(before, done, after)

    def action_only_open(self) -> None:
        """Show only what must still be met, or everything."""
        if not open_rows(self.case):
            self.say("Nothing is left to answer here.")
            return
        self.only_open = not self.only_open
        self.draw_case()
        whole = f"Only what must still be met is shown; {self.key('checklist.open')} shows it all."
        self.say(whole if self.only_open else "All of the checklist is shown.")

    def action_particulars(self) -> None:
        """Say in words what the case must say."""
        self.open(forms.particulars(self.desk, self.case, self.console.asked_for))

    def open(self, form: Opened) -> None:
        """Open a form; once saved, show what it did."""
        dialog, done = form
        self.console.push_screen(dialog, partial(self.case_changed, self.case, done))

    def action_back(self) -> None:
        """Back, with the case as it is now."""
        self.dismiss(self.case)


def criterion_words(row: ChecklistRow, case: CaseView) -> Group:
    """A criterion in full: the question, then what was answered, or what would answer it."""
    must = "Must be met" if row.mandatory else "May be left open"
    answer = draw.words(_answered(row, case) if row.verdict else f"Answered by: {row.hint}")
    about = draw.line(f"{must}. {row.source}", draw.QUIET)
    return Group(draw.words(row.question, draw.STRONG), answer, about)


def _answered(row: ChecklistRow, case: CaseView) -> str:
    if row.computed:
        return f"From {row.by}: {row.evidence}"
    by = case.called(row.by)
    return f"{MARKS.get(row.verdict, row.verdict)}, {by}: {row.evidence or 'no evidence'}"
