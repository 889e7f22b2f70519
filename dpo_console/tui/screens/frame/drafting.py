"""A screen with a form, whose typing is kept until it is saved or discarded."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.screen import Screen, ScreenResultType
from textual.timer import Timer

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office import drafts
from dpo_console.casework.office.drafts import Draft
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import SEVERAL, Field, fits, pinned
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.frame.dialogs import TakeUp
from dpo_console.typed_days import parse_moment

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp

KEPT_AFTER = 0.4
"""Seconds between a change and keeping it, which is the most typing that can be lost."""


class Drafting(Screen[ScreenResultType]):
    """A mixin of screens with one form.

    `reference` is that of the form's case, or ''. `offering` is True while the officer is being
    asked about a draft. `seen` is the version of the case last seen.
    """

    reference = ""
    seen = 0
    offering = False
    keeping: Timer | None = None

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    @property
    @abstractmethod
    def draft_title(self) -> str:
        """The form's name, which together with the reference tells it from any other."""

    @abstractmethod
    def tell_draft(self, sentence: str) -> None:
        """Say something about the draft."""

    def restore(self, values: Mapping[str, str]) -> None:
        """Put the typed entries back into the form."""
        self.form.fill(values)

    @property
    def _desk(self) -> Desk:
        return cast("ConsoleApp", self.app).desk

    def offer_draft(self) -> None:
        """Offer any unsaved draft of this form to the officer."""
        left = drafts.find(self._desk, self.reference, self.draft_title)
        if left is None:
            return

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
        entries = [
            f"{field.label}: {self.in_words(field, value)}"
            for field in self.form.fields
            if (value := left.values.get(field.name, "")).strip()
        ]
        self.app.push_screen(TakeUp(left, entries), answered)

    def in_words(self, field: Field, value: str) -> str:
        """Return an entry as the form shows it: a choice by its words, a day as people write it."""
        if field.choices:
            words = dict(field.choices)
            return " + ".join(words.get(one, one) for one in value.split(SEVERAL))
        if field.day:
            with suppress(BadInput):
                return draw.day(parse_moment(value, self._desk.today, ""))
        return value

    def _take_up(self, left: Draft) -> None:
        form = self.form
        fitting = [f for f in form.fields if f.name in left.values and fits(f, left.values[f.name])]
        self.restore({field.name: left.values[field.name] for field in fitting})
        self.taken_up(left)

    def taken_up(self, left: Draft) -> None:
        """Go on from the draft, which is back in the form."""

    @on(Form.Changed)
    def keep_soon(self) -> None:
        """Keep the typing within a moment, however long it goes on."""
        if self.keeping is None and not self.offering:
            self.keeping = self.set_timer(KEPT_AFTER, self.keep_now)

    def keep_now(self) -> None:
        """Keep anything typed since the last time. A form that loses nothing has no draft."""
        if job := self._due():
            self._do(job)

    def let_go(self) -> None:
        """Drop the draft, once it is saved or no longer wanted."""
        self._not_soon()
        self._do(partial(drafts.drop, self._desk, self.reference, self.draft_title))

    def _due(self) -> Callable[[], None] | None:
        """Return what is to be done with the draft now, or None if nothing was typed since."""
        if self.keeping is None:
            return None
        self._not_soon()
        form = self.form
        if not form.loses:
            return partial(drafts.drop, self._desk, self.reference, self.draft_title)
        values = {f.name: pinned(f, form.values[f.name], self._desk.today) for f in form.fields}
        changed = [f for f in form.fields if values[f.name] != f.value]
        return partial(
            drafts.keep,
            self._desk,
            self.reference,
            self.draft_title,
            {f.name: values[f.name] for f in changed},
            self.seen,
        )

    def _do(self, job: Callable[[], None]) -> None:
        try:
            job()
        except DpoConsoleError as error:
            self.tell_draft(str(error))

    def _not_soon(self) -> None:
        if self.keeping is not None:
            self.keeping.stop()
            self.keeping = None
