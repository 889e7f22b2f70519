"""Find: a command of this screen or one below it, a case by its reference or names, a page."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import rows_meant
from dpo_console.cases.queue import queue
from dpo_console.cases.queue.queue import Query
from dpo_console.casework.office import opening
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.guide.pages import FoundPage, find_in_guide, guide_page, guide_pages
from dpo_console.law.statutes import statutes
from dpo_console.store.queue_rows import QueueRow
from dpo_console.tui import routes
from dpo_console.tui.background import background
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.forms.controls import Edited, Entered, LineField
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.dialogs import Picking
from dpo_console.tui.widgets.bars import Foot
from dpo_console.tui.widgets.menu import Menu
from dpo_console.tui.widgets.queue.columns import who_words

CASES = 5
"""The most cases offered."""

PAGES = 5
"""The most pages of the guide offered for words that they have somewhere."""

READ = 50
"""The most cases read, as some hold the words elsewhere than in their names."""

TELLING = 4
"""The fewest letters by which a command of an earlier screen is found in its help."""

NOTHING = (
    "Nothing matches. Try a command, name or reference. “guide” opens the guide, and “all steps” "
    "lists all you can do with a case."
)


def _demo_only(screen: CommandScreen[Any]) -> str:
    if not screen.desk.settings.made_up:
        return opening.DEMO_ONLY
    return "" if len(screen.desk.people) > 1 else "Nobody else is listed in data/dpo.toml."


FOUND_ONLY = (
    Command("theme", "", "colours", "Choose other colours, or another theme", "theme"),
    Command("colleague", "", "work as somebody else",
            "In the demo, do a colleague's part: a second check, a decision", "colleague",
            why_not=_demo_only),
)  # fmt: skip
"""The commands of every screen that only Find has."""

Found = Callable[[], None]


class Palette(Picking[Found]):
    """A search that returns an act to run, or None. A command that can't run now says why, dim."""

    def __init__(self, desk: Desk, screen: CommandScreen[Any]) -> None:
        """Offer the commands of `screen`, and by name those of the screens that it came from."""
        super().__init__("Find a command, a case, or a page of the guide")
        self.desk = desk
        self.below = screen
        self.earlier = list(commands_before(screen))
        self.rows: tuple[QueueRow, ...] = ()
        self.found_for = ""

    def body(self) -> ComposeResult:
        """Compose a line for typing, and the matches."""
        yield LineField(placeholder="a word, a name, or a reference such as 0042")
        yield Menu(self.choices(""))
        yield Foot()

    @property
    def typed(self) -> str:
        """The text typed so far."""
        return self.query_one(LineField).value.strip()

    def choices(self, typed: str) -> list[Choice]:
        """Return commands whose name is being typed, then cases, then other matching commands."""
        cases = [Choice(f"case:{r.reference}", r.reference, who_words(r)) for r in self.rows]
        fits = [c for c in self.commands if matches(typed, c)]
        named = [c for c in fits if typed and c.title.casefold().startswith(typed.casefold())]
        named.sort(key=lambda command: command.title.casefold() != typed.casefold())
        others = [c for c in fits if c not in named]
        others.sort(key=lambda command: typed.casefold() not in command.help.casefold())
        pages = [
            Choice(f"guide:{page.topic}", f"guide {page.topic}", page.summary)
            for page in guide_pages()
            if typed and words_begin(typed, f"guide {page.topic} {page.summary}")
        ]
        pages.sort(key=lambda page: page.value.removeprefix("guide:") not in typed.casefold())
        offered = [
            *map(self._offered, named),
            *self._offered_before(typed),
            *cases,
            *map(self._offered, others),
            *self._steps(typed),
            *self._meant_before(typed),
            *pages,
        ]
        kinds = [*map(self._offered, of_kinds(self.commands, typed))]
        return [*offered, *kinds] if offered else [*kinds, *_read_in_guide(typed)]

    def _steps(self, typed: str) -> Iterator[Choice]:
        """Yield what can be recorded of the case at hand and has no key of its own."""
        for step in self.steps if typed else ():
            if not step.key and words_begin(typed, step.title):
                yield step._replace(value=f"step:{step.value}")

    @cached_property
    def steps(self) -> list[Choice]:
        """The next steps of the case at hand."""
        return self.below.steps()

    def _page(self, topic: str) -> FoundPage:
        """Return a page, at the typed words if only its text has them."""
        page = guide_page(topic)
        at_words = (f for f in find_in_guide(in_guide(self.typed)) if f.page is page)
        top = FoundPage(page, 0, page.summary)
        named = words_begin(self.typed, f"guide {topic} {page.summary}")
        return top if named else next(at_words, top)

    def _offered(self, command: Command) -> Choice:
        why_not, key = command.why_not(self.below), command.shown_key or ""
        return Choice(command.id, command.title, command.help, key, why_not)

    def _offered_before(self, typed: str) -> list[Choice]:
        """Return what is being typed of the commands of earlier screens, with their screen."""
        return [
            self._before(place) for place, (_, command) in enumerate(self.earlier)
            if typed and command.title.casefold().startswith(typed.casefold())
        ]  # fmt: skip

    def _meant_before(self, typed: str) -> list[Choice]:
        """Return commands of earlier screens whose help has the typed words: “settings”."""
        return [
            self._before(place) for place, (_, command) in enumerate(self.earlier)
            if len(typed) >= TELLING and matches(typed, command)
            and not command.title.casefold().startswith(typed.casefold())
        ]  # fmt: skip

    def _before(self, place: int) -> Choice:
        """Return the choice of one command of an earlier screen."""
        screen, command = self.earlier[place]
        says = f"{first_part(screen)}: {command.help}"
        return Choice(f"before:{place}", command.title, says, why_not=command.why_not(screen))

    @property
    def commands(self) -> Sequence[Command]:
        """The commands of the screen below, and the console's own."""
        return (*self.below.offered, *FOUND_ONLY)

    @on(OptionList.OptionHighlighted)
    def tell_whole(self) -> None:
        """Show at the foot what the list cuts of the line under the cursor."""
        self.query_one(Foot).say(self.query_one(Menu).cut)

    @on(Edited)
    def find(self, event: Edited) -> None:
        """Show the matches so far. Search for cases in the background."""
        event.stop()
        self.refuse("")
        typed = self.typed
        if not typed:
            self.show_cases("", ())
            return
        job = lambda: find_cases(self.desk, typed)  # noqa: E731 - handed to the thread
        background(self.app, job, partial(self.show_cases, typed), self.show_error, "palette")

    def show_cases(self, typed: str, rows: tuple[QueueRow, ...]) -> None:
        """Show the cases found for the typed text, and the commands."""
        if self.is_attached:
            self.found_for, self.rows = typed, rows
            self.query_one(Menu).offer(found := self.choices(self.typed))
            self.refuse("" if found else NOTHING)

    def show_error(self, error: DpoConsoleError) -> None:
        """Show the reason for a failed search."""
        self.refuse(error.sentence)

    @on(Entered)
    def enter(self, event: Entered) -> None:
        """Take the line under the cursor, but never one found for shorter text."""
        event.stop()
        try:
            if self.typed != self.found_for:
                self.show_cases(self.typed, find_cases(self.desk, self.typed))
        except DpoConsoleError as error:
            self.show_error(error)
        else:
            self.take()

    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Run the choice, or say why it can't run now."""
        choice = self.query_one(Menu).chosen
        if choice is None:
            self.refuse(NOTHING)
        elif choice.why_not:
            self.refuse(choice.why_not)
        elif choice.value.startswith("case:"):
            reference = choice.value.removeprefix("case:")
            self.dismiss(lambda: self.below.console.open_case(reference))
        elif choice.value.startswith("before:"):
            screen, command = self.earlier[int(choice.value.removeprefix("before:"))]
            self.dismiss(lambda: run_before(self.below, screen, command))
        elif choice.value.startswith("guide:"):
            found = self._page(choice.value.removeprefix("guide:"))
            self.dismiss(lambda: self.console.push_screen(routes.GUIDE(self.desk, found)))
        elif choice.value.startswith("step:"):
            act = choice.value.removeprefix("step:")
            self.dismiss(lambda: self.below.begin_step(act))
        else:
            offered = (*self.commands, *of_kinds(self.commands, self.typed))
            command = next(c for c in offered if c.id == choice.value)
            self.dismiss(lambda: self.below.run(command))


def of_kinds(commands: Sequence[Command], typed: str) -> Iterator[Command]:
    """Yield the logging of each kind of request whose title has the typed words."""
    log = next((command for command in commands if command.id == "queue.new"), None)
    if log is None or len(typed) < TELLING:
        return
    for law in statutes().values():
        if words_begin(typed, law.title):
            yield log._replace(
                id=f"{log.id}:{law.kind}",
                title=f"new: {law.title}",
                help=f"Log one. The filter kind:{law.kind} lists them",
                action=f"{log.action}:{law.kind}",
            )


def _read_in_guide(typed: str) -> Iterator[Choice]:
    """Yield the pages of the guide that have the typed words somewhere, where nothing else does."""
    for found in find_in_guide(in_guide(typed))[:PAGES] if typed else ():
        page = found.page
        yield Choice(f"guide:{page.topic}", f"guide {page.topic}", found.words)


def in_guide(typed: str) -> str:
    """Return the words to look for in the guide: `breach` of `guide breach`."""
    return typed.casefold().removeprefix("guide ").strip()


def commands_before(screen: CommandScreen[Any]) -> Iterator[tuple[CommandScreen[Any], Command]]:
    """Yield each command that `screen` lacks of the screens that it came from, nearest first."""
    known = {command.id for command in screen.commands}
    for earlier in reversed(screen.console.screen_stack[:-1]):
        if not isinstance(earlier, CommandScreen):
            return
        for command in earlier.offered:
            if command.id not in known:
                known.add(command.id)
                yield earlier, command


def first_part(screen: CommandScreen[Any]) -> str:
    """Return the short name of a screen, such as Cases or a reference."""
    return screen.heading.partition("  ")[0]


def run_before(now: CommandScreen[Any], earlier: CommandScreen[Any], command: Command) -> None:
    """Go back to an earlier screen and run its command. A question on the way ends that."""
    while now is not earlier:
        now.action_back()
        if now.console.screen is now or not isinstance(now.console.screen, CommandScreen):
            return
        now = now.console.screen
    earlier.call_later(earlier.run, command)


def matches(typed: str, command: Command) -> bool:
    """Return True if every typed word starts a word of the command's title or help."""
    return words_begin(typed, f"{command.title} {command.help}")


def words_begin(typed: str, text: str) -> bool:
    """Return True if every typed word starts a word of the text: `email` starts “e-mail” too."""
    words = text.casefold().split()
    words += [word.replace("-", "") for word in words if "-" in word]
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())


def find_cases(desk: Desk, typed: str) -> tuple[QueueRow, ...]:
    """Return the cases of a typed reference, in full or short such as dsc-17 or 0042.

    Other text returns the most urgent cases with these words in their names, or nothing where it
    reads as a filter without meaning. A case that only mentions the words isn't meant.
    """
    with suppress(BadInput):
        if typed[-1:].isdecimal() and (found := rows_meant(desk, typed)):
            return found
    try:
        rows = queue.page(desk, Query("all", tuple(typed.split())), limit=READ).rows
    except BadInput:
        return ()
    words = " ".join(word for word in typed.split() if ":" not in word)
    return tuple(row for row in rows if words_begin(words, names_of(row)))[:CASES]


def names_of(row: QueueRow) -> str:
    """Return the reference and all names by which a case is found."""
    return " ".join((row.reference, row.requester, row.organisation, *row.subjects))
