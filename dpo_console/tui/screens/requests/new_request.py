"""Logging a request: what it is and who asks, with the due date shown while it is typed."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests import overlaps, similar
from dpo_console.cases.requests.arrival import NewRequest, usual_requester
from dpo_console.cases.requests.similar import Candidate
from dpo_console.cases.view.views import CaseView
from dpo_console.errors import BadInput, DpoConsoleError, Refused
from dpo_console.law.model import Clock
from dpo_console.law.statutes import statute, usual_kind
from dpo_console.text import parse_day, parse_moment
from dpo_console.tui import draw
from dpo_console.tui.commands import Command, bindings
from dpo_console.tui.forms.drafting import Drafting
from dpo_console.tui.forms.field import SEVERAL
from dpo_console.tui.forms.form import Form
from dpo_console.tui.forms.several_field import SeveralField
from dpo_console.tui.screens.frame.command_screen import NAMES_IN_FORMS, CommandScreen
from dpo_console.tui.screens.requests.forecast import forecast_of
from dpo_console.tui.screens.requests.request_fields import (
    chosen_of,
    fields_of,
    read_request,
    request_fields,
    split_names,
)
from dpo_console.tui.widgets.panes import Pane, Words

DUPLICATES_AFTER = 0.3
"""Seconds after the last letter of a name before the records are searched for it."""

COMMANDS = (
    Command("new.log", "enter", "log it", "Log the request and open the case", "log", True),
    Command("new.next", "tab", "next field", "Go to the next field", "next_field", True),
    Command("new.back", "escape", "back", "Back without logging", "back", True),
    Command("new.help", "ctrl+g,f1", "help", "What each field takes, and every key", "help", True),
    NAMES_IN_FORMS,
)


class NewRequestScreen(CommandScreen[CaseView], Drafting[CaseView]):
    """The form. Hands back the new case."""

    commands = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    types = True
    draft_title = "New request"

    def __init__(self, desk: Desk) -> None:
        """Begins with a subject access request, received today."""
        super().__init__(desk, self.draft_title)
        self.searching: Timer | None = None
        self.logging = False
        self.restored_line = ""
        self.twin_told = ""
        self.usual = usual_requester(usual_kind())
        self.typed: NewRequest | None = None
        self.clocks: tuple[Clock, ...] = ()
        self.candidates: tuple[Candidate, ...] = ()
        self.offers: tuple[overlaps.Offer, ...] = ()

    def body(self) -> ComposeResult:
        """The form, and what would follow from it."""
        yield Form(request_fields(self.desk, lambda: self.counts_hours))
        with Pane(id="outlook", can_focus=False):
            yield Words(id="forecast")

    def on_mount(self) -> None:
        """Begin at the name: kind and day are mostly right as they stand."""
        super().on_mount()
        self.form.focus_field("line")
        self.offer()
        self.forecast()
        self.offer_draft()

    def restore(self, values: Mapping[str, str]) -> None:
        """Put what was typed back: neither its first line nor its kind is to fill in the rest."""
        self.restored_line = values.get("line", "")
        self.usual = usual_requester(values.get("kind", usual_kind()))
        super().restore(values)

    def tell_draft(self, sentence: str) -> None:
        """Say it on the status line."""
        self.say(sentence, bad=True)

    @property
    def counts_hours(self) -> bool:
        """Whether the limit of a kind that it is runs in hours."""
        kinds = (self.form.controls["kind"].value, *chosen_of(self.form.controls["also"].value))
        return any(statute(kind).counts_hours for kind in kinds)

    @on(Form.Changed)
    def changed(self, event: Form.Changed) -> None:
        """Show what follows from what is typed now."""
        if event.name == "line":
            self.read_line()
            if "line" not in self.form.errors:
                self.say("")
        if event.name == "kind":
            self.kind_chosen()
        if event.name in ("requester", "subjects", "about"):
            self.search_soon()
        if event.name in ("kind", "also"):
            self.form.check("received")
        if event.name in ("kind", "also", "requester_kind", "school"):
            self.offer()
        self.forecast()

    def kind_chosen(self) -> None:
        """Who usually asks follows the kind, unless the officer has said who it is."""
        before, self.usual = self.usual, usual_requester(self.form.values["kind"])
        if self.form.values["requester_kind"] == before:
            self.form.fill({"requester_kind": self.usual})

    def offer(self) -> None:
        """What else the message may be stands first where that is chosen, and is told below."""
        values = self.form.values
        school = self.desk.settings.school(values.get("school", "")).type
        chosen = values["also"].split(SEVERAL)
        offers = overlaps.offers(values["kind"], values["requester_kind"], school, chosen)
        also = self.form.controls["also"]
        if isinstance(also, SeveralField):
            also.offer([offer.kind for offer in offers], values["kind"])
        self.offers = offers

    def read_line(self) -> None:
        """Fill the form from the one line; say beside it what can't be read. A line that was
        restored has filled it before, and was followed by what was typed over that.
        """
        from dpo_console.cases.requests import quick

        typed = self.form.values["line"]
        if not typed.strip():
            return
        try:
            request = quick.read_line(self.desk, typed)
        except BadInput as error:
            self.form.error("line", str(error))
            return
        self.form.note("line", "")
        if typed != self.restored_line:
            self.form.fill(fields_of(request, self.form.values))

    def forecast(self) -> None:
        """Work out what would be due, and show it."""
        try:
            self.typed = self.as_typed()
            self.clocks = overlaps.clocks_of(self.desk, self.typed)
        except DpoConsoleError:
            self.typed, self.clocks = None, ()
        self.draw_forecast()

    def as_typed(self) -> NewRequest:
        """What the dates depend on, as it stands in the form. Raises BadInput for a day."""
        values = self.form.values
        recognised = values["recognised"]
        return NewRequest(
            values["kind"],
            parse_moment(values["received"], self.desk.today, "received"),
            values["requester"],
            subjects=tuple(split_names(values["subjects"])),
            recognised=(
                parse_day(recognised, self.desk.today, "recognised") if recognised else None
            ),
            school=values.get("school", ""),
            also=chosen_of(values["also"]),
        )

    def read_again(self) -> None:
        """The settings or the day may be others: the dates follow."""
        self.forecast()

    def draw_forecast(self) -> None:
        """The due date and its reasons, led by what needs a second look."""
        if self.typed is None:
            nothing = "The due date stands here once the days can be read."
            self.query_one("#forecast", Words).say(draw.line(nothing))
            return
        alike = similar.similar(self.typed, self.candidates)
        said = forecast_of(self.clocks, alike, self.offers, self.advice())
        self.query_one("#forecast", Words).say(said)

    def advice(self) -> str:
        """That an order sets its own day; why the case is better restricted, where it is and nobody
        is chosen yet.
        """
        values = self.form.values
        kind = requester_kinds().get(values["requester_kind"])
        if kind and kind.sets_day and statute(values["kind"]).work.gated:
            return "The order sets the day by which to answer: record it once this is logged."
        if not (kind and kind.restrict) or values.get("readers", "everybody"):
            return ""
        return f"Should everybody see it? {kind.restrict.capitalize()}: “Seen by” restricts it."

    def search_soon(self) -> None:
        """Search the records for the names once they are typed."""
        if self.searching:
            self.searching.stop()
        self.searching = self.set_timer(DUPLICATES_AFTER, self.search)

    def search(self) -> None:
        """Look for cases that name the same people, and for the one that it belongs with."""
        values = self.form.values
        names = [values["requester"], *split_names(values["subjects"])]
        self.read(lambda: similar.candidates(self.desk, names), self.found, "duplicates")
        if values["about"]:
            self.read(lambda: self.read_about(values["about"]), self.say_about, "about")

    def found(self, candidates: tuple[Candidate, ...]) -> None:
        """Show what was found."""
        if candidates != self.candidates:
            self.candidates = candidates
            self.draw_forecast()

    def read_about(self, typed: str) -> tuple[str, bool]:
        """How a reference is understood, or what is wrong with it (False)."""
        from dpo_console.cases.view.case import resolve

        try:
            return resolve(self.desk, typed), True
        except BadInput as error:
            return str(error), False

    def say_about(self, understood: tuple[str, bool]) -> None:
        """Say it beside the field."""
        sentence, known = understood
        (self.form.note if known else self.form.error)("about", sentence)

    @on(Form.Submitted)
    def action_log(self) -> None:
        """Log the request; what is wrong stands beside its field."""
        request = self.checked()
        if request is None or self.logging:
            return
        self.logging = True

        def job() -> CaseView:
            from dpo_console.cases.view.case import case_view
            from dpo_console.casework.requests import log_request

            self.ask_once(request)
            return case_view(self.desk, log_request(self.desk, request).reference)

        self.save(job, self.leave)

    def ask_once(self, request: NewRequest) -> None:
        """Raise Refused, the first time, where it is probably logged already."""
        found = similar.twin(self.desk, request)
        if found and found != self.twin_told:
            self.twin_told = found
            raise Refused(f"{found}. {self.key('new.log')} again logs this one too.")

    def leave(self, case: CaseView | None) -> None:
        """Hand back the new case, or nothing."""
        self.let_go()
        self.dismiss(case)

    def show_error(self, error: DpoConsoleError) -> None:
        """A refusal: everything typed stays, and is kept before the reason is said."""
        self.logging = False
        self.keep_now()
        super().show_error(error)

    def checked(self) -> NewRequest | None:
        """The request as typed; None, with the first fault pointed at, where something is wrong."""
        if "line" in self.form.errors:
            self.say("The first line can't be read; put it right or empty it.", bad=True)
            self.form.focus_field("line")
            return None
        for name in {"about", "readers"} & self.form.errors.keys():
            self.form.focus_field(name)
            return None
        request, wrong = read_request(self.form.values, self.desk.today)
        for name, sentence in wrong.items():
            self.form.error(name, sentence)
        if wrong:
            self.form.focus_field(next(iter(wrong)))
        return request

    def action_help(self) -> None:
        """What each field takes, and the keys."""
        from dpo_console.tui.forms.form_help import form_help
        from dpo_console.tui.screens.frame.dialogs import Help

        about = draw.line("One line is enough; it fills in the rest, which you may put right.")
        self.console.push_screen(Help(self.heading, form_help(about, self.form.fields)))

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_back(self) -> None:
        """Back; ask first where something was typed."""
        if not self.form.touched:
            self.leave(None)
            return
        from dpo_console.tui.screens.frame.dialogs import Confirm

        sure = Confirm("Leave without logging?", "What you typed here will be lost.")
        self.console.push_screen(sure, lambda yes: self.leave(None) if yes else None)
