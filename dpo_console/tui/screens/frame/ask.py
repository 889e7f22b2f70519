"""A form on a case, or on something else: a few fields and one save."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from rich.console import Group, RenderableType
from textual import on
from textual.app import ComposeResult

from dpo_console.cases.view.timeline import ChangeMade, meanwhile
from dpo_console.casework.office.drafts import Draft
from dpo_console.errors import BadInput, DpoConsoleError, GateClosed, NoSuchCase, StaleSave
from dpo_console.london import in_london
from dpo_console.sentences import Part, Phrase
from dpo_console.tui import draw
from dpo_console.tui.background import background
from dpo_console.tui.forms.controls import Field, fits, form_help
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.frame.dialogs import Confirm, Dialog
from dpo_console.tui.screens.frame.drafting import Drafting
from dpo_console.tui.widgets.panes import Words

Result = TypeVar("Result")

SLOW = 0.5
"""Seconds after which a save counts as slow."""

OVERTAKEN = "Others changed this while it was open. Nothing is saved yet: look, then press Enter."


class Ask(Dialog[Result], Drafting[Result], Generic[Result]):
    """A few fields and one save. Closes with the result of the save.

    The form stays open until the save succeeds. A refusal is shown here, and nothing typed is lost,
    not even where the line drops. A form that only adds is saved on top of others' changes. Any
    other says who changed what, and the next Enter saves it.

    `again`, where set, rebuilds the form on the case as it is now. It raises Refused or NoSuchCase
    where that is no longer possible. `preview`, where set, draws `about` again for the values
    typed, and raises BadInput while they mean nothing yet. `tell`, where set, returns anything more
    to say of the saved result. `next_form`, where set, opens the form that usually follows a save.
    `warnings` stand below `about`.
    """

    keys = "enter save   tab next field   esc back"
    help_key = "ctrl+g"

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Mapping[str, str], int], Result],
        *,
        about: RenderableType = "",
        version: int = 0,
        reference: str = "",
        of: str = "",
        act: str = "",
        adds: bool = False,
        first: str = "",
    ) -> None:
        """Show `fields` under `title`, with `about` above them.

        `save` runs in a thread, with the fields' values and the version they were loaded with.
        `reference` is that of the form's case. `of` names the part of the case, where the title
        doesn't. `act` is casework's name for the act. `adds` allows saving on top of others'
        changes elsewhere in the case. `first` is the field to start at.
        """
        super().__init__(title)
        self.fields = tuple(fields)
        self.save = save
        self.about = about
        self.version = self.seen = version
        self.reference = reference
        self.of = of
        self.act = act
        self.adds = adds
        self.first = first
        self.saving = self.refused = False
        self.next_form: Callable[[], None] | None = None
        self.again: Callable[[], Ask[Result]] | None = None
        self.tell: Callable[[Result], str] | None = None
        self.preview: Callable[[Mapping[str, str]], RenderableType] | None = None
        self.warnings: Sequence[Part] = ()

    def naming(self, act: str) -> None:
        """Name at the foot what Enter does, where that is more than a save."""
        self.keys = f"enter {act}   tab next field   esc back"

    def keep_now(self) -> None:
        """Keep any unsaved typing."""
        Drafting.keep_now(self)

    def body(self) -> ComposeResult:
        """Compose the subject, the fields, and a line for others' changes."""
        yield from self.above()
        yield Form(self.fields)
        news = Words(id="form-news")
        news.display = False
        yield news

    @property
    def told(self) -> RenderableType:
        """The subject of the form, with its warnings in the console's words."""
        say = self.console.in_console
        warned = [draw.words(f"! {say(one)}", draw.WARNING) for one in self.warnings]
        return Group(self.about, *warned) if warned else self.about

    def above(self) -> ComposeResult:
        """Compose the subject of the form."""
        about = Words(self.told, id="form-about", classes="about")
        about.display = bool(self.about)
        yield about

    def on_mount(self) -> None:
        """Offer any unsaved draft of this form."""
        if self.first:
            self.form.focus_field(self.first)
        self.offer_draft()

    @property
    def draft_title(self) -> str:
        """The question, with the part of the case that it is about."""
        return f"{self.question} {self.of}".strip()

    def tell_draft(self, sentence: str) -> None:
        """Show a sentence below the fields."""
        self.refuse(sentence)

    def taken_up(self, left: Draft) -> None:
        """Continue from the draft's version. Saving tells the changes made since."""
        if self.again and left.version:
            self.version = self.seen = left.version

    @on(Form.Changed)
    def follow_typing(self) -> None:
        """Drop an earlier refusal, and draw any preview of what is typed."""
        if self.refused:
            self.refused = False
            self.refuse("")
        if self.preview:
            job = partial(self.preview, self.form.values)
            background(self.app, job, self._show_about, lambda _: None, "preview")

    def _show_about(self, about: RenderableType) -> None:
        if self.is_attached:
            self.query_one("#form-about", Words).say(about)

    def lead_on(self, then: Callable[[], None]) -> None:
        """Open the form that usually follows once this one is saved. Esc ends the row of forms."""
        self.next_form = then
        self.naming("save and next")

    @on(Form.Submitted)
    def submit(self) -> None:
        """Save in a thread, one save at a time."""
        if not self.saving:
            self._save()

    def _save(self) -> None:
        self.saving = True
        values, version = self.form.values, self.version
        job = partial(self.save, values, version)
        background(self.app, job, self._saved, self._failed, saves=True)
        self.set_timer(SLOW, self.tell_saving)

    def tell_saving(self) -> None:
        """Say that the save is under way, where it takes long. A quick one sends nothing more."""
        if self.saving and self.is_attached:
            self.query_one("#refusal", Words).say(draw.line("Saving…", draw.QUIET))

    def _saved(self, result: Result) -> None:
        self.saving = False
        self.let_go()
        if self.is_attached:
            self.dismiss(result)
            if self.next_form:
                self.app.screen.call_later(self.next_form)

    def _failed(self, error: DpoConsoleError) -> None:
        self.saving = False
        if not self.is_attached:
            return
        if isinstance(error, StaleSave) and self.again:
            self.saving = True
            seen = partial(self._overtaken, error)
            background(self.app, self.again, seen, self._lapsed, saves=True)
        elif self._gone(error):
            self._lapsed(error)
        else:
            self._refused(error)

    def _refused(self, error: DpoConsoleError) -> None:
        """Show the reason once: beside its field, or else below the fields.

        The typing is kept first, because a failure to keep it would be shown over the reason.
        """
        self.keep_now()
        form, self.refused = self.form, True
        if isinstance(error, GateClosed):
            form.offer_override()
        if isinstance(error, BadInput) and (
            wrong := form.named(error.field) or form.where_said(error.said)
        ):
            label = next(field.label for field in self.fields if field.name == wrong)
            self.refuse(f"Correct “{label}” first." if form.errors.get(wrong) == error.said else "")
            form.error(wrong, error.said)
            form.correct(wrong)
        else:
            self.refuse(error.sentence)

    def _lapsed(self, error: DpoConsoleError) -> None:
        """Report that others' changes leave no room for this form."""
        self.saving = False
        if self.is_attached:
            kept = " Nothing was saved; what you typed stays here."
            self.refuse(Phrase(self._gone_words(error), kept))

    def _gone_words(self, error: DpoConsoleError) -> str:
        if self.reference and self._gone(error):
            return f"{self.reference} can't be read now: it may have been restricted."
        return error.sentence

    def _gone(self, error: DpoConsoleError) -> bool:
        """Return True if this person can no longer see the case."""
        return isinstance(error, NoSuchCase) and error.reference == self.reference

    def _overtaken(self, error: StaleSave, fresh: "Ask[Result]") -> None:
        if self.is_attached:
            self.call_later(self._renew, error, fresh)

    async def _renew(self, error: StaleSave, fresh: "Ask[Result]") -> None:
        """Continue with the rebuilt form. Typed entries stay, and the rest follows the records."""
        before, typed = self.fields, self.form.values
        touched = {f.name: typed[f.name] for f in before if typed[f.name] != f.value}
        kept = {f.name: touched.get(f.name, f.value) for f in fresh.fields}
        begin = {f.name: kept[f.name] if fits(f, kept[f.name]) else f.value for f in fresh.fields}
        lost = [f for f in before if f.name in touched and begin.get(f.name) != touched[f.name]]
        self.save, self.version, self.seen = fresh.save, fresh.version, fresh.version
        self.about, self.warnings = fresh.about, fresh.warnings
        self.preview, self.fields = fresh.preview, fresh.fields
        about = self.query_one("#form-about", Words)
        about.say(self.told)
        about.display = bool(self.about)
        await self.form.renew(self.fields, begin)
        self.saving = False
        self.keep_soon()
        self._tell_news(())
        if self.adds and not lost:
            self._save()
        else:
            gone = (
                f"No longer asked here: {f.label}: {self.in_words(f, touched[f.name])}"
                for f in lost
            )
            self.refuse("\n".join((OVERTAKEN, *error.meanwhile, *gone)))

    def catch_up(self) -> None:
        """Say who changed the case while this is open. The fields stay as they are."""
        if self.stale and self.again and not self.saving:
            self.stale = False
            read = partial(meanwhile, self._desk, self.reference, self.version)
            background(self.app, read, self._tell_news, self._no_news, "news")

    def _no_news(self, error: DpoConsoleError) -> None:
        if self.is_attached and self._gone(error):
            self.refuse(self._gone_words(error))

    def _tell_news(self, done: Sequence[ChangeMade]) -> None:
        if not self.is_attached:
            return
        news = self.query_one("#form-news", Words)
        news.display = bool(done)
        if done:
            more = f" (and {len(done) - 1} more)" if len(done) > 1 else ""
            last = done[-1].words(in_london(self._desk.clock()))
            news.say(draw.line(f"Just now: {last}{more}", draw.WARNING))

    def explained(self) -> RenderableType:
        """Draw the subject of the form, the entries that each field takes, and the keys."""
        return form_help(self.told, self.form.shown)

    def action_back(self) -> None:
        """Back out. Ask first where work would be lost."""
        lost = self.form.loses
        if not lost:
            self.leave()
            return
        sure = Confirm("Leave without saving?", lost)
        self.app.push_screen(sure, lambda yes: self.leave() if yes else None)

    def leave(self) -> None:
        """Leave without saving, and drop the draft."""
        self.let_go()
        self.dismiss(None)
