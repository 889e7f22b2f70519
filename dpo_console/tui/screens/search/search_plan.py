"""The search plan of a case: the places to search, a row each, and acts on the marked rows."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.search import LETTERS, due_to, next_places, numbered
from dpo_console.cases.view.case import why_not
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.search import searching
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.text import counted
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.case.case_following import news
from dpo_console.tui.screens.case.part_screen import PartScreen, allowed, other_parts
from dpo_console.tui.screens.frame.dialogs import Choose
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.screens.search import place_drawing as drawing
from dpo_console.tui.screens.search import search_forms as forms
from dpo_console.tui.widgets.menu import KeyList
from dpo_console.tui.widgets.panes import Words

RESULTS_SAID = {"found": "Found something", "nothing": "Nothing held"}
"""The results that a key records at once, as the screen says them."""

STANDING_KEYS = {
    name: f"plan.{name}"
    for name in ("add", "mark", "mark_next", "hold", "ask", "chase", "found", "nothing")
}


def on_places(screen: "SearchPlanScreen") -> str:
    """Return a reason against acts on places: casework's, or that there are none."""
    none = f"No place is on the plan; {screen.key('plan.add')} adds one."
    return screen.reasons.get("search", "") or ("" if screen.case.places else none)


def for_letters(screen: "SearchPlanScreen") -> str:
    """Return a reason against letters to holders."""
    return screen.reasons.get("letter", "") or on_places(screen)


COMMANDS = (
    Command("plan.hold", "1", "notice sent", "Record a preservation notice that you sent", "hold",
            True, on_places),
    Command("plan.ask", "2", "asked", "Record who you asked, and by when they should answer", "ask",
            True, on_places),
    Command("plan.chase", "3", "chased", "Record that you asked for an answer again", "chase", True,
            on_places),
    Command("plan.found", "4", "found", "Record that data were found", "answer:found", True,
            on_places),
    Command("plan.nothing", "5", "nothing held", "Record that nothing is held", "answer:nothing",
            True, on_places),
    Command("plan.skip", "6", "not searched", "Say why it isn't searched", "skip", False,
            on_places),
    Command("plan.letters", "7", "letters",
            "Write letters to holders: to keep, to search, or a reminder", "letters", True,
            for_letters),
    Command("plan.mark", "space", "mark",
            "Mark this place, or unmark it, and go down", "mark", False, on_places),
    Command("plan.mark_next", "asterisk", "mark next",
            "Mark the places of the next step: to notify, ask, remind or answer",
            "mark_next", True, on_places),
    Command("plan.add", "plus", "add", "Put another place on the plan", "add", False,
            allowed("search")),
    *other_parts("case.search"),
    *EVERYWHERE,
)  # fmt: skip


class Places(KeyList):
    """The places of the plan."""


class SearchPlanScreen(PartScreen):
    """The places, the one under the cursor in full, and warnings of late or endangered records.

    An act is done to the marked places, or to the one under the cursor. Leaving the screen returns
    the case as last seen.
    """

    commands = COMMANDS
    AUTO_FOCUS = "Places"
    signs = "* marked   ! answer late   to send: notice not sent yet   no need: none to send"

    def __init__(self, desk: Desk, case: CaseView) -> None:
        super().__init__(desk, case, "Search plan")
        self.marked: frozenset[int] = frozenset()
        self.written: dict[str, list[PlaceRow]] = {}
        self.learn(case)

    def learn(self, case: CaseView) -> None:
        """Learn what may be done with a case, and for which places due an act letters wait."""
        self.reasons = why_not(self.desk, case)
        due = {act: due_to(act, case.places, self.desk.today) for act in LETTERS}
        self.written = {a: forms.with_letters(self.desk, case, a, rows) for a, rows in due.items()}

    def body(self) -> ComposeResult:
        """Compose the state of the plan, the places, and the one under the cursor."""
        yield Words(id="standing")
        yield Words(id="heads")
        yield Places()
        yield Words(id="place")

    @property
    def how_corrected(self) -> str:
        """How to correct an answer, a question or a notice."""
        return "Nothing is undone here: enter on a place records what is right."

    def on_mount(self) -> None:
        """Draw the plan."""
        super().on_mount()
        self.call_after_refresh(self.draw_plan)
        self.call_after_refresh(self.go_to_awaited)

    def go_to_awaited(self) -> None:
        """Go to the first place whose answer is awaited, a late one first."""
        places, today = self.case.places, self.desk.today
        late = [n for n, row in enumerate(places) if row.is_overdue(today)]
        asked = [n for n, row in enumerate(places) if row.is_open and row.asked_on]
        if first := late or asked:
            self.query_one(Places).highlighted = first[0]

    @on(KeyList.Widened)
    def draw_plan(self) -> None:
        """Draw the plan as it is now, and the commands that can run on it."""
        places = self.query_one(Places)
        keys = {name: self.key(id) for name, id in STANDING_KEYS.items()}
        standing = drawing.standing(self.case, self.desk.today, keys, self.written)
        self.query_one("#standing", Words).say(standing)
        self.query_one("#heads", Words).say(drawing.heads(places.size.width))
        today, width = self.desk.today, places.size.width
        places.put(
            [
                drawing.place_line(row, today, width, marked=row.number in self.marked)
                for row in self.case.places
            ]
        )
        self.show_place()
        self.refresh_commands()

    @property
    def current(self) -> tuple[int, ...]:
        """The number of the place under the cursor, if there is one."""
        place = self.query_one(Places).highlighted
        return () if place is None else (self.case.places[place].number,)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the marked places, or that of the one under the cursor."""
        return tuple(sorted(self.marked)) or self.current

    def due(self, act: str) -> tuple[int, ...]:
        """Return the numbers of the marked places, or of those where the act is due.

        Of these, those whose letters wait to be sent are meant, or all where none waits. Where the
        act is due nowhere, return the number of the place under the cursor.
        """
        if self.marked:
            return tuple(sorted(self.marked))
        all_due = due_to(act, self.case.places, self.desk.today)
        meant = self.written.get(act) or all_due
        return tuple(row.number for row in meant) or self.current

    @on(OptionList.OptionHighlighted)
    def show_place(self) -> None:
        """Show the place under the cursor in full."""
        shown = numbered(self.case.places, self.current)
        words = drawing.place(shown[0], self.case.places) if shown else ""
        self.query_one("#place", Words).say(words)

    @on(OptionList.OptionSelected)
    def edit_place(self) -> None:
        """Record the answer of the marked places or this one on Enter, with words and a day."""
        if on_places(self):
            self.say(on_places(self), bad=True)
        elif self.current:
            self.open_form(forms.answer(self.desk, self.case, self.numbers))

    def action_mark(self) -> None:
        """Mark the place under the cursor, or unmark it, then go to the next."""
        if self.current:
            self.marked = self.marked.symmetric_difference(self.current)
            self.query_one(Places).action_cursor_down()
            self.draw_plan()

    def action_mark_next(self) -> None:
        """Mark the places of the next step, and say which. Where some are marked, unmark all."""
        due = next_places(self.case.places, self.desk.today)
        self.marked = frozenset() if self.marked else frozenset(row.number for row in due)
        self.draw_plan()
        self.say(drawing.marked_for(due, self.desk.today) if self.marked else "Unmarked.")

    def action_hold(self) -> None:
        """Record a preservation notice that was sent."""
        self.open_form(forms.hold(self.desk, self.case, self.due("hold"), self.key("plan.letters")))

    def action_ask(self) -> None:
        """Record the person asked."""
        self.open_form(
            forms.question(self.desk, self.case, self.due("ask"), self.key("plan.letters"))
        )

    def action_chase(self) -> None:
        """Record a reminder to the marked places, or to all that are late, after a question."""

        case = self.case

        def change(named: list[str]) -> str:
            return searching.chase(self.desk, case.reference, named, version=case.version)

        late = self.due("chase")
        if forms.counted_as_sent(self.desk, case, "chase", numbered(case.places, late)):
            self.open_form(forms.reminder(self.desk, case, late))
            return
        if self.marked or late == self.current:
            self._do("Reminder recorded", change, late)
            return
        named = drawing.titles(numbered(case.places, late))
        only = forms.only_records(self.key("plan.letters"), len(late))
        told = f"You sent one for: {named}. {only}"
        question = f"Record {counted(len(late), 'reminder')} as sent?"
        self.confirm(question, told, lambda: self._do("Reminder recorded", change, late))

    def action_answer(self, result: str) -> None:
        """Record today's result of the places. Ask first if it takes the place of another."""

        case = self.case

        def change(named: list[str]) -> str:
            return searching.record_answer(
                self.desk, case.reference, named, result, version=case.version
            )

        meant = numbered(self.case.places, self.numbers)
        before = [row for row in meant if row.answered_on]
        self._do(RESULTS_SAID[result], change, self.numbers, before)

    def action_skip(self) -> None:
        """Leave places out of the search, with a reason."""
        self.open_form(forms.leave_out(self.desk, self.case, self.numbers))

    def action_letters(self) -> None:
        """Write letters to the holders of the places, where none is marked those due a letter."""
        acts, places, today = dict(forms.LETTERS), self.case.places, self.desk.today
        due = {act: [row.number for row in due_to(act, places, today)] for act in acts}
        due = {act: numbers for act, numbers in due.items() if numbers}
        here = dict.fromkeys(acts, self.numbers)
        meant = here if self.marked or not due else due
        form, done = forms.letters(self.desk, self.case, meant)

        def written(case: CaseView) -> None:
            act = next(act for act, name in LETTERS.items() if name == case.letters[-1].name)
            then = f"When they have been sent, press {self.key(f'plan.{act}')}"
            self.changed(f"{done}. {then}", case)

        self.ask(form, written)

    def action_add(self) -> None:
        """Choose a place to put on the plan."""

        def add(slug: str) -> str:
            return searching.add_place(self.desk, self.case.reference, slug)

        def chosen(slug: str) -> None:
            if slug == forms.ANOTHER:
                self.open_form(forms.another(self.desk, self.case))
            else:
                self.save_case(partial(add, slug), partial(self.changed, "Added"))

        self.ask(Choose("Where else to look?", forms.offered(self.desk, self.case)), chosen)

    def _do(
        self,
        done: str,
        change: Callable[[list[str]], str],
        numbers: Sequence[int],
        before: Sequence[PlaceRow] = (),
    ) -> None:
        """Act on these places. Ask first where answers, `before`, would be replaced."""
        meant = numbered(self.case.places, numbers)
        titles, named = drawing.titles(meant), [str(row.number) for row in meant]

        def go_on() -> None:
            self.save_case(partial(change, named), partial(self.changed, f"{done}: {titles}"))

        if before:
            old = "answer" if len(before) == 1 else "answers"
            told = f"Answered already: {drawing.titles(before)}."
            self.confirm(f"Replace the old {old} with “{done}”?", told, go_on)
        else:
            go_on()

    def changed(self, done: str, case: CaseView) -> None:
        """Show the plan as it is now, the change, and the next action."""
        others, before = news(self.desk, self.case, case), self.case
        self.case = case
        if case.places != before.places:  # letters leave the marks for what is recorded next
            self.marked = frozenset()
        self.learn(case)
        self.draw_plan()
        self._go_on({row.number for row in before.places if row.is_open})
        self.say(f"{done}. {self.next_words(case)} {others}".strip())

    def _go_on(self, was_open: set[int]) -> None:
        """Go to the next open place where the one under the cursor was answered alone just now."""
        still = {row.number for row in self.case.places if row.is_open}
        here = self.query_one(Places).highlighted
        if here is not None and was_open - still == set(self.current):
            after = (n for n, row in enumerate(self.case.places) if n > here and row.is_open)
            self.query_one(Places).highlighted = next(after, here)

    def draw_again(self) -> None:
        """Draw the plan after a change by others."""
        self.learn(self.case)
        self.draw_plan()

    def action_back(self) -> None:
        """Remove any marks, or where there are none, go back with the case as it is now."""
        if self.marked:
            self.marked = frozenset()
            self.draw_plan()
            self.say("No place is marked now.")
        else:
            self.leave()
