"""A case's checklist by its heads: the answers, the gaps and the acts that they hold up."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpo_console.approval.model import QUESTIONS
from dpo_console.cases.checklist.checklists import ChecklistRow, ParticularRow, said_words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.asking import known_answers
from dpo_console.cases.view.case import why_not
from dpo_console.cases.view.next_steps import next_open, open_rows, to_answer_now
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.checklist import assessing
from dpo_console.casework.people import parties as calling_back
from dpo_console.errors import Refused
from dpo_console.sentences import answer_again, first_upper
from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case import case_drawing
from dpo_console.tui.screens.case.after_change import what_changed
from dpo_console.tui.screens.case.case_drawing import Say
from dpo_console.tui.screens.case.case_following import news
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.tui.screens.case.part_screen import PartScreen, allowed, other_parts
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.widgets.menu import KeyList
from dpo_console.tui.widgets.panes import Pane, Words

CALL_BACK = (
    Field("number", "Number used", hint="not one that they gave"),
    Field("found", "Found where", hint="such as the force's site"),
    Field("who", "Spoke to", hint="a name and a role"),
)
"""Fields that verify a person. Without a number, the evidence is in words."""

NARROW = 24
"""The letters that stand on one line of a field beside a hint, at 80 columns."""

AS_LOGGED = "as typed when it was logged; enter saves it. Wanted"
"""What stands beside a case detail that begins with what the case was logged with."""

PROPOSED = "Proposed from the items: check it. What you type replaces it."
"""The note below evidence that the officer hasn't written."""

VERDICTS = (
    ("met", "met"),
    ("not-met", "not met"),
    ("needs-information", "needs information"),
    ("not-applicable", "not applicable"),
)

MARKS = {"met": "met", "not-met": "NOT MET", "needs-information": "info", "not-applicable": "n/a"}

MARKED = 12
"""Columns for the marks of a criterion, with the space after them."""

SETTLED = ("met", "not-applicable")

QUESTIONED = "You approve, so you don't answer checks. To send one back: not met, or info."

ONLY_OPEN = Command("checklist.open", "z", "only open",
                    "Show only what must still be met, or everything", "only_open")  # fmt: skip

OTHERS = (
    Command("checklist.read", "space", "read on", "Scroll what is still open", "read_on", True),
    *other_parts("case.checklist"),
)

CASE_DETAILS = Command(
    "checklist.particulars", "F", "case details",
    "Record the reasons for what you decide, and what happened", "particulars", True,
    allowed("particulars"), "particulars",
)  # fmt: skip


def answering(verdict: str) -> Callable[["ChecklistScreen"], str]:
    """Return a check on an answer. An approver may question an answer, but gives none."""
    return lambda screen: screen.why_not_answer(verdict)


ANSWERING = tuple(
    Command(f"checklist.{verdict}", str(number), words, f"Answer this check: {words}",
            f"verdict:{verdict}", number < 3, answering(verdict), "check")
    for number, (verdict, words) in enumerate(VERDICTS, 1)
)  # fmt: skip


COMMANDS = (
    *ANSWERING,
    CASE_DETAILS,
    ONLY_OPEN,
    *OTHERS,
    *EVERYWHERE,
)  # fmt: skip


class Criteria(KeyList):
    """The criteria under their heads."""

    def show(self, case: CaseView, width: int, rows: Sequence[ChecklistRow], on: str) -> None:
        """Show these criteria, with the cursor on the criterion `on`.

        Where `on` isn't among them, the cursor starts at an open one.
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


def criterion_line(row: ChecklistRow, width: int) -> Text:
    """Draw `* met       Are we sure who the requester is?`: * must be met, auto is worked out."""
    weight = draw.WARNING if row.mandatory and row.verdict not in SETTLED else draw.PLAIN
    need = "* " if row.mandatory else "  "
    rest = max(width - MARKED - 3, 10)
    return draw.join(
        [
            draw.line(draw.fit(f"{need}{mark(row)}", MARKED), weight),
            draw.line(draw.fit(row.question, rest)),
        ]
    )


def mark(row: ChecklistRow) -> str:
    """Return the state of a criterion, in a word."""
    if row.computed:
        return "auto met" if row.verdict == "met" else "auto open"
    return f"{MARKS.get(row.given, '-')}{'?' if row.later or lacks_evidence(row) else ''}"


def lacks_evidence(row: ChecklistRow) -> bool:
    """Return True if an answer still counts as open, because it says nothing of its evidence."""
    return row.mandatory and not row.computed and row.verdict in SETTLED and not row.evidence


class ChecklistScreen(PartScreen):
    """The checklist, the criterion under the cursor, and the open checks, always in sight.

    Leaving the screen returns the case as last seen.
    """

    commands = COMMANDS
    AUTO_FOCUS = "Criteria"
    signs = "*=required  -=open  met?=answer again  auto=from the case  info=information needed"

    def __init__(self, desk: Desk, case: CaseView, begin: str = "") -> None:
        """Show the checklist, and start the act of casework `begin`, such as scope or release."""
        super().__init__(desk, case, case.checklist_title)
        self.begin = begin
        self.on = ""
        self.only_open = self.stops = False
        self.reasons = why_not(desk, case)

    def body(self) -> ComposeResult:
        """Compose the request at the top, the criteria, and the open checks."""
        yield Words(id="asked")
        with Horizontal(id="checklist"):
            with Vertical(id="criteria"):
                yield Criteria()
                yield Words(id="criterion")
            with Pane(id="gate", can_focus=False):
                yield Words(id="reasons")

    def on_mount(self) -> None:
        """Draw the case, then start the chosen act."""
        super().on_mount()
        self.say(self.signs)
        self.call_after_refresh(self.draw_case)
        begins = [c for c in self.commands if c.action == self.begin]
        if begins:
            self.call_after_refresh(self.action_run, begins[0].id)

    @on(KeyList.Widened)
    def draw_case(self) -> None:
        """Draw the case as it is now, and the commands that can run on it."""
        self.reasons = why_not(self.desk, self.case)
        criteria = self.query_one(Criteria)
        self.query_one("#asked", Words).say(self.asked())
        criteria.show(self.case, criteria.size.width, self.rows, self.on)
        self.show_criterion()
        self.query_one("#reasons", Words).say(self.what_is_open())
        self.refresh_commands()

    def asked(self) -> RenderableType:
        """Draw the requester and the request."""
        return draw.join(
            [
                draw.line(f" {self.case.requester.name}", draw.STRONG),
                draw.line(f"  {self.case.summary}" if self.case.summary else ""),
            ]
        )

    def what_is_open(self) -> RenderableType:
        """Draw the warnings and every check outstanding, or their number where one line is left."""
        say, wide = self.console.in_console, self.has_class("-wide")
        flags = case_drawing.flag_lines(self.case, say)
        gate = case_drawing.gate(self.case, say, wraps=wide)
        return Group(*flags, gate) if wide else Group(gate, *flags)

    @property
    def rows(self) -> tuple[ChecklistRow, ...]:
        """The shown criteria: all, or only those still to be met."""
        return (self.only_open and open_rows(self.case)) or self.case.checklist

    @property
    def criterion(self) -> ChecklistRow | None:
        """The criterion under the cursor."""
        option = self.query_one(Criteria).highlighted_option
        return next((row for row in self.case.checklist if option and row.id == option.id), None)

    @on(OptionList.OptionHighlighted)
    def show_criterion(self) -> None:
        """Show the question in full, with its answer or with hints for one."""
        row = self.criterion
        if row:
            self.on = row.id
            self.query_one("#criterion", Words).say(
                criterion_words(row, self.case, self.console.in_console)
            )

    @on(OptionList.OptionSelected)
    def edit_criterion(self) -> None:
        """Answer the criterion on Enter, starting with its present answer."""
        row = self.criterion
        if row is None:
            return
        first = "met" if not self.why_not_answer("met") else QUESTIONS[0]
        verdict = row.given if row.given and not self.why_not_answer(row.given) else first
        why_not = "" if row.computed else self.why_not_answer(verdict)
        if why_not:
            self.say(why_not, bad=True)
        else:
            self.action_verdict(verdict)

    def why_not_answer(self, verdict: str) -> str:
        """Return a reason against an answer, or ''. An approver may question one."""
        why_not = self.reasons.get("assess", "")
        if not why_not or self.reasons.get("question") != "":
            return why_not
        return "" if verdict in QUESTIONS else QUESTIONED

    def changed(self, done: str, case: CaseView) -> None:
        """Show the case as it is now, and the checks that are still outstanding."""
        before, self.case = self.case, case
        self.draw_case()
        left = len(case.gate.reasons) if case.gate else 0
        others = news(self.desk, before, case)
        self.say(f"{what_changed(before, case, done)} {self.left_words(left)} {others}".strip())

    def draw_again(self) -> None:
        """Draw the case after a change by others."""
        self.draw_case()

    def left_words(self, left: int) -> str:
        """Return the number of checks left after an answer, in words.

        Where none of them is answered here, name the first, because the list doesn't lead to it.
        """
        if not left:
            return f"All that must be met is met. {self.next_words(self.case)}"
        gate, checks = self.case.gate, counted(left, "required check")
        if gate is None:
            return f"{checks} still open."
        if open_rows(self.case):
            now = len(to_answer_now(self.case))
            return f"{checks} still open{f', {now} of them to answer now' * (now < left)}."
        return f"{checks} still open: {self.console.in_console(gate.reasons[0].sentence)}"

    def action_verdict(self, verdict: str) -> None:
        """Answer the criterion under the cursor, with its evidence."""
        row = self.criterion
        if row and row.computed:
            self.say(f"Answered by {row.by}: {self.console.in_console(row.evidence)}", bad=True)
        elif row:
            may = [one for one in VERDICTS if not self.why_not_answer(one[0])]
            dialog, done = assess(self.desk, self.case, row.id, verdict, may)
            if row in to_answer_now(self.case) and not self.reasons.get("assess"):
                self.lead_on(dialog)
            self.ask(dialog, partial(self.answered, done))

    def lead_on(self, form: Ask[CaseView]) -> None:
        """Let the form of the next open check follow a form, which says how many are open."""
        left, more = len(to_answer_now(self.case)), len(open_rows(self.case))
        told = f"{left} checks to answer, one after another. Esc stops."
        if left < 2:
            told = f"The last check to answer{' before you list what was found' * (more > left)}."
        form.about = Group(form.about, draw.line(told, draw.QUIET))
        form.lead_on(self.answer_next)

    def answer_next(self) -> None:
        """Answer the criterion under the cursor if it holds something up.

        Stop after an answer that counts as open, for the officer to read why.
        """
        if self.criterion in to_answer_now(self.case) and not self.stops:
            self.edit_criterion()

    def answered(self, done: str, after: CaseView) -> None:
        """Go to the next open criterion, and report the effect of the answer."""
        self.stops = any(row.id == self.on and lacks_evidence(row) for row in after.checklist)
        if self.stops:
            done += ", but without evidence it still counts as open"
        self.on = next_open(after, self.on)
        self.changed(done, after)

    def action_only_open(self) -> None:
        """Show only the criteria still to be met, or everything."""
        if not open_rows(self.case):
            reasons = self.case.gate.reasons if self.case.gate else ()
            left = f" Still open: {self.console.in_console(reasons[0].sentence)}" if reasons else ""
            self.say(f"No check is left to answer here.{left}")
            return
        self.only_open = not self.only_open
        self.draw_case()
        whole = f"Only what must still be met is shown; {self.key('checklist.open')} shows it all."
        self.say(whole if self.only_open else "All of the checklist is shown.")

    def action_read_on(self) -> None:
        """Scroll what is still open by a page, and from the end back to its start."""
        self.query_one("#gate", Pane).read_on()

    def action_particulars(self) -> None:
        """Enter the case details and reasons that the case must hold."""
        self.open_form(particulars(self.desk, self.case, self.console.asked_for))


def criterion_words(row: ChecklistRow, case: CaseView, say: Say) -> Group:
    """Draw a criterion in full: the question, then its answer or hints for one."""
    must = "Must be met" if row.mandatory else "May be left open"
    must = f"Answered from the case, not by you. {must}" if row.computed else must
    answer = draw.words(_answered(row, case, say) if row.verdict else f"Evidence: {row.hint}")
    about = draw.line(f"{must}. {row.source}", draw.QUIET)
    theirs = [draw.words(says)] if (says := said_words(row)) else []
    return Group(draw.words(row.question, draw.STRONG), answer, *theirs, about)


def _answered(row: ChecklistRow, case: CaseView, say: Say) -> str:
    if row.computed:
        found = say(row.evidence)
        return first_upper(found) if row.by in found else f"From {row.by}: {found}"
    by = case.called(row.by)
    again = f"{answer_again(row.later)}. " if row.later else ""
    unsaid = "no words given" if row.given in QUESTIONS else "no evidence"
    return f"{again}{row.given.replace('-', ' ')}, {by}: {row.evidence or unsaid}"


@follows
def assess(
    desk: Desk, case: CaseView, criterion: str, verdict: str, verdicts: Sequence[tuple[str, str]]
) -> Opened:
    """Open a form for a criterion's answer and evidence. A call-back needs its number and source.

    Where `verdicts` has no “met”, the form questions an answer. Raises Refused where the case no
    longer has this question, or where the rest of the case answers it.
    """
    row = next((row for row in case.checklist if row.id == criterion), None)
    if row is None or row.computed:
        by = f"“{row.question}” is answered by {row.by} now." if row else ""
        raise Refused(by or "This isn't asked any more.")

    def save(given: Mapping[str, str], version: int) -> str:
        if number := given.get("number"):
            found, who = given["found"], given["who"]
            return calling_back.call_back(
                desk, case.reference, number, found, who=who, version=version
            )
        said = given["verdict"], given["evidence"]
        return assessing.assess(desk, case.reference, criterion, *said, version=version)

    known = known_answers(desk.settings, case.scope).get(row.id, "") if case.ruled else ""
    proposed = "" if row.evidence else known
    questions = "met" not in dict(verdicts)
    evidence = (
        Field("evidence", "What is missing", lines=2, hint="or wrong")
        if questions
        else Field("evidence", "Evidence", row.evidence or proposed, lines=2,
                   hint=f"Wanted: {row.hint}",
                   wide=True, proposed=bool(proposed),
                   check=lambda typed: PROPOSED if typed and typed == proposed else "")
    )  # fmt: skip
    fields = [
        *(CALL_BACK if row.id == "who.person" and not questions else ()),
        evidence,
        Field("verdict", "Answer", verdict, choices=verdicts, hint="left/right arrows choose"),
    ]  # fmt: skip
    about, title = draw.words(row.question), dict(case.heads).get(row.head, row.head)
    form = ask(desk, case, title, fields, save, about, row.id, act="assess")
    answered = f"“{draw.fit(row.question, 60).rstrip()}” answered"
    return form, "Sent back to the DPO" if questions else answered


@follows
def particulars(desk: Desk, case: CaseView, asked_for: str = "") -> Opened:
    """Open a form for the case details and reasons. Save only those changed or offered.

    The form starts at the detail that a refusal `asked_for`, while it is empty.
    """
    before = {row.name: row.value for row in case.particulars}

    def save(given: Mapping[str, str], version: int) -> str:
        changed = {name: value for name, value in given.items() if value != before[name]}
        if not changed:
            return case.reference
        return assessing.say(desk, case.reference, changed, version)

    fields = [_field(row) for row in case.particulars]
    title = f"Details of {case.reference}"
    first = asked_for if before.get(asked_for) == "" else ""
    form = ask(desk, case, title, fields, save, act="particulars", first=first)
    return form, "Case details saved"


def _field(row: ParticularRow) -> Field:
    if row.choices:
        choices = (
            ("", "not said"),
            *((choice, choice.replace("-", " ")) for choice in row.choices),
        )
        return Field(row.name, row.label, row.value, choices=choices, hint=row.hint)
    begins = row.value or row.offers
    offered = begins != row.value
    hint = f"{AS_LOGGED}: {row.hint}" if offered else row.hint
    return Field(row.name, row.label, begins, lines=_rows(begins), hint=hint)


def _rows(words: str) -> int:
    """Return the rows of a field: those that its words fill at 80 columns, from two to four."""
    return min(max(len(words) // NARROW + 1, 2), 4)
