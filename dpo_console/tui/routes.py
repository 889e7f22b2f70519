"""Screens and forms that other rooms open, each imported when it is first opened.

A screen names its neighbours here and imports none of them. The start of the console then waits for
no screen that nobody has opened, and no two rooms import each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeAlias, TypeVar, cast

from dpo_console.cases.office.acts import function_at

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen

    from dpo_console.cases.bulk import Marked
    from dpo_console.cases.office.desk import Desk
    from dpo_console.cases.queue.month import MonthView
    from dpo_console.cases.schools import YearView
    from dpo_console.cases.search import OverduePlace
    from dpo_console.cases.view.views import CaseView
    from dpo_console.config.settings.settings import View
    from dpo_console.guide.pages import FoundPage
    from dpo_console.tui.commands import Choice, Command, Keymap
    from dpo_console.tui.screens.case.case_forms import Choosing, Opened
    from dpo_console.tui.screens.frame.command_screen import CommandScreen
    from dpo_console.tui.screens.frame.palette import Found
    from dpo_console.tui.screens.queue.bulk_acts import BulkActs
    from dpo_console.tui.screens.queue.bulk_forms import ForMany
    from dpo_console.tui.screens.queue.queue import QueueScreen

    Begun: TypeAlias = Opened | Choosing | Screen[CaseView]

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


MESSAGE: Route[[str, str], Screen[None]] = Route("frame.dialogs:LongMessage")
LINES: Route[[str, str], Screen[None]] = Route("frame.dialogs:Lines")
CONFIRM: Route[[str, str], Screen[bool]] = Route("frame.dialogs:Confirm")
CHOOSE: Route[[str, Sequence[Choice]], Screen[str]] = Route("frame.dialogs:Choose")
FIND_LINE: Route[[Sequence[str]], Screen[int]] = Route("frame.find_line:FindLine")
HELP: Route[[Desk, CommandScreen[Any]], Screen[Command]] = Route("frame.help:HelpScreen")
GUIDE_SEARCH: Route[[], Screen[FoundPage]] = Route("guide:GuideSearch")
GUIDE: Route[[Desk, FoundPage], Screen[None]] = Route("guide:GuideScreen")
PALETTE: Route[[Desk, CommandScreen[Any]], Screen[Found]] = Route("frame.palette:Palette")

QUEUE: Route[[Desk], Screen[None]] = Route("queue.queue:QueueScreen")
STILL_TO_FILL_IN: Route[[Desk], Screen[None]] = Route("queue.queue_source:still_to_fill_in")
BULK_ACTS: Route[[QueueScreen], BulkActs] = Route("queue.bulk_acts:BulkActs")
SAVE_VIEW_FORM: Route[[Desk, View], Screen[tuple[Desk, View]]] = Route("queue.view_form:save_form")
MONTH: Route[[Desk, MonthView], Screen[date]] = Route("queue.month:MonthScreen")
SCHOOL_YEAR: Route[[Desk, YearView], Screen[None]] = Route("schools:SchoolYearScreen")
STATISTICS: Route[[Desk], Screen[None]] = Route("reports:StatisticsScreen")
RETENTION: Route[[Desk], Screen[None]] = Route("retention:RetentionScreen")
INTAKE: Route[[Desk], Screen[None]] = Route("intake:TrayScreen")
REGISTER: Route[[Desk], Screen[None]] = Route("reports:RegisterScreen")
NOTICE: Route[[Desk], Screen[None]] = Route("notice:NoticeScreen")

NEW_REQUEST: Route[[Desk, str], Screen[CaseView]] = Route("requests.new_request:NewRequestScreen")
CASE: Route[[Desk, CaseView, str], Screen[CaseView]] = Route("case.case:CaseScreen")
LETTERS: Route[[Desk, CaseView], Screen[CaseView]] = Route("letters.letter:LetterScreen")
LATE_ANSWERS: Route[[Sequence[OverduePlace]], list[Choice]] = Route(
    "search.place_drawing:late_choices"
)

CASE_PREVIEW: Route[[CaseView, datetime], RenderableType] = Route("case.case_drawing:preview")
BEFORE_RULING: Route[[CaseView], RenderableType | None] = Route("sharing.release_forms:to_read")
FACT_FORM: Route[[Desk, CaseView, str], Opened] = Route("case.case_forms:fact")

HIDDEN_QUEUE: Route[[Desk, QueueScreen], Screen[None]] = Route("names_hidden.hidden:HiddenQueue")
HIDDEN_CASE: Route[[Desk, CaseView], Screen[None]] = Route("names_hidden.hidden:hidden_case")
CURTAIN: Route[[Keymap], Screen[None]] = Route("names_hidden.hidden:Curtain")


def form_at(where: str) -> Callable[[Desk, CaseView], Begun]:
    """Return the form that an act names as `module:function`."""
    return function_at(where)


def form_on_many_at(where: str) -> Callable[[Desk, Sequence[Marked]], ForMany]:
    """Return the form that an act names for many cases."""
    return function_at(where)
