"""The messages that wait: a list to go through, one message after the other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from dpo_console.cases.intake.proposal import ProposedValue
from dpo_console.cases.intake.tray import InTray, resembles, state_words, tray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.overlaps import short_name
from dpo_console.cases.requests import NewRequest
from dpo_console.cases.sharing.asking import needs_saying
from dpo_console.casework import intake
from dpo_console.law.statutes import kinds, statute
from dpo_console.store.reads.messages import ASIDE, WAITING
from dpo_console.text import size_words
from dpo_console.tui import draw, routes
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.screens.requests.new_request import NewRequestScreen
from dpo_console.tui.screens.requests.request_fields import fields_of
from dpo_console.tui.widgets.menu import ListWithPane
from dpo_console.tui.widgets.panes import Words

NONE = "No messages waiting."

NONE_ASIDE = "No message is set aside."

ABOUT = "Nothing here is logged yet. Confirm what each message is, or set it aside."

FETCH = "How to bring some in: press : and type “guide intake”."

USUAL_REASON = "such as: it asks for nothing that the law gives a right to"

ASK = "for you to say"

SHOWN = 5_000
"""The characters of a message that are shown beside the list."""

KEPT = (
    "Their address is protected, as the message asks. Name in “Also keep from” who never gets it."
)


def seldom(kind: str) -> tuple[bool, bool, bool, str]:
    """Return the place of a kind among those to choose from: what most people ask for leads."""
    law = statute(kind)
    return not law.work.usual, not law.work.gated, needs_saying(kind), law.title


def with_message(act: str, state: str = WAITING) -> Callable[["TrayScreen"], str]:
    """Return a check on an act on the message under the cursor, which must be in `state`."""

    def why_not(screen: "TrayScreen") -> str:
        row = screen.row
        if row is None:
            return NONE
        if row.row.state != state:
            return "It was set aside." if row.row.state == ASIDE else "It isn't set aside."
        return why_may_not(screen.desk, act)

    return why_not


COMMANDS = (
    Command("intake.accept", "enter", "make a case", "Confirm what the message is, and log it",
            "accept", True, with_message("accept_message")),
    Command("intake.aside", "1", "set aside", "Set the message aside, saying why", "set_aside",
            True, with_message("set_aside")),
    Command("intake.keep", "2", "keep with a case", "Keep it with an existing case",
            "keep", True, with_message("keep_paper")),
    Command("intake.read", "space", "read on", "Scroll the message", "read_on"),
    Command("intake.others", "3", "show what was set aside", "Show or hide the messages set aside",
            "others", True),
    Command("intake.up", "4", "put back", "Let a message that was set aside wait again", "take_up",
            False, with_message("set_aside", ASIDE)),
    Command("intake.delete", "5", "delete", "Delete a message that was set aside, for good",
            "delete", False, with_message("delete_message", ASIDE)),
    Command("intake.refresh", "r", "read again", "Read the messages again", "read_again"),
    *EVERYWHERE,
)  # fmt: skip


class TrayScreen(CommandScreen[None]):
    """The messages to go through, with what the one under the cursor seems to be."""

    commands = COMMANDS
    AUTO_FOCUS = "KeyList"

    def __init__(self, desk: Desk) -> None:
        """Start with those that wait."""
        super().__init__(desk, "Incoming messages")
        self.states: tuple[str, ...] = (WAITING,)
        self.alike: dict[int, tuple[str, ...]] = {}
        self.messages = ListWithPane[InTray](message_line, self.words)

    @property
    def bare(self) -> bool:
        """True where no message is listed."""
        return not self.messages.rows

    def body(self) -> ComposeResult:
        """Compose the sentence at the top, the messages, and the one under the cursor."""
        yield Words(id="standing")
        yield self.messages

    def on_mount(self) -> None:
        """Read the messages."""
        super().on_mount()
        self.read_again()

    def read_again(self) -> None:
        """Read the messages in the background. What they resemble may have changed too."""
        self.alike.clear()
        self.read(partial(tray, self.desk, self.states), self.show, "messages")

    def show(self, found: Sequence[InTray]) -> None:
        """Show the messages."""
        said = ABOUT if found else f"{NONE} {FETCH}"
        if ASIDE in self.states and all(message.row.state != ASIDE for message in found):
            said = f"{NONE_ASIDE} {said}"
        self.query_one("#standing", Words).say(draw.words(said))
        self.messages.show(found)

    @on(ListWithPane.Drawn)
    @on(OptionList.OptionHighlighted)
    def allow(self) -> None:
        """Tell which commands can be given now, and look for what the message resembles."""
        self.refresh_commands()
        self.once_rested(self.compare)

    def words(self, message: InTray | None) -> RenderableType:
        """Draw a message with what it resembles, as far as that is known yet."""
        return message_words(message, self.alike.get(message.row.number, ()) if message else ())

    def compare(self) -> None:
        """Look in the background for what the message under the cursor resembles."""
        message = self.row
        if message is None or message.row.number in self.alike:
            return
        number = message.row.number

        def found(alike: tuple[str, ...]) -> None:
            self.alike[number] = alike
            if alike:
                self.messages.tell()

        self.read(partial(resembles, self.desk, message), found, "alike")

    @property
    def row(self) -> InTray | None:
        """The message under the cursor."""
        return self.messages.row

    @on(OptionList.OptionSelected)
    def selected(self) -> None:
        """Confirm the message under the cursor, as its key does."""
        self.action_run("intake.accept")

    def action_accept(self) -> None:
        """Open the form with what the message seems to be. Ask for the kind if it shows none."""
        message = self.row
        if message is None:
            return
        if message.proposal.kind.value:
            self.fill_in(message, message.proposal.kind.value)
            return
        choices = [Choice(kind, statute(kind).title) for kind in sorted(kinds(), key=seldom)]
        self.ask(routes.CHOOSE("What is it?", choices), partial(self.fill_in, message))

    def fill_in(self, message: InTray, kind: str) -> None:
        """Open the form of a message. Stay in the list once it is logged."""
        became = f"Message {message.row.number} became "
        form = MessageForm(self.desk, message, kind)
        self.ask(form, lambda case: self.done(f"{became}{case.reference}"))

    def done(self, sentence: str) -> None:
        """Tell what was done, and read the messages again."""
        self.say(f"{sentence}.")
        self.read_again()

    def action_set_aside(self) -> None:
        """Ask for the reason, and set the message aside."""
        self.ask_for(
            "set aside", Field("reason", "Why", wide=True, hint=USUAL_REASON), "is set aside",
            lambda number, given: intake.set_aside(self.desk, number, given),
        )  # fmt: skip

    def action_keep(self) -> None:
        """Ask for the case, and keep the message with it."""
        named = self.row.proposal.cases if self.row else ()
        likely = named[0] if len(named) == 1 else ""
        self.ask_for(
            "keep with a case", Field("case", "Case", likely, example="SAR-2026-0042"),
            "is kept with {}. No date moves by that. If it answers a question of yours, record the "
            "answer on the case",
            lambda number, given: intake.keep_with(self.desk, number, given),
        )  # fmt: skip

    def ask_for(self, title: str, field: Field, done: str, act: "intake.Settle") -> None:
        """Ask for one field, and do an act on the message under the cursor with it."""
        message = self.row
        if message is None:
            return
        number = message.row.number

        def save(given: Mapping[str, str], _version: int) -> str:
            found = act(number, given[field.name])
            return f"Message {number} {done.format(found)}"

        self.ask(Ask(f"Message {number}: {title}", [field], save), self.done)

    def action_take_up(self) -> None:
        """Let the message wait again."""
        if message := self.row:
            number = message.row.number
            self.save(lambda: intake.take_up(self.desk, number),
                      lambda _: self.done(f"Message {number} waits again"))  # fmt: skip

    def action_delete(self) -> None:
        """Delete the message, once the officer is sure."""
        message = self.row
        if message is None:
            return
        number = message.row.number

        def delete() -> None:
            self.save(lambda: intake.delete(self.desk, number),
                      lambda _: self.done(f"Message {number} is deleted"))  # fmt: skip

        said = "Its words and its file are deleted for good."
        self.confirm(f"Delete message {number}?", said, delete)

    def action_others(self) -> None:
        """Show the messages that were set aside too, or hide them."""
        self.states = (WAITING,) if ASIDE in self.states else (WAITING, ASIDE)
        self.read_again()


def message_line(one: InTray, width: int) -> Text:
    """Draw `  3  2 Nov  SAR  Jane Doe re Tom Doe`."""
    told = one.proposal
    if one.message.problem or one.row.state != WAITING:
        said = one.message.problem or state_words(one.row)
        words = f"{one.row.number:>4}  {one.title[:30]}  {said}"
        return draw.line(draw.fit(words, width).rstrip(), draw.QUIET)
    about = f" re {', '.join(told.names)}" if told.names else ""
    day = draw.short_day(told.received.value[:10]) if told.received.value else "day?"
    if told.cases and not told.kind.value:
        about = f", {told.cases[0]}"
    unsure = "reply?" if told.cases else "kind?"
    short = short_name(told.kind.value) if told.kind.value else unsure
    words = (
        f"{one.row.number:>4}  {day:7} {draw.fit(short, 18)} "
        f"{told.requester.value or 'who?'}{about}"
    )
    style = draw.PLAIN if told.is_whole else draw.WARNING
    return draw.line(draw.fit(words, width).rstrip(), style)


def message_words(one: InTray | None, alike: Sequence[str] = ()) -> RenderableType:
    """Draw what a message seems to be, each field with its reason, and then its words.

    `alike` says what it resembles.
    """
    if one is None:
        return Text()
    title = draw.line(f"Message {one.row.number}: {one.title}", draw.STRONG)
    doubts = [draw.words(f"! {said}", draw.WARNING)
              for said in (*alike, one.message.problem, *one.proposal.doubts) if said]  # fmt: skip
    rows = draw.table(
        (draw.line(label, draw.QUIET), _with_reason(value, why))
        for label, value, why in _fields(one)
    )
    return Group(title, *doubts, rows, draw.words(one.message.words[:SHOWN]))


def _with_reason(value: str, why: str) -> Text:
    """Draw a value and its reason in one column, because a narrow pane has no room for two."""
    said = draw.words(value or ASK, draw.PLAIN if value else draw.WARNING)
    return Text("  ").join([said, draw.words(why, draw.QUIET)]) if why else said


def _fields(one: InTray) -> Iterator[tuple[str, str, str]]:
    told = one.proposal
    yield "Kind", statute(told.kind.value).title if told.kind.value else "", told.kind.why
    for kind, words, _ in told.also:
        yield "Perhaps also", statute(kind).title, f"“{words}”"
    yield "Requester", told.requester.value, told.requester.why
    about = "; ".join(told.names)
    yield "About", about or told.subjects.why, told.subjects.why if about else ""
    yield "Received", draw.day(told.moment) if told.moment else "", told.received.why
    if told.email:
        yield "E-mail", told.email, ""
    for name, _, size in one.message.attachments:
        yield "Attached", f"{name}, {size_words(size)}", ""


class MessageForm(NewRequestScreen):
    """The form in which a message is confirmed. It returns the new case."""

    def __init__(self, desk: Desk, message: InTray, kind: str) -> None:
        """Take a message, and its kind, which somebody chose if the message doesn't show it."""
        self.draft_title = f"Message {message.row.number}"
        super().__init__(desk)
        self.message, self.kind, self.kind_said = message, kind, True
        self.filled: dict[str, str] = {}

    def on_mount(self) -> None:
        """Fill the form in. What the message doesn't tell for certain stays empty."""
        super().on_mount()
        self.form.fill(self.proposed())
        self.form.focus_field("requester")
        self.call_after_refresh(self.remember)

    def remember(self) -> None:
        """Remember the fields as the message filled them in."""
        self.filled = self.form.values

    @property
    def has_typing(self) -> bool:
        """True where the officer changed what the message filled in."""
        return self.form.values != self.filled

    def proposed(self) -> dict[str, str]:
        """Return the fields as the message tells them."""
        told = self.message.proposal
        moment = replace(told, kind=ProposedValue(self.kind, "")).moment
        request = NewRequest(
            self.kind, moment or self.desk.today, told.requester.value, "",
            told.names, school=told.school.value, summary=told.summary, email=told.email,
            phone=told.phone, address=told.address, channel="email", protected=told.protected,
        )  # fmt: skip
        fields = fields_of(request, self.form.values) | {"requester_kind": ""}
        return fields if moment else fields | {"received": ""}

    def advice(self) -> str:
        """Return what else to heed, led by details that are protected: their field is below."""
        asked = self.message.proposal.protected and self.form.values["protected"] != "no"
        return " ".join(filter(None, (KEPT if asked else "", super().advice())))

    def log_it(self, request: NewRequest) -> str:
        """Log the request, and keep the message with it."""
        return intake.accept(self.desk, self.message.row.number, request).reference
