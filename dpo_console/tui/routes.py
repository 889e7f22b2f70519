"""Screens and forms that other rooms open, each imported when it is first opened.

A screen names its neighbours here and imports none of them. The start of the console then waits for
no screen that nobody has opened, and no two rooms import each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen

    from dpo_console.cases.office.desk import Desk
    from dpo_console.cases.queue.month import MonthView
    from dpo_console.cases.schools.school_terms import YearView
    from dpo_console.cases.search.late_answers import OverduePlace
    from dpo_console.cases.view.views import CaseView
    from dpo_console.config.views import View
    from dpo_console.tui.commands import Command, Keymap
    from dpo_console.tui.screens.case.case_forms import Opened
    from dpo_console.tui.screens.frame.command_screen import CommandScreen
    from dpo_console.tui.screens.frame.palette import Found
    from dpo_console.tui.screens.queue.bulk_acts import BulkActs
    from dpo_console.tui.screens.queue.queue import QueueScreen
    from dpo_console.tui.widgets.menu import Choice

Given = ParamSpec("Given")
Made = TypeVar("Made")

ROOMS = "dpo_console.tui.screens"


class Route(Generic[Given, Made]):
    """The way to a screen, or to a function that makes a form, as `module:name` below ROOMS."""

    def __init__(self, where: str) -> None:
        """Lead to `where`. Import nothing yet."""
        module, _, self.name = where.partition(":")
        self.module = f"{ROOMS}.{module}"

    def __call__(self, *given: Given.args, **named: Given.kwargs) -> Made:
        """Return the screen or form, made of what it takes."""
        return self.load()(*given, **named)

    def load(self) -> Callable[Given, Made]:
        """Return the screen's class, or the function. Import its module if need be."""
        return cast("Callable[Given, Made]", getattr(import_module(self.module), self.name))


MESSAGE: Route[[str, str], Screen[None]] = Route("frame.dialogs:Message")
LINES: Route[[Sequence[str]], Screen[None]] = Route("frame.dialogs:Lines")
CONFIRM: Route[[str, str], Screen[bool]] = Route("frame.dialogs:Confirm")
CHOOSE: Route[[str, Sequence[Choice]], Screen[str]] = Route("frame.dialogs:Choose")
EXPLAIN: Route[[str, RenderableType], Screen[None]] = Route("frame.dialogs:Help")
HELP: Route[[Desk, CommandScreen[Any]], Screen[Command]] = Route("frame.help:HelpScreen")
PALETTE: Route[[Desk, CommandScreen[Any]], Screen[Found]] = Route("frame.palette:Palette")

QUEUE: Route[[Desk], Screen[None]] = Route("queue.queue:QueueScreen")
BULK_ACTS: Route[[QueueScreen], BulkActs] = Route("queue.bulk_acts:BulkActs")
SAVE_VIEW_FORM: Route[[Desk, View], Screen[tuple[Desk, View]]] = Route("queue.view_form:save_form")
MONTH: Route[[Desk, MonthView], Screen[date]] = Route("queue.month:MonthScreen")
SCHOOL_YEAR: Route[[Desk, YearView], Screen[None]] = Route("schools.school_year:SchoolYearScreen")
STATISTICS: Route[[Desk], Screen[None]] = Route("reports.statistics:StatisticsScreen")
REGISTER: Route[[Desk], Screen[None]] = Route("reports.register:RegisterScreen")

NEW_REQUEST: Route[[Desk], Screen[CaseView]] = Route("requests.new_request:NewRequestScreen")
CASE: Route[[Desk, CaseView, str], Screen[CaseView]] = Route("case.case:CaseScreen")
CHECKLIST: Route[[Desk, CaseView, str], Screen[CaseView]] = Route(
    "checklist.checklist:ChecklistScreen"
)
APPROVAL: Route[[Desk, CaseView, str], Screen[CaseView]] = Route("sharing.approval:ApprovalScreen")
LETTERS: Route[[Desk, CaseView], Screen[CaseView]] = Route("letters.letter:LetterScreen")
SCHEDULE: Route[[Desk, CaseView], Screen[CaseView]] = Route("disclosure.schedule:ScheduleScreen")
SEARCH_PLAN: Route[[Desk, CaseView], Screen[CaseView]] = Route(
    "search.search_plan:SearchPlanScreen"
)

LATE_ANSWERS: Route[[Sequence[OverduePlace]], list[Choice]] = Route(
    "search.place_drawing:late_choices"
)

CASE_PREVIEW: Route[[CaseView, datetime], RenderableType] = Route("case.case_drawing:preview")
FACT_FORM: Route[[Desk, CaseView, str], Opened] = Route("case.case_forms:fact")
CORRECT_FORM: Route[[Desk, CaseView, int], Opened] = Route("case.case_forms:put_right")
FACTS_TO_CORRECT: Route[[CaseView], list[Choice]] = Route("case.case_forms:standing_facts")
PARTY_FORM: Route[[Desk, CaseView, str], Opened] = Route("people.people_forms:party")
PARTIES: Route[[CaseView], list[Choice]] = Route("people.people_forms:choices")
PARTICULARS_FORM: Route[[Desk, CaseView, str], Opened] = Route(
    "checklist.checklist_forms:particulars"
)

CASE_FORMS: Mapping[str, Route[[Desk, CaseView], Opened]] = {
    "note": Route("case.case_forms:note"),
    "close": Route("case.case_forms:close"),
    "reopen": Route("case.case_forms:reopen"),
    "link": Route("case.link_forms:link"),
    "unlink": Route("case.link_forms:unlink"),
    "reclassify": Route("case.link_forms:reclassify"),
    "restrict": Route("people.people_forms:restrict"),
    "unrestrict": Route("people.people_forms:unrestrict"),
    "pack": Route("people.people_forms:pack"),
    "review": Route("sharing.release_forms:review"),
}
"""The form of each act that needs a case and nothing more."""

HIDDEN_QUEUE: Route[[Desk, QueueScreen], Screen[None]] = Route("hidden.hidden:HiddenQueue")
HIDDEN_CASE: Route[[Desk, CaseView], Screen[None]] = Route("hidden.hidden:hidden_case")
CURTAIN: Route[[Keymap], Screen[None]] = Route("hidden.hidden:Curtain")
