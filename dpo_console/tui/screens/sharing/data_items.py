"""Data that a third party requests, item by item, with the challenges to sharing them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList

from dpo_console.approval.data_items import ListedItem, scales
from dpo_console.approval.model import PATH_WORDS, Path, Ruling
from dpo_console.approval.proposal import challenge_words
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing import scope_items
from dpo_console.cases.sharing.scope_items import ChallengeRow, cohort_words
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing import scope as scopes
from dpo_console.errors import DpoConsoleError
from dpo_console.sentences import first_upper
from dpo_console.text import each_once
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.screens.case.part_screen import PartScreen, allowed
from dpo_console.tui.screens.frame.dialogs import Choose
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.screens.sharing import data_item_forms as forms
from dpo_console.tui.widgets.menu import KeyList
from dpo_console.tui.widgets.panes import Pane, Words

Listed = tuple[ListedItem, ...]

LAPSES = "The approval then lapses, and an approver decides again."


def is_approved(case: CaseView) -> bool:
    """Return True if an approval stands, which a change of the items ends."""
    ruling = case.decision
    return ruling is not None and not ruling.lapsed and ruling.ruling != Ruling.REFUSE


def on_an_item(screen: "DataItemsScreen") -> str:
    """Return a reason against changing the item under the cursor."""
    return screen.reasons.get("scope", "") or ("" if screen.item else "No item is listed yet: +")


def under_an_order(screen: "DataItemsScreen") -> str:
    """Return a reason against saying that an order names the item under the cursor."""
    ordinary = "" if screen.case.scope.path == Path.COMPELLED else "No order or duty compels this."
    return on_an_item(screen) or ordinary


def to_be_answered(screen: "DataItemsScreen") -> str:
    """Return a reason against answering a challenge."""
    nothing = "" if screen.to_answer else "No question about the items is open."
    return screen.reasons.get("assess", "") or nothing


COMMANDS = (
    Command("items.add", "plus", "add", "List a data item: choose it by typing", "add", True,
            allowed("scope")),
    Command("items.give", "1", "give", "Give the whole of it", "give", True, on_an_item),
    Command("items.less", "2", "less detail",
            "Give it in less detail: each press offers another way", "less", True, on_an_item),
    Command("items.keep", "3", "withhold", "Withhold it, though it is asked for", "keep_back",
            True, on_an_item),
    Command("items.edit", "", "change", "What is given of it, and how it is rated", "edit",
            False, on_an_item),
    Command("items.drop", "minus", "take off", "Remove it, as it isn't asked for", "drop", True,
            on_an_item),
    Command("items.ordered", "4", "in order?", "Say if the order or notice names this item",
            "ordered", False, under_an_order),
    Command("items.answer", "exclamation_mark", "why not less",
            "Say why, in answer to a question about the items", "answer", True, to_be_answered),
    *EVERYWHERE,
)  # fmt: skip


class DataItemsScreen(PartScreen):
    """The items, with the challenges beside them.

    Each key saves at once. Leaving the screen returns the case as last seen.
    """

    commands = COMMANDS
    AUTO_FOCUS = "DataItemList"

    def __init__(self, desk: Desk, case: CaseView) -> None:
        super().__init__(desk, case, "Data asked for")
        self.saving = False
        self.reasons = why_not(desk, case)

    @property
    def bare(self) -> bool:
        """True where no item is listed."""
        return not self.listed

    def body(self) -> ComposeResult:
        """Compose the items, the challenges, and the item under the cursor in words."""
        yield Words(id="asked")
        with Horizontal(id="data-items"):
            yield DataItemList()
            with Pane(id="against"):
                yield Words(id="challenges")
        yield Words(id="data-item")

    def on_mount(self) -> None:
        """Draw the case."""
        super().on_mount()
        self.call_after_refresh(self.draw_case)

    @on(KeyList.Widened)
    def draw_case(self) -> None:
        """Draw the case as it is now, and the commands that can run on it."""
        self.reasons = why_not(self.desk, self.case)
        self.query_one("#asked", Words).say(head(self.case))
        items = self.query_one(DataItemList)
        items.put([item_line(item, items.size.width - 2) for item in self.listed])
        self.query_one("#challenges", Words).say(against(self.case, self.key("items.answer")))
        self.show_item()
        self.refresh_commands()

    @property
    def listed(self) -> Listed:
        """The items of the case."""
        return self.case.scope.listed

    @property
    def item(self) -> ListedItem | None:
        """The item under the cursor."""
        place = self.query_one(DataItemList).highlighted
        return self.listed[place] if place is not None and place < len(self.listed) else None

    @property
    def to_answer(self) -> list[ChallengeRow]:
        """The challenges that no reason of their own answers yet, those without any first."""
        own = [c for c in self.case.challenges if not c.final and (c.on_checklist or not c.reason)]
        return sorted(own, key=lambda challenge: challenge.on_checklist)

    @on(OptionList.OptionHighlighted)
    def show_item(self) -> None:
        """Show the meaning of the item's rating, and the ways to give less."""
        self.query_one("#data-item", Words).say(
            item_words(self.desk, self.item, self.key("items.add"))
        )

    @on(OptionList.OptionSelected)
    def edit_item(self) -> None:
        """Change the item in a form, on Enter."""
        self.run(next(command for command in self.commands if command.id == "items.edit"))

    def changed(self, done: str, case: CaseView) -> None:
        """Show the case as it is now."""
        self.saving = False
        lapsed = case.decision is not None and case.decision.lapsed
        more = len(case.scope.listed) > len(self.listed)
        self.case = case
        self.draw_case()
        if more:
            self.query_one(DataItemList).action_last()
        self.say(f"{done}. The approval has lapsed." if lapsed else f"{done}.", bad=lapsed)

    def change(self, done: str, listed: Listed, effect: str = "") -> None:
        """Save another list, one save at a time. Ask first where it has an effect beyond the list.

        That is where a standing approval would lapse, or the `effect` that is given.
        """
        if self.saving:
            return
        scope, case = replace(self.case.scope, listed=listed), self.case

        def save() -> str:
            return scopes.set_scope(self.desk, case.reference, scope, case.version)

        def go_on() -> None:
            self.saving = True
            self.save_case(save, partial(self.changed, done))

        effects = f"{effect} {LAPSES if is_approved(case) else ''}".strip()
        if effects:
            self.confirm("Change this item?", f"{done}. {effects}", go_on)
        else:
            go_on()

    def show_error(self, error: DpoConsoleError) -> None:
        """Show a refusal beside the case as it now is, as another person may have changed it."""
        if self.saving:
            self.saving = False
            self.case = case_view(self.desk, self.case.reference)
            self.draw_case()
        super().show_error(error)

    def with_item(self, change: Callable[[ListedItem], ListedItem | None]) -> None:
        """Change the item under the cursor, or take it out (None)."""
        place = self.query_one(DataItemList).highlighted or 0
        before = self.listed[place]
        changed = change(before)
        new = (*self.listed[:place], *([changed] if changed else []), *self.listed[place + 1 :])
        unnamed = changed and before.ordered and not changed.ordered
        effect = f"The order then no longer counts as naming “{before.title}”." if unnamed else ""
        done = f"{before.title}: taken off"
        if changed:
            told = state(changed)
            done = f"To be given: {told}" if changed.given else first_upper(told)
        self.change(done, new, effect)

    def action_add(self) -> None:
        """Choose an item and list it."""

        self.ask(forms.PickItem(self.desk, self.listed), self._add)

    def _add(self, wanted: str) -> None:
        """List the item. Under an order, withhold it until an officer says the order names it."""
        new = scope_items.changed(self.desk.settings, self.listed, add=[wanted])
        if self.case.scope.path == Path.COMPELLED and len(new) > len(self.listed):
            names_it = self.key("items.ordered")
            self.change(
                f"{new[-1].title} is withheld: press {names_it} if the order names it",
                (*new[:-1], replace(new[-1], given=False)),
            )
        else:
            self.change(f"Listed: {state(new[-1])}", new)

    def action_give(self) -> None:
        """Give the whole item."""
        self.with_item(partial(scope_items.whole, self.desk.settings))

    def action_less(self) -> None:
        """Choose the next way to give less of the item. After the last comes the first again."""
        settings = self.desk.settings
        if self.item and not scope_items.ways(settings, self.item):
            self.say(
                "It has no lesser version: press enter to say in words what is given.", bad=True
            )
            return
        self.with_item(partial(scope_items.less, settings))

    def action_keep_back(self) -> None:
        """Mark the item as requested but not to be given."""
        self.with_item(lambda item: replace(item, given=False))

    def action_ordered(self) -> None:
        """Mark that the order or notice names the item, and give it, or undo both."""
        self.with_item(lambda i: replace(i, ordered=not i.ordered, given=not i.ordered))

    def action_drop(self) -> None:
        """Take the item off the list."""
        self.with_item(lambda _item: None)

    def action_edit(self) -> None:
        """Open a form for the item's content and rating."""
        place = self.query_one(DataItemList).highlighted or 0
        self.open_form(forms.edit(self.desk, self.case, self.listed[place].title))

    def action_answer(self) -> None:
        """Choose a challenge, then give the reason against it."""
        choices = [
            Choice(c.name, challenge_words(c.name, c.ratings), c.says) for c in self.to_answer
        ]
        self.ask(
            Choose("Which question do you answer?", choices),
            lambda name: self.open_form(forms.answer(self.desk, self.case, name)),
        )

    def draw_again(self) -> None:
        """Draw the case after a change by others."""
        self.draw_case()


class DataItemList(KeyList):
    """The items, a line each."""


def item_line(item: ListedItem, width: int) -> Text:
    """Draw `less      C2  Age in years (instead of Date of birth)`, quiet where it is withheld."""
    style, strong = (draw.PLAIN, draw.STRONG) if item.given else (draw.QUIET, draw.QUIET)
    done = draw.line(draw.fit(treatment(item), TREATMENT), style)
    rated = draw.line(f"{item.sensitivity}{item.risk}  ", strong)
    words = draw.fit(item_name(item), max(width - TREATMENT - 4, 10))
    return draw.join([done, rated, draw.line(words, style)])


TREATMENT = 10
"""Columns for the treatment of an item, with the space after it."""


def treatment(item: ListedItem) -> str:
    """Return what is done with an item, in the word of its key."""
    if not item.given:
        return "withhold"
    return "less" if item.instead else "give"


def item_name(item: ListedItem) -> str:
    """Return an item in words, and that the order names it."""
    return f"{item.words}{' (in the order)' if item.ordered else ''}"


def state(item: ListedItem) -> str:
    """Return an item in words, with its treatment."""
    return f"{'' if item.given else 'withheld: '}{item_name(item)}"


def item_words(desk: Desk, item: ListedItem | None, add: str) -> RenderableType:
    """Draw the meaning of a rating and the ways to give less. `add` is the key to list an item."""
    if item is None:
        return draw.line(f"Nothing is listed yet. Press {add} to list a data item.", draw.QUIET)
    words = scales()
    rating = (
        f"{item.sensitivity}: {words.sensitivities[item.sensitivity]}. "
        f"{item.risk}: {words.risks[item.risk]}."
    )
    ways = scope_items.ways(desk.settings, item)
    better = ways[: ways.index(item.instead)] if item.instead in ways else ways
    less = " or ".join(better)
    below = f"Less detail would be: {less}" if less else "Nothing less is known for it."
    return draw.lines([draw.line(rating, draw.QUIET), draw.line(below)])


def head(case: CaseView) -> Text:
    """Draw the requester, the number of pupils and the purpose."""
    asks, scope = case.requester, case.scope
    who = each_once(asks.name, asks.organisation)
    path = first_upper(PATH_WORDS.get(case.path, case.path))
    parts = [part for part in (cohort_words(scope), scope.purpose) if part]
    return draw.join(
        [draw.line(f" {path}  "), draw.line(who, draw.STRONG), draw.line("  ".join(["", *parts]))]
    )


def against(case: CaseView, answers: str) -> RenderableType:
    """Draw the challenges, unanswered ones first, then the requester's kind.

    The key that `answers` one stands below them.

    The kind comes with the proof to ask for and the data never to tell.
    """
    rows = sorted(case.challenges, key=lambda c: bool(c.reason))
    pieces: list[RenderableType] = [challenge(row) for row in rows]
    if not rows:
        clear = "No questions about these items. The checks still count."
        nothing = clear if case.scope.listed else "No item is listed yet."
        pieces.append(draw.line(nothing, draw.QUIET))
    if any(row.blocks and not row.reason for row in rows):
        keys = f"{answers} answers one. enter on an item changes it and its rating."
        pieces.append(draw.words(keys, draw.QUIET))
    kind = requester_kind(case.requester_kind)
    pieces += [
        Text(),
        draw.line(kind.title, draw.STRONG),
        draw.words(f"Power: {kind.power or 'none, sharing is a choice'}"),
        draw.words(f"Ask for: {kind.ask}"),
        draw.words(f"Take care: {kind.never}"),
    ]
    return Group(*pieces)


def challenge(row: ChallengeRow) -> Text:
    """Draw one challenge, with its answer."""
    if row.reason:
        return draw.words(f"Settled. {row.says} {row.answer}", draw.QUIET)
    if row.blocks:
        return draw.words(f"!! {row.says}", draw.WARNING)
    return draw.words(f"?  {row.says} (The release doesn't wait for this.)")
