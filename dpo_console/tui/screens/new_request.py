"""Logging a request: what it is and who asks, with the due date shown while it is typed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from dpo_console.approval.requesters import requester_kinds
from dpo_console.casework import clocks
from dpo_console.casework.desk import Desk
from dpo_console.casework.requests import (
    NewRequest,
    clock_of,
    likely_duplicates,
    log_request,
    usual_requester,
)
from dpo_console.casework.views import CaseView, QueueRow
from dpo_console.config.channels import CHANNELS
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.law.model import Clock
from dpo_console.law.statutes import statute, usual_kind
from dpo_console.text import clean, clean_line, parse_day, parse_moment, required
from dpo_console.tui import case_drawing, draw
from dpo_console.tui.case_row import who_words
from dpo_console.tui.command_screen import CommandScreen
from dpo_console.tui.commands import Command, bindings
from dpo_console.tui.field import Field
from dpo_console.tui.form import Form
from dpo_console.tui.panes import Pane, Words

DUPLICATES_AFTER = 0.3
"""Seconds after the last letter of a name before the records are searched for it."""

COMMANDS = (
    Command("new.log", "enter", "log it", "Log the request and open the case", "log", True),
    Command("new.next", "tab", "next field", "Go to the next field", "next_field", True),
    Command("new.back", "escape", "back", "Back without logging", "back", True),
    Command("new.help", "f1", "help", "Every key of this screen", "help"),
)


class NewRequestScreen(CommandScreen[CaseView]):
    """The form. Hands back the new case."""

    commands = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, desk: Desk) -> None:
        """Begins with a subject access request, received today."""
        super().__init__(desk, "New request")
        self.searching: Timer | None = None
        self.logging = False
        self.usual = usual_requester(usual_kind())
        self.clock: Clock | None = None
        self.duplicates: tuple[QueueRow, ...] = ()

    def body(self) -> ComposeResult:
        """The form, and what would follow from it."""
        yield Form(self.fields())
        with Pane(id="outlook", can_focus=False):
            yield Words(id="forecast")

    def fields(self) -> list[Field]:
        """In the order in which a request is told."""
        kinds = tuple((kind.slug, kind.title) for kind in clocks.kinds())
        asks = tuple((slug, kind.title) for slug, kind in requester_kinds().items())
        schools = tuple((school.slug, school.name) for school in self.desk.settings.schools)
        channels = tuple((name, name.replace("-", " ")) for name in CHANNELS)
        found = [
            Field("line", "In one line", wide=True,
                  example="sar Jane Doe re Tom Doe, email, yesterday"),
            Field("kind", "Kind", usual_kind(), choices=kinds,
                  hint="left, right or its first letter"),
            Field("received", "Received", "today", check=self.read_received),
            Field("recognised", "Recognised", check=self.read_recognised,
                  hint="if seen to be a request only later"),
            Field("channel", "Came by", "email", choices=channels),
            Field("requester", "Requester", check=named("requester")),
            Field("requester_kind", "Who is", usual_requester(usual_kind()), choices=asks),
            Field("subjects", "About", hint="several: put ; between them",
                  check=named("subject")),
            Field("organisation", "Organisation", check=named("organisation")),
            Field("school", "School", schools[0][0] if schools else "", choices=schools),
            Field("summary", "Asks for", check=free("summary")),
        ]  # fmt: skip
        return [field for field in found if field.name != "school" or len(schools) > 1]

    def on_mount(self) -> None:
        """Begin at the name: kind and day are mostly right as they stand."""
        super().on_mount()
        self.form.focus_field("line")
        self.forecast()

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    def read_received(self, typed: str) -> str:
        """How the day of receipt is understood."""
        moment = parse_moment(typed, self.desk.today, "received")
        if not isinstance(moment, datetime) and self.counts_hours:
            return "at what time? Add T14:20"
        return draw.day(moment)

    @property
    def counts_hours(self) -> bool:
        """Whether the kind's limit is in hours."""
        return statute(self.form.controls["kind"].value).counts_hours

    def read_recognised(self, typed: str) -> str:
        """How the day of recognition is understood."""
        return draw.day(parse_day(typed, self.desk.today, "recognised")) if typed else ""

    @on(Form.Changed)
    def changed(self, event: Form.Changed) -> None:
        """Show what follows from what is typed now."""
        if event.name == "line":
            self.read_line()
        if event.name == "kind":
            self.kind_chosen()
        if event.name in ("requester", "subjects"):
            self.search_soon()
        self.forecast()

    def kind_chosen(self) -> None:
        """Who usually asks follows the kind, unless the officer has said who it is."""
        before, self.usual = self.usual, usual_requester(self.form.values["kind"])
        if self.form.values["requester_kind"] == before:
            self.form.fill({"requester_kind": self.usual})
        self.form.check("received")

    def read_line(self) -> None:
        """Fill the form from the one line; say beside it what can't be read."""
        from dpo_console.casework import quick

        typed = self.form.values["line"]
        if not typed.strip():
            return
        try:
            request = quick.read_line(self.desk, typed)
        except BadInput as error:
            self.form.error("line", str(error))
            return
        self.form.note("line", "")
        self.form.fill(fields_of(request, self.form.values))

    def forecast(self) -> None:
        """Work out what would be due, and show it."""
        values = self.form.values
        try:
            received = parse_moment(values["received"], self.desk.today, "received")
            recognised = values["recognised"]
            seen = parse_day(recognised, self.desk.today, "recognised") if recognised else None
            school = values.get("school", "")
            typed = NewRequest(values["kind"], received, "", recognised=seen, school=school)
            self.clock = clock_of(self.desk, typed)
        except DpoConsoleError:
            self.clock = None
        self.draw_forecast()

    def draw_forecast(self) -> None:
        """The due date and its reasons, led by what needs a second look."""
        if self.clock is None:
            nothing = "The due date stands here once the days can be read."
            self.query_one("#forecast", Words).say(draw.line(nothing))
            return
        pieces = [due_line(self.clock), *alike(self.duplicates)]
        self.query_one("#forecast", Words).say(Group(*pieces, case_drawing.explained(self.clock)))

    def search_soon(self) -> None:
        """Search the records for the names once they are typed."""
        if self.searching:
            self.searching.stop()
        self.searching = self.set_timer(DUPLICATES_AFTER, self.search)

    def search(self) -> None:
        """Look for cases that name the same people."""
        values = self.form.values
        names = [values["requester"], *split_names(values["subjects"])]
        self.read(lambda: likely_duplicates(self.desk, names), self.found, "duplicates")

    def found(self, rows: tuple[QueueRow, ...]) -> None:
        """Show what was found."""
        if rows != self.duplicates:
            self.duplicates = rows
            self.draw_forecast()

    @on(Form.Submitted)
    def action_log(self) -> None:
        """Log the request; what is wrong stands beside its field."""
        request = self.checked()
        if request is None or self.logging:
            return
        self.logging = True

        def job() -> CaseView:
            from dpo_console.casework.cases import case_view

            return case_view(self.desk, log_request(self.desk, request).reference)

        self.save(job, self.leave)

    def leave(self, case: CaseView | None) -> None:
        """Hand back the new case, or nothing."""
        self.dismiss(case)

    def show_error(self, error: DpoConsoleError) -> None:
        """A refusal: everything typed stays."""
        self.logging = False
        super().show_error(error)

    def checked(self) -> NewRequest | None:
        """The request as typed; None, with the first fault pointed at, where something is wrong."""
        if "line" in self.form.errors:
            self.say("The first line can't be read; put it right or empty it.", bad=True)
            self.form.focus_field("line")
            return None
        values = self.form.values
        readers: dict[str, Callable[[str], object]] = {
            "received": lambda v: parse_moment(v, self.desk.today, "received"),
            "recognised": lambda v: parse_day(v, self.desk.today, "recognised") if v else None,
            "requester": lambda v: required(clean_line(v, "requester"), "requester"),
            "subjects": lambda v: tuple(clean_line(n, "subject") for n in split_names(v)),
            "organisation": lambda v: clean_line(v, "organisation"),
            "summary": lambda v: clean(v, "summary"),
        }
        found: dict[str, object] = dict(values)
        wrong: list[str] = []
        for name, read in readers.items():
            try:
                found[name] = read(values[name])
            except BadInput as error:
                self.form.error(name, str(error))
                wrong.append(name)
        if wrong:
            self.form.focus_field(wrong[0])
            return None
        found.pop("line")
        return NewRequest(**found)  # type: ignore[arg-type]  # each was read just above

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_back(self) -> None:
        """Back; ask first where something was typed."""
        if not self.form.touched:
            self.leave(None)
            return
        from dpo_console.tui.screens.dialogs import Confirm

        sure = Confirm("Leave without logging?", "What you typed here will be lost.")
        self.console.push_screen(sure, lambda yes: self.leave(None) if yes else None)


def named(field: str) -> Callable[[str], str]:
    """A check for a name: it says only what can't be kept."""

    def check(typed: str) -> str:
        clean_line(typed, field)
        return ""

    return check


def free(field: str) -> Callable[[str], str]:
    """A check for free text: it says only what can't be kept."""

    def check(typed: str) -> str:
        clean(typed, field)
        return ""

    return check


def split_names(typed: str) -> list[str]:
    """Several names, with ; between them."""
    return [name.strip() for name in typed.split(";") if name.strip()]


def fields_of(request: NewRequest, values: dict[str, str]) -> dict[str, str]:
    """A request as the form's fields."""
    fields = {
        "kind": request.kind,
        "received": request.received.isoformat(),
        "channel": request.channel,
        "requester": request.requester,
        "requester_kind": request.requester_kind or usual_requester(request.kind),
        "subjects": "; ".join(request.subjects),
        "organisation": request.organisation,
        "school": request.school,
        "summary": request.summary,
    }
    return {name: value for name, value in fields.items() if name in values and value}


def alike(rows: Sequence[QueueRow]) -> list[Text]:
    """A line for each of the first cases that name the same people."""
    lines = [
        draw.line(f"! Already there: {row.reference}, {row.title}: {who_words(row)}", draw.SOON)
        for row in rows[:2]
    ]
    if len(rows) > 2:
        lines.append(draw.line(f"! and {len(rows) - 2} more that name them", draw.SOON))
    return lines


def due_line(clock: Clock) -> Text:
    """When it would be due."""
    if clock.due:
        return draw.line(f"due {draw.day(clock.due)}", draw.STRONG)
    if clock.target:
        return draw.line(f"no limit in law; our aim {draw.day(clock.target)}", draw.STRONG)
    return draw.line("no date yet", draw.STRONG)
