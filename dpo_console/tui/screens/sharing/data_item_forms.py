"""The dialogs of the data items: choosing one, changing one, answering a challenge."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dpo_console.approval.data_items import SENSITIVITIES, DataItem, ListedItem, scales
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import catalogue
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing import scope as scopes
from dpo_console.errors import Refused
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Field, LineField
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.tui.screens.frame.find_line import Matching
from dpo_console.tui.widgets.menu import Menu

SCALES = "A most sensitive to E, 1 most identifying to 5"
YES_NO = (("1", "yes"), ("", "no"))


class PickItem(Matching[str]):
    """A picker that returns a data item, as data_items.listed reads it, or None."""

    placeholder = "part of its name, or a new item and its rating: Bus pass=C2"

    def __init__(self, desk: Desk, listed: Sequence[ListedItem]) -> None:
        super().__init__(f"Which data item is asked for? {SCALES}")
        self.items = catalogue(desk.settings)
        self.listed = {item.slug for item in listed}

    def choices(self, typed: str) -> list[Choice]:
        """Return the items that have every typed word.

        First come those with a name in which a word starts so (SEN, before absence). Then come
        those with the word inside a name, then those with it in their category.
        """
        fits = [item for item in self.items.values() if found(item, typed)]
        fits.sort(key=lambda item: (not _begins(item, typed), not _named(item, typed)))
        return [choice(item, item.slug in self.listed) for item in fits]

    def take(self) -> None:
        """Take the chosen item, or a typed one of one's own with its rating, or say why not."""
        typed = self.query_one(LineField).value.strip()
        if "=" in typed:
            self.dismiss(typed)
            return
        chosen = self.query_one(Menu).chosen
        if chosen is None:
            self.refuse(
                "No item has these words. An item of your own needs a sensitivity and a risk after "
                "its name, such as Bus pass=C2."
            )
        elif chosen.why_not:
            self.refuse(chosen.why_not)
        else:
            self.dismiss(chosen.value)


def found(item: DataItem, typed: str) -> bool:
    """Return True if every typed word is in an item's names or category."""
    return _named(item, typed, scales().categories[item.category])


def _named(item: DataItem, typed: str, *more: str) -> bool:
    said = " ".join((item.title, item.slug, *item.also, *more)).casefold()
    return all(word in said for word in typed.casefold().split())


def _begins(item: DataItem, typed: str) -> bool:
    said = f" {' '.join((item.title, *item.also))}".casefold()
    return all(f" {word}" in said for word in typed.casefold().split())


def choice(item: DataItem, listed: bool) -> Choice:
    """Return an item as the picker shows it: its rating, and its marks in law."""
    marks = ["special category"] if item.special else []
    marks += ["offences"] if item.criminal else []
    help = ", ".join((f"{item.sensitivity}{item.risk}", *marks, *item.marks))
    return Choice(item.slug, item.title, help, why_not="Already listed." if listed else "")


@follows
def edit(desk: Desk, case: CaseView, title: str) -> Opened:
    """Open a form for an item's content and rating. Raises Refused where it was taken off."""
    titles = [item.title for item in case.scope.listed]
    if title not in titles:
        raise Refused(f"{title} was taken off the list meanwhile.")
    place = titles.index(title)
    item = case.scope.listed[place]

    def save(given: Mapping[str, str], version: int) -> str:
        changed = replace(
            item,
            instead=given["instead"],
            sensitivity=given["sensitivity"],
            risk=int(given["risk"]),
            given=bool(given["given"]),
            ordered=bool(given["ordered"]),
        )
        listed = (*case.scope.listed[:place], changed, *case.scope.listed[place + 1 :])
        scope = replace(case.scope, listed=listed)
        return scopes.set_scope(desk, case.reference, scope, version)

    words = scales()
    risks = range(1, desk.settings.sharing.risks + 1)
    fields = [
        Field("instead", "Give only", item.instead, hint="the part, if not all"),
        Field("sensitivity", "Sensitivity", item.sensitivity,
              choices=[(s, f"{s}: {words.sensitivities[s]}") for s in SENSITIVITIES]),
        Field("risk", "Risk", str(item.risk),
              choices=[(str(r), f"{r}: {words.risks[r]}") for r in risks]),
        Field("given", "To be given", "1" if item.given else "", choices=YES_NO),
        Field("ordered", "In the order", "1" if item.ordered else "", choices=YES_NO,
              hint="a court's order names it"),
    ]  # fmt: skip
    return ask(desk, case, item.title, fields, save, act="scope"), f"{item.title}: changed"


@follows
def answer(desk: Desk, case: CaseView, name: str) -> Opened:
    """Open a form for the reason why a challenge does not hold.

    Raises Refused where the challenge is no longer there.
    """
    challenge = next((c for c in case.challenges if c.name == name), None)
    if challenge is None:
        raise Refused(f"{name} is no longer an objection.")

    def save(given: Mapping[str, str], version: int) -> str:
        return scopes.answer_challenge(desk, case.reference, name, given["reason"], version)

    about = draw.words(challenge.says)
    fields = [Field("reason", "Reason", lines=2, hint="kept in the history")]
    title = "Answer this objection"
    return ask(desk, case, title, fields, save, about, name, act="assess"), "Reason recorded"
