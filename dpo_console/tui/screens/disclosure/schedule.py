"""The disclosure schedule of a case: an item a line, treated by single keys, many at once."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult

from dpo_console.cases.disclosure import (
    LEFT_OUT,
    Schedule,
    gap_of_look,
    gap_of_treatment,
    held_among,
    items_words,
    lacking,
    may_need_opinion,
    schedule,
)
from dpo_console.cases.leaving.item_pages import pages_told
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import schedule_lines
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.cases.view.next_steps import open_rows
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.disclosure import schedule_treatment
from dpo_console.errors import NotAllowed
from dpo_console.law.exemptions.exemptions import exemption
from dpo_console.sentences import first_upper
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.case.part_screen import PartScreen, other_parts
from dpo_console.tui.screens.disclosure import schedule_forms as forms
from dpo_console.tui.screens.disclosure.schedule_forms import (
    item_words,
    totals_line,
    words_of,
)
from dpo_console.tui.screens.frame.dialogs import Choose, LongMessage
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.widgets.item_list import ItemList
from dpo_console.tui.widgets.panes import Words


def act(name: str = "schedule", *, on_items: bool = True) -> Callable[["ScheduleScreen"], str]:
    """Return a check that gives casework's reason, or that there is no item."""

    def reason(screen: "ScheduleScreen") -> str:
        none = "Nothing is listed yet." if on_items and not screen.schedule.items else ""
        return screen.reasons.get(name, "") or none

    return reason


def to_mark(screen: "ScheduleScreen") -> str:
    """Return a reason against marking a range, where one may neither treat nor check items."""
    return act("look")(screen) and act()(screen)


COMMANDS = (
    Command("schedule.release", "1", "release", "Release the marked items, or this one",
            "treat:release", True, act()),
    Command("schedule.redact", "2", "redact", "Redact parts of them, on a ground",
            "treat:redact", True, act()),
    Command("schedule.withhold", "3", "withhold", "Withhold them, on a ground",
            "treat:withhold", True, act()),
    Command("schedule.add", "plus", "add", "List items, or one for each page of a file", "add",
            True, act(on_items=False)),
    Command("schedule.mark_all", "asterisk", "mark all", "Mark all items, or unmark them",
            "mark_all", True, to_mark),
    Command("schedule.undo", "0", "open again", "Undo the decision on them", "treat:",
            False, act()),
    Command("schedule.look", "V", "second check",
            "Record your second check of redacted or withheld items", "look", True, act("look")),
    Command("schedule.opinion", "O", "opinion",
            "An opinion on them, such as a health professional's, or why none is needed",
            "opinion", True, act()),
    Command("schedule.range", "v", "range", "Begin or end a range of marks; space marks one item",
            "range", True, to_mark),
    Command("schedule.in_file", "4", "in file", "Say which file of the answer holds them",
            "in_file", False, act()),
    Command("schedule.open", "z", "only open", "Show only items that lack something, or all",
            "only_open", False, act(on_items=False)),
    Command("schedule.import", "I", "import", "List every row of a CSV file", "import", False,
            act(on_items=False)),
    Command("schedule.correct", "f", "correct", "Correct this item; the old one is kept",
            "correct", False, act()),
    Command("schedule.remove", "minus", "take off", "Take the marked items off, saying why",
            "remove", False, act()),
    Command("schedule.exemptions", "X", "exemptions",
            "Read an exemption with its test, in plain words",
            "exemptions"),
    Command("schedule.copy", "y", "copy",
            "Copy a command for your own computer: it fetches a spreadsheet", "copy", False,
            act("", on_items=True)),
    *other_parts("case.schedule"),
    *EVERYWHERE,
)  # fmt: skip


class ScheduleScreen(PartScreen):
    """The totals, the items, and the one under the cursor in full.

    Leaving the screen returns the case as it is then.
    """

    commands = COMMANDS
    AUTO_FOCUS = "ItemList"
    signs = "* marked   ! something is missing: see the foot of the screen"

    def __init__(self, desk: Desk, case: CaseView) -> None:
        super().__init__(desk, case, "Disclosure schedule")
        self.reasons = why_not(desk, case)
        self.schedule: Schedule = schedule(desk, case.reference)
        self.open_only = False

    def body(self) -> ComposeResult:
        """Compose the totals at the top, the items, and the one under the cursor at the foot."""
        yield Words(id="totals")
        yield ItemList()
        yield Words(id="item")

    def on_mount(self) -> None:
        """Show the items, with the cursor on the first that lacks something."""
        super().on_mount()
        self.draw_schedule()
        gaps = (n for n, item in enumerate(self.schedule.items) if item.gap)
        self.rows.action_move(next(gaps, 0))

    @property
    def how_corrected(self) -> str:
        """How to correct a decision on an item."""
        reopen = self.key("schedule.undo")
        return f"Nothing is undone here: {reopen} opens an item again, or decide on it again."

    @property
    def bare(self) -> bool:
        """True where no item is listed."""
        return not self.schedule.items

    def never_here(self, command: Command) -> bool:
        """Return True for a second check that no item waits for, or an opinion that none needs."""
        kind, items = self.schedule.kind, self.schedule.items
        if command.id == "schedule.look":
            return not any(map(gap_of_look, items))
        opinion = command.id == "schedule.opinion"
        return opinion and not any(may_need_opinion(kind, item) for item in items)

    @property
    def rows(self) -> ItemList:
        """The items."""
        return self.query_one(ItemList)

    def draw_schedule(self) -> None:
        """Show the schedule as it is now."""
        items = [i for i in self.schedule.items if i.gap] if self.open_only else self.schedule.items
        self.set_class(not items, "-empty")
        self.rows.show(items)
        self.refresh_commands()

    @on(ItemList.Moved)
    def moved(self) -> None:
        """Show the item under the cursor in full, and the number of marked ones."""
        totals = totals_line(self.schedule, len(self.rows.marked))
        self.query_one("#totals", Words).say(totals, fixed=True)
        item = self.rows.current
        add, import_, all_ = map(self.key, ("schedule.add", "schedule.import", "schedule.open"))
        empty = f"Nothing here. Press {add} to add an item, or {import_} to import a file."
        if self.open_only:
            empty = f"Nothing here lacks anything. {all_} shows all items."
        self.query_one("#item", Words).say(
            item_words(item, self.case, self._opinion_key(item)) if item else draw.line(empty),
            fixed=True,
        )

    def _opinion_key(self, item: ItemRow) -> str:
        """Return the key that records an opinion where the item lacks one, or ''."""
        lacks = item.gap and item.gap not in (gap_of_treatment(item), gap_of_look(item))
        return self.key("schedule.opinion") if lacks else ""

    def saved(self, done: str, of: Schedule, since: int | None = None) -> None:
        """Show the schedule after a change, and report the change.

        `since` is how many items stood on it before the first of several forms.
        """
        before, self.schedule = self.schedule, of
        case = case_view(self.desk, of.reference)
        self.reasons = why_not(self.desk, case)
        self.draw_schedule()
        more = len(of.items) - (len(before.items) if since is None else since)
        listed = f"{more} listed. " if more > 0 else ""
        lacks = f"{first_upper(lacking(of.totals))}. "
        if of.totals.gaps and not of.totals.open:  # of no item, but of a place
            lacks = f"{of.totals.gaps[0]} "
        self.say(f"{done}{listed}{lacks}{self._then(case)}".strip())
        self._go_on({item.number for item in before.items if not item.treatment})

    def _then(self, case: CaseView) -> str:
        """Return what follows once this officer has nothing left to do on the schedule, or ''."""
        if self.bare or any(item.gap != gap_of_look(item) for item in self.schedule.items):
            return ""
        waiting = tuple(filter(gap_of_look, self.schedule.items))
        try:
            schedule_treatment.check_other_eyes(self.desk, waiting)
        except NotAllowed:
            checks = f" The checklist is next ({self.key('case.checklist')})."
            return f"Someone else does the second check.{checks if open_rows(case) else ''}"
        return "" if waiting else self.next_words(case)

    def _go_on(self, undecided: set[int]) -> None:
        """Go to the next undecided item, where one was decided alone just now and lacks nothing.

        Another key pressed too soon then meets an item that nobody has decided on.
        """
        decided = [i for i in self.schedule.items if i.treatment and i.number in undecided]
        if len(decided) != 1 or decided[0].gap != gap_of_look(decided[0]):
            return
        places = [at for at, item in enumerate(self.rows.items) if not item.treatment]
        later = [at for at in places if self.rows.items[at].number > decided[0].number]
        self.rows.action_move(next(iter(later or places), self.rows.cursor) - self.rows.cursor)

    def open(self, form: forms.Form, done: str = "") -> None:
        """Open a form. Once saved, show its effect."""
        self.ask(form, partial(self.saved, done))

    def action_treat(self, treatment: str = "") -> None:
        """Release the items or leave them open at once. Ask for a ground to redact or withhold."""
        chosen = self.rows.chosen
        if not chosen:
            return
        if treatment not in LEFT_OUT:
            self._give(chosen, treatment)
            return
        choices = forms.grounds(self.schedule.kind, chosen)
        if not choices:
            self._ask_reason(chosen, treatment, "")
            return
        what = "Redact" if treatment == "redact" else "Withhold"
        title = f"{what} {words_of(chosen)}: on what ground?"
        self.ask(Choose(title, choices), partial(self._ask_reason, chosen, treatment))

    def _give(self, chosen: tuple[ItemRow, ...], treatment: str) -> None:
        """Treat the items at once. Ask first, and why, where some are redacted or withheld."""
        numbers = forms.numbers_of(chosen)
        done = f"{items_words(numbers)}: {'to be released' if treatment else 'open again'}. "
        if held_among(chosen, numbers):
            self.open(forms.lift(self.desk, self.schedule, numbers, treatment), done)
        else:
            self._treat_at_once(numbers, treatment, done)

    def _treat_at_once(self, numbers: Sequence[int], treatment: str, done: str) -> None:
        def treat() -> Schedule:
            reference, version = self.schedule.reference, self.schedule.version
            return schedule_treatment.treat_items(
                self.desk, reference, numbers, treatment, version=version
            )

        self.save(treat, partial(self.saved, done))

    def _ask_reason(self, chosen: tuple[ItemRow, ...], treatment: str, slug: str) -> None:
        ground = exemption(slug) if slug else None
        form = forms.leave_out(
            self.desk, self.schedule, forms.numbers_of(chosen), treatment, ground
        )
        done = "to be redacted" if treatment == "redact" else "withheld"
        self.open(form, f"{items_words(forms.numbers_of(chosen))}: {done}. ")

    def action_look(self) -> None:
        """Record a second look at redacted and withheld items."""
        chosen = tuple(item for item in self.rows.chosen if item.treatment in LEFT_OUT)
        held = chosen or tuple(item for item in self.schedule.items if gap_of_look(item))
        if not held:
            self.say("No item that is redacted or withheld waits for a second check.", bad=True)
            return
        try:
            schedule_treatment.check_other_eyes(self.desk, held)
        except NotAllowed as error:
            self.say(error.sentence, bad=True)
            return
        numbers, version = forms.numbers_of(held), self.schedule.version

        def look() -> Schedule:
            return schedule_treatment.look_again(
                self.desk, self.schedule.reference, numbers, version=version
            )

        told = f"You checked what is redacted or withheld, and why: {words_of(held)}. "
        told += "The schedule shows your name. A change to an item asks for another check."
        seen = partial(self._looked, numbers)
        self.confirm("Second check done?", told, lambda: self.save(look, seen))

    def _looked(self, numbers: Sequence[int], of: Schedule) -> None:
        """Show the schedule after a second check, with the cursor on the next that needs one."""
        self.saved(f"{items_words(numbers)}: second check recorded. ", of)
        waiting = (place for place, item in enumerate(self.rows.items) if gap_of_look(item))
        here = self.rows.cursor
        self.rows.action_move(next(waiting, here) - here)

    def action_opinion(self) -> None:
        """Record an opinion on the chosen items."""
        chosen = self.rows.chosen
        if chosen:
            numbers = forms.numbers_of(chosen)
            self.open(forms.opinion(self.desk, self.schedule, numbers), "Opinion recorded. ")

    def action_in_file(self) -> None:
        """Say in which file of the answer the chosen items stand."""
        chosen = self.rows.chosen
        if chosen:
            form = forms.in_file(self.desk, self.schedule, forms.numbers_of(chosen))
            self.ask(form, self._placed)

    def _placed(self, of: Schedule) -> None:
        """Show the schedule, and the first way in which it and the files differ."""
        chosen = {item.number for item in self.rows.chosen}
        placed = any(item.in_file for item in of.items if item.number in chosen)
        done = "Pages counted." if placed else "In no file."
        self.saved(f"{done} ", of)
        if told := pages_told(file_meant(self.desk, of.reference)):
            self.say(f"{done} {told[0]}")

    def action_range(self) -> None:
        """Start a range, or keep it."""
        self.rows.toggle_range()

    def action_mark_all(self) -> None:
        """Mark every item shown. Where some are marked, unmark all."""
        if self.rows.marked:
            self.rows.unmark()
        else:
            self.rows.mark([item.number for item in self.rows.items])

    def action_only_open(self) -> None:
        """Show only the items with gaps, or all."""
        self.open_only = not self.open_only
        self.draw_schedule()

    def action_add(self) -> None:
        """List items, one form after another until Esc."""
        self._list_next(len(self.schedule.items))

    def _list_next(self, before: int) -> None:
        """Ask for an item. `before` is how many stood on the schedule before the first of them."""
        form = forms.add(self.desk, self.schedule, len(self.schedule.items) - before)
        form.lead_on(partial(self._list_next, before))
        self.ask(form, partial(self.saved, "", since=before))

    def action_import(self) -> None:
        """List the rows of a file."""
        self.open(forms.from_file(self.desk, self.schedule))

    def action_correct(self) -> None:
        """Correct the item under the cursor."""
        if item := self.rows.current:
            form = forms.put_right(self.desk, self.schedule, item.number)
            self.open(form, f"Item {item.number} corrected. ")

    def action_remove(self) -> None:
        """Take the chosen items off."""
        chosen = self.rows.chosen
        if chosen:
            numbers = forms.numbers_of(chosen)
            self.open(forms.take_off(self.desk, self.schedule, numbers), "Taken off. ")

    def action_exemptions(self) -> None:
        """Choose an exemption to read. Relying on one starts with the items."""
        choices = forms.grounds(self.schedule.kind, self.rows.chosen)
        if choices:
            self.ask(Choose("Read which exemption?", choices), self._read)
        else:
            self.say("The law knows no exemption for this kind of request.")

    def _read(self, slug: str) -> None:
        found = exemption(slug)
        self.console.push_screen(LongMessage(forms.in_full(found), f"{found.title}, {found.law}"))

    def action_copy(self) -> None:
        """Copy the line that fetches the schedule to the officer's own computer."""
        self.hand_over(schedule_lines(self.desk, self.schedule.reference)[0])

    def draw_again(self) -> None:
        """Draw the schedule after a change by others. The marks stay."""
        marks = {item.number for item in self.rows.marked}
        self.schedule = schedule(self.desk, self.case.reference)
        self.reasons = why_not(self.desk, self.case)
        self.draw_schedule()
        self.rows.mark(marks & {item.number for item in self.rows.items})

    def action_back(self) -> None:
        """Drop the marks, or go back with the case as it is now."""
        if self.rows.marked:
            self.rows.unmark()
        else:
            self.leave()

    def leave(self) -> None:
        """Leave, returning the case as it is now."""
        same = self.schedule.version == self.case.version
        self.dismiss(self.case if same else case_view(self.desk, self.case.reference))
