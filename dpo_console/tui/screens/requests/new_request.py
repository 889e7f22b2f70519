"""Logging of a request: its kind and requester, with the due date shown during typing."""

from collections.abc import Mapping
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer

from dpo_console.cases import overlaps
from dpo_console.cases import requests as quick
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import resolve
from dpo_console.cases.overlaps import Namesake
from dpo_console.cases.people.names import names_in
from dpo_console.cases.requests import NewRequest
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import requests
from dpo_console.errors import BadInput, DpoConsoleError, Refused
from dpo_console.law.model import Clock
from dpo_console.law.statutes import statute, usual_kind
from dpo_console.tui import draw, routes
from dpo_console.tui.commands import Command
from dpo_console.tui.forms.controls import SEVERAL, form_help
from dpo_console.tui.forms.form import Form
from dpo_console.tui.forms.larger_fields import SeveralField
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.dialogs import Help
from dpo_console.tui.screens.frame.drafting import Drafting
from dpo_console.tui.screens.frame.global_commands import NAMES_IN_FORMS
from dpo_console.tui.screens.requests.forecast import (
    NO_DAY,
    NOTHING,
    UNREAD,
    advice_on,
    beside,
    forecast_of,
)
from dpo_console.tui.screens.requests.request_fields import (
    USUAL_CHANNEL,
    chosen_of,
    fields_of,
    labels_of,
    offered,
    order_of,
    read_request,
    recognised_hint,
    request_fields,
    school_picks,
)
from dpo_console.tui.widgets.panes import Pane, Words
from dpo_console.typed_days import parse_day, parse_moment

DUPLICATES_AFTER = 0.3
"""Seconds from the last letter of a name to a search of the records for that name."""

COMMANDS = (
    Command("new.log", "enter", "log it", "Log the request and open the case", "log", True),
    Command("new.next", "tab", "next field", "Go to the next field", "next_field", True),
    Command("new.back", "escape", "back", "Back without logging", "back", True),
    Command("new.help", "ctrl+g,f1", "help", "What each field takes, and every key", "help", True),
    Command("new.read", "ctrl+r", "read on", "Read on in the dates below the fields", "read_on",
            True),
    NAMES_IN_FORMS,
)  # fmt: skip


_WORDS = ("subjects", "organisation", "their_ref", "summary", "reach")
"""The fields of words that one line may fill in, and another leave out."""


class NewRequestScreen(CommandScreen[CaseView], Drafting[CaseView]):
    """The form of a new request. Returns the new case."""

    commands = COMMANDS
    types = True
    draft_title = "New request"

    def __init__(self, desk: Desk, kind: str = "") -> None:
        """Begin with a `kind`, or with the usual one."""
        super().__init__(desk, self.draft_title)
        self.begun = kind
        self.kind_said = bool(kind)
        self.beside_told: dict[str, str] = {}
        self.searching: Timer | None = None
        self.logging = False
        self.restored_line = ""
        self.from_line: dict[str, str] = {}
        self.twin_told = ""
        self.school_asked = False
        self.usual = offered(usual_kind())
        self.typed: NewRequest | None = None
        self.clocks: tuple[Clock, ...] = ()
        self.candidates: tuple[Namesake, ...] = ()
        self.offers: tuple[overlaps.Offer, ...] = ()
        self.told: tuple[object, ...] | None = None

    def keep_now(self) -> None:
        """Keep any unsaved typing."""
        Drafting.keep_now(self)

    def body(self) -> ComposeResult:
        """Compose the form, with its forecast."""
        yield Form(request_fields(self.desk, lambda: self.counts_hours))
        with Pane(id="outlook", can_focus=False):
            yield Words(id="forecast")

    def on_mount(self) -> None:
        """Start at the one line, because kind and day are mostly right as they stand."""
        super().on_mount()
        self.form.focus_field("line")
        if self.begun:
            self.form.fill({"kind": self.begun, "line": f"{self.begun} "})
        self.offer()
        self.forecast()
        self.offer_draft()

    def restore(self, values: Mapping[str, str]) -> None:
        """Put the typed entries back. Neither the first line nor the kind fills in the rest."""
        self.restored_line = values.get("line", "")
        self.usual = offered(values.get("kind", usual_kind()))
        super().restore(values)

    def tell_draft(self, sentence: str) -> None:
        """Show the sentence on the status line."""
        self.say(sentence, bad=True)

    @property
    def counts_hours(self) -> bool:
        """True where the limit of a chosen kind runs in hours."""
        kinds = (self.form.controls["kind"].value, *chosen_of(self.form.controls["also"].value))
        return any(statute(kind).counts_hours for kind in kinds)

    @property
    def unread(self) -> bool:
        """True while the one line can't be read, and the officer has chosen no kind herself."""
        return "line" in self.form.errors and not self.kind_said

    @property
    def empty(self) -> bool:
        """True while nothing says what was asked, nor by whom."""
        values = self.form.values
        return not (self.kind_said or values["line"].strip() or values["requester"])

    @on(Form.Changed)
    def changed(self, event: Form.Changed) -> None:
        """Show the effects of the present entries."""
        if event.name == "line":
            self.read_line()
            if "line" not in self.form.errors:
                self.say("")
        if event.name == "kind":
            self.kind_said = self.form.values["kind"] != self.from_line.get("kind")
            self.kind_chosen()
        if event.name in ("requester", "subjects", "about"):
            self.search_soon()
        if event.name in ("kind", "also"):
            self.form.check("received")
        if event.name in ("kind", "requester_kind"):
            values = self.form.values
            self.form.put_in_order(order_of(values["kind"], values["requester_kind"]))
        if event.name in ("kind", "also", "requester_kind", "school", "channel"):
            self.offer()
        self.forecast()

    def kind_chosen(self) -> None:
        """Use the kind's words, and its usual requester unless the officer chose another."""
        kind = self.form.values["kind"]
        self.form.relabel(labels_of(kind))
        self.form.rehint("recognised", recognised_hint(kind))
        before, self.usual = self.usual, offered(kind)
        if self.form.values["requester_kind"] == before:
            self.form.fill({"requester_kind": self.usual})

    def offer(self) -> None:
        """Offer the message's other possible kinds first in their field, and list them below."""
        values = self.form.values
        school = overlaps.type_of_school(self.desk, values.get("school", ""))
        chosen = values["also"].split(SEVERAL)
        offers = overlaps.offers(
            values["kind"], values["requester_kind"], school, chosen, values["channel"]
        )
        also = self.form.controls["also"]
        if isinstance(also, SeveralField):
            also.offer([offer.kind for offer in offers], values["kind"])
        self.offers = offers

    def read_line(self) -> None:
        """Fill the form from the one line, and say beside it which part can't be read.

        A restored line fills in nothing. It did so before, and later typing has replaced its
        entries. What an earlier line said goes with it, unless it was typed over.
        """
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
            values = self.form.values
            told = fields_of(request, values)
            gone = {name: "" for name in _WORDS if self.from_line.get(name, "") == values[name]}
            if self.from_line.get("channel") == values["channel"]:
                gone["channel"] = USUAL_CHANNEL
            self.form.fill(gone | told)
            self.from_line = told

    def tell_beside(self) -> None:
        """Say beside what the form supposes that it is a guess, until it is typed or chosen."""
        told = beside(self.form.fields, self.form.values, guessing=self.unread or self.empty)
        if told != self.beside_told:
            self.beside_told = told
            for name, words in told.items():
                self.form.note(name, words)

    def action_read_on(self) -> None:
        """Scroll the dates and their reasons by a page, and from the end back to the start."""
        self.query_one("#outlook", Pane).read_on()

    def forecast(self) -> None:
        """Work out the due dates, and show them."""
        self.tell_beside()
        try:
            self.typed = self.as_typed()
            self.clocks = overlaps.clocks_of(self.desk, self.typed)
        except DpoConsoleError:
            self.typed, self.clocks = None, ()
        self.draw_forecast()

    def as_typed(self) -> NewRequest:
        """Return the entries that the dates depend on. Raises BadInput for a day."""
        values = self.form.values
        recognised = values["recognised"]
        return NewRequest(
            values["kind"],
            parse_moment(values["received"], self.desk.today, "received"),
            values["requester"],
            subjects=tuple(names_in(values["subjects"])),
            recognised=(
                parse_day(recognised, self.desk.today, "recognised") if recognised else None
            ),
            school=values.get("school", ""),
            also=chosen_of(values["also"]),
        )

    def read_again(self) -> None:
        """Work out the dates again, because the settings or the day may have changed."""
        self.forecast()

    def draw_forecast(self) -> None:
        """Draw the due date and its reasons, led by any warnings.

        Most letters change none of them, and drawing would lay the whole screen out again.
        """
        if self.typed is None or self.unread or self.empty:
            self.told = None
            nothing = UNREAD if self.unread else NOTHING if self.empty else NO_DAY
            self.query_one("#forecast", Words).say(draw.words(nothing))
            return
        alike = overlaps.similar(self.typed, self.candidates)
        told = self.clocks, alike, self.offers, self.sooner(), self.advice()
        if told != self.told:
            self.told = told
            self.query_one("#forecast", Words).say(forecast_of(*told))

    def sooner(self) -> date | None:
        """Return the day of the first further kind on offer, if that is before all others."""
        if not (self.typed and self.typed.requester and self.offers):
            return None
        return overlaps.sooner(self.desk, self.typed, self.offers[0], self.clocks)

    def advice(self) -> str:
        """Return what the entries lack, or what follows from them."""
        return advice_on(self.form.values)

    def search_soon(self) -> None:
        """Search the records for the names, once they are typed."""
        if self.searching:
            self.searching.stop()
        self.searching = self.set_timer(DUPLICATES_AFTER, self.search)

    def search(self) -> None:
        """Look for cases that name the same people, and for the case that this one belongs with."""
        values = self.form.values
        names = [values["requester"], *names_in(values["subjects"])]
        self.read(lambda: overlaps.candidates(self.desk, names), self.found, "duplicates")
        if values["about"]:
            self.read(lambda: self.read_about(values["about"]), self.say_about, "about")

    def found(self, candidates: tuple[Namesake, ...]) -> None:
        """Show the cases found."""
        if candidates != self.candidates:
            self.candidates = candidates
            self.draw_forecast()

    def read_about(self, typed: str) -> tuple[str, bool]:
        """Return how a reference is understood, or its error (False)."""
        try:
            return resolve(self.desk, typed), True
        except BadInput as error:
            return str(error), False

    def say_about(self, understood: tuple[str, bool]) -> None:
        """Show the reference as understood, or its error, beside the field."""
        sentence, known = understood
        (self.form.note if known else self.form.error)("about", sentence)

    @on(Form.Submitted)
    def action_log(self) -> None:
        """Log the request. Show each error beside its field."""
        request = self.checked()
        if request is None or self.logging:
            return
        if not request.school and "school" in self.form.values and not self.school_asked:
            self.ask_school()
            return
        self.logging = True

        def job() -> CaseView:
            self.ask_once(request)
            return case_view(self.desk, self.log_it(request))

        self.save(job, self.leave)

    def log_it(self, request: NewRequest) -> str:
        """Log the request, and return its reference."""
        return requests.log_request(self.desk, request).reference

    def ask_school(self) -> None:
        """Ask which school it is about, among several, and log the request then."""

        def chosen(slug: str) -> None:
            self.school_asked = True
            self.form.fill({"school": slug})
            self.action_log()

        self.ask(routes.CHOOSE("Which school is it about?", school_picks(self.desk)), chosen)

    def ask_once(self, request: NewRequest) -> None:
        """Raise Refused, the first time only, where the request is probably logged already."""
        found = overlaps.twin(self.desk, request)
        if found and found != self.twin_told:
            self.twin_told = found
            raise Refused(f"{found}. {self.key('new.log')} again logs this one too.")

    def leave(self, case: CaseView | None) -> None:
        """Return the new case, or None."""
        self.let_go()
        self.dismiss(case)

    def show_error(self, error: DpoConsoleError) -> None:
        """Show a refusal. The typing stays, and is kept before the reason is shown."""
        self.logging = False
        self.keep_now()
        super().show_error(error)

    def checked(self) -> NewRequest | None:
        """Return the request as typed, or None after pointing at the first error in it."""
        if "line" in self.form.errors:
            self.say("The first line can't be read. Correct it or clear it.", bad=True)
            self.form.correct("line")
            return None
        for name in {"about", "readers"} & self.form.errors.keys():
            self.form.correct(name)
            return None
        request, wrong = read_request(self.form.values, self.desk.today)
        for name, sentence in wrong.items():
            self.form.error(name, sentence)
        if wrong:
            self.form.correct(next(iter(wrong)))
        return request

    def action_help(self) -> None:
        """Show the entries that each field takes, and the keys."""
        about = draw.line("One line is enough. It fills in the rest, which you can correct.")
        self.console.push_screen(Help(self.heading, form_help(about, self.form.fields)))

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    @property
    def has_typing(self) -> bool:
        """True where the officer typed or chose something."""
        return self.form.touched

    def action_back(self) -> None:
        """Go back. Ask first where work would be lost."""
        lost = self.form.loses if self.has_typing else ""
        if not lost:
            self.leave(None)
            return
        self.confirm("Leave without logging?", lost, lambda: self.leave(None))
