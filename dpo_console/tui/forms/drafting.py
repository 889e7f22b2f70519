"""A screen with a form, whose typing is kept until it is saved or let go."""

from abc import abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from textual import on
from textual.screen import ScreenResultType
from textual.timer import Timer

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office import drafts
from dpo_console.casework.office.drafts import Draft
from dpo_console.errors import TryAgain
from dpo_console.tui.forms.field import fits, pinned
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.frame.closing import Closing
from dpo_console.tui.screens.frame.following import Following

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp

KEPT_AFTER = 0.4
"""Seconds after a change when all that was typed is kept; so much is lost at most."""


class Drafting(Following, Closing[ScreenResultType]):
    """A mixin of screens with one form. `reference`: of the case that it is about, or '';
    `offering`: whether the officer is asked just now what to do with a draft; `seen`: the version
    of the case that was seen last, and `stood` what it said under the fields; `saving_then`: what
    saving does where something else stands there since.
    """

    reference = ""
    seen = 0
    stood: Mapping[str, str] = MappingProxyType({})
    saving_then = "replaces it"
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
        from dpo_console.tui.screens.frame.dialogs import TakeUp

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
        others = [f.label for f in fitting if f.recorded != left.before.get(f.name, f.recorded)]
        self.taken_up(left, ", ".join(others))

    def taken_up(self, left: Draft, changed: str) -> None:
        """The draft stands in the form again. `changed`: the labels of the fields under which the
        records say something else since, '' where none do.
        """
        if changed:
            self.tell_draft(
                f"What stood in {changed} when you typed this was changed since; saving "
                f"{self.saving_then}."
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
                self._desk,
                self.reference,
                self.draft_title,
                {f.name: values[f.name] for f in changed},
                {f.name: self.stood.get(f.name, f.recorded) for f in changed},
                self.seen,
            )
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
