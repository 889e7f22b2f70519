"""A third party's request at the release checks: its checklist, scope, ruling and release."""

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.approval.model import PATH_WORDS, RULED, Path
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.ruling import decided_by
from dpo_console.cases.view.views import CaseView
from dpo_console.text import counted, each_once
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.case import case_drawing
from dpo_console.tui.screens.case.part_screen import allowed
from dpo_console.tui.screens.checklist import (
    ANSWERING,
    CASE_DETAILS,
    ONLY_OPEN,
    OTHERS,
    ChecklistScreen,
)
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.screens.sharing import approval_forms as forms
from dpo_console.tui.screens.sharing import release_forms
from dpo_console.tui.screens.sharing.data_items import DataItemsScreen

COMMANDS = (
    *ANSWERING,
    CASE_DETAILS._replace(show=False),
    ONLY_OPEN,
    Command("approval.scope", "o", "scope", "Say what is asked for, and what we would share",
            "scope", True, allowed("scope"), "scope"),
    Command("approval.items", "T", "items", "Each data item, and the questions about it",
            "items", True),
    Command("approval.decide", "d", "decide", "Approve, approve in part, or refuse",
            "decide", True, allowed("decide"), "decide"),
    Command("approval.release", "D", "release", "Record that the data were released", "release",
            True, allowed("release"), "release"),
    Command("approval.urgent", "U", "urgent",
            "Record an urgent release for safeguarding; its checks follow", "release_urgently",
            False, allowed("release_urgently")),
    *OTHERS,
    *EVERYWHERE,
)  # fmt: skip


class ApprovalScreen(ChecklistScreen):
    """The checklist of a third party's request, with the reasons against release."""

    commands = COMMANDS

    def asked(self) -> RenderableType:
        """Draw the requester and the request."""
        scope, items = self.key("approval.scope"), self.key("approval.items")
        how = f"Nothing listed yet: press {scope} or {items}"
        return asked_line(self.case, "" if self.reasons.get("scope") else how)

    def what_is_open(self) -> RenderableType:
        """Draw the decision, if there is one, and the reasons against release."""
        wide, case = self.has_class("-wide"), self.case
        gate = case_drawing.gate(case, self.console.in_console, wraps=wide)
        ruled = decision(case) if case.decision or case.gate is None or case.gate.open else None
        return Group(draw.table([(ruled,)], last_wraps=wide), gate) if ruled else gate

    def changed(self, done: str, case: CaseView) -> None:
        """Show the case as it is now. Say what an approval in part gives, once it is recorded."""
        more = forms.gives(case) if case.decision != self.case.decision else ""
        super().changed(f"{done}.{more}".removesuffix("."), case)

    def left_words(self, left: int) -> str:
        """Return the checks left after an answer. There are none once the request was refused."""
        if self.case.decision and self.case.decision.ruling == "refuse":
            then = "" if self.reasons.get("letter") else " Write the refusal, then close the case."
            return f"Nothing is released.{then}"
        if self.case.path == Path.URGENT:
            checks = self.case.gate.checks if self.case.gate else left
            if not checks:
                return "Its record lacks one thing more." if left else "Its record is complete."
            return f"{counted(checks, 'check')} still to be answered by the DPO or the DSL."
        if self.case.released:
            return ""
        if not left:
            return "Ready to release."
        gate = self.case.gate
        if gate and gate.to_name:
            theirs = "What is left is for the DPO or a clerk: " if self.reasons.get("fact") else ""
            return f"{theirs}{self.console.in_console(gate.to_name)}"
        then = "" if self.case.decision is None else f" Next: {self.case.row.next_action}."
        return f"{counted(gate.checks if gate else left, 'check')} outstanding.{then}"

    def action_scope(self) -> None:
        """Enter the data requested and the terms of sharing."""
        self.open_form(forms.scope(self.desk, self.case))

    def action_items(self) -> None:
        """List the data requested, item by item."""
        self.ask(DataItemsScreen(self.desk, self.case), self._came_back)

    def _came_back(self, after: CaseView) -> None:
        if after.version != self.case.version:
            self.changed("Items changed", after)

    def action_decide(self) -> None:
        """Record the ruling."""
        self.open_form(forms.decide(self.desk, self.case))

    def action_release(self) -> None:
        """Record the release."""
        self.open_form(release_forms.release(self.desk, self.case))

    def action_release_urgently(self) -> None:
        """Release at once, for safeguarding."""
        self.open_form(release_forms.release(self.desk, self.case, urgent=True))


def asked_line(case: CaseView, unsaid: str) -> Text:
    """Draw the requester and the request. How to enter it (`unsaid`) comes first: ends are cut."""
    asks, what = case.requester, release_forms.what_goes(case)
    who = draw.line(each_once(asks.name, asks.organisation), draw.STRONG)
    asked = draw.line(f"asks for: {what}" if what else unsaid)
    path = draw.line(PATH_WORDS.get(case.path, case.path))
    parts = (who, asked, path) if what else (asked, who, path)
    return draw.join([draw.line(" "), draw.join([part for part in parts if part], "  ")])


def decision(case: CaseView) -> Text:
    """Draw the ruling, where there is one."""
    ruling = case.decision
    if ruling is None:
        return draw.line("No decision yet.", draw.QUIET)
    lapsed = f"Lapsed: {ruling.changed}. " if ruling.lapsed else ""
    left_out = f"; left out: {ruling.left_out}" if ruling.left_out else ""
    who = decided_by(ruling, case.names)
    return draw.words(
        f"{lapsed}{RULED[ruling.ruling]} by {who}, {draw.day(ruling.on)}: "
        f"{ruling.reason}{left_out}",
        draw.WARNING if lapsed else draw.PLAIN,
    )


def checklist(desk: Desk, case: CaseView, begin: str = "") -> ChecklistScreen:
    """Return the screen of a case's checklist, which begins the act `begin`."""
    return (ApprovalScreen if case.ruled else ChecklistScreen)(desk, case, begin)
