"""A screen with a form, whose typing is kept until it is saved or let go."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from textual import on
from textual.screen import ScreenResultType
from textual.timer import Timer

from dpo_console.casework import drafts
from dpo_console.casework.desk import Desk
from dpo_console.casework.drafts import Draft
from dpo_console.errors import BadInput, TryAgain
from dpo_console.text import parse_moment
from dpo_console.tui.closing import Closing
from dpo_console.tui.field import SEVERAL, Field
from dpo_console.tui.following import Following
from dpo_console.tui.form import Form

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp

KEPT_AFTER = 0.4
"""Seconds after a change when all that was typed is kept; so much is lost at most."""


class Drafting(Following, Closing[ScreenResultType]):
    """A mixin of screens with one form. `reference`: of the case that it is about, or '';
    `offering`: whether the officer is asked just now what to do with a draft.
    """

    reference = ""
    offering = False
    keeping: Timer | None = None

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    @property
    @abstractmethod
    def draft_title(self) -> str:
        """What the form is called; with the reference it tells the form from any other."""

    @abstractmethod
    def tell_draft(self, sentence: str) -> None:
        """Say something about the draft."""

    def restore(self, values: Mapping[str, str]) -> None:
        """Put what was typed back into the form."""
        self.form.fill(values)

    @property
    def _desk(self) -> Desk:
        return cast("ConsoleApp", self.app).desk

    def offer_draft(self) -> None:
        """Ask whether to take up what was left unsaved in this form, where anything was."""
        left = drafts.find(self._desk, self.reference, self.draft_title)
        if left is None:
            return
        from dpo_console.tui.screens.dialogs import TakeUp

        def answered(yes: bool | None) -> None:
            if yes is None:
                self.dismiss(None)
                return
            self.offering = False
            if yes:
                self._take_up(left)
            else:
                self.let_go()

        self.offering = True
        labels = {field.name: field.label for field in self.form.fields}
        self.app.push_screen(TakeUp(left, labels), answered)

    def _take_up(self, left: Draft) -> None:
        form = self.form
        fitting = [f for f in form.fields if f.name in left.values and fits(f, left.values[f.name])]
        self.restore({field.name: left.values[field.name] for field in fitting})
        others = [f.label for f in fitting if f.value != left.before.get(f.name, f.value)]
        if others:
            self.tell_draft(
                f"What stood in {', '.join(others)} when you typed this was changed since; saving "
                "replaces it."
            )

    @on(Form.Changed)
    def keep_soon(self) -> None:
        """Something was typed: it is kept in a moment, however long the typing goes on."""
        if self.keeping is None and not self.offering:
            self.keeping = self.set_timer(KEPT_AFTER, self.keep_now)

    def keep_now(self) -> None:
        """Keep what was typed since it was last kept; a form as it began has no draft."""
        if self.keeping is None:
            return
        self._not_soon()
        form = self.form
        if not form.touched:
            drafts.drop(self._desk, self.reference, self.draft_title)
            return
        values = {f.name: pinned(f, form.values[f.name], self._desk.today) for f in form.fields}
        changed = [f for f in form.fields if values[f.name] != f.value]
        try:
            drafts.keep(
                self._desk, self.reference, self.draft_title,
                {f.name: values[f.name] for f in changed}, {f.name: f.value for f in changed},
            )  # fmt: skip
        except TryAgain as error:
            self.tell_draft(str(error))

    def let_go(self) -> None:
        """It was saved, or is not wanted any more."""
        self._not_soon()
        drafts.drop(self._desk, self.reference, self.draft_title)

    def _not_soon(self) -> None:
        if self.keeping is not None:
            self.keeping.stop()
            self.keeping = None


def fits(field: Field, value: str) -> bool:
    """Whether a field can hold what was left in it: its choices may be others by now."""
    known = {choice for choice, _ in field.choices}
    parts = [part for part in value.split(SEVERAL) if part] if field.several else [value]
    return not known or set(parts) <= known


def pinned(field: Field, value: str, today: date) -> str:
    """A day such as `today` or `Monday` as the date it is now: tomorrow it would be another."""
    try:
        moment = parse_moment(value, today, "")
        is_day = field.check is not None and bool(field.check(value))  # others say nothing
    except BadInput:
        return value
    if not is_day:
        return value
    return moment.isoformat("T", "minutes") if isinstance(moment, datetime) else moment.isoformat()
