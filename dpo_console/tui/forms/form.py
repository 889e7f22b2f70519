"""Fields with their labels at the left and their notes and errors at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Union, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.compose import compose
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantBlur, DescendantFocus
from textual.geometry import Offset, Region
from textual.message import Message
from textual.widget import Widget

from dpo_console.errors import BadInput
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import ChoiceField, Edited, Entered, Field, LineField, NotTaken
from dpo_console.tui.widgets.panes import Words

if TYPE_CHECKING:
    from dpo_console.tui.forms.larger_fields import SeveralField, TextField

Control = Union[LineField, ChoiceField, "SeveralField", "TextField"]

LABEL = 15
"""The longest label that stands beside its field on one line."""

NOTE = 26
"""The longest note that stands on one line at 80 columns."""

SHORT = 14
"""The longest note that leaves a choice room for its words."""


class Form(VerticalScroll, can_focus=False):
    """A few fields. Enter in any of them posts Submitted, and every change posts Changed."""

    DEFAULT_CSS = """
    Form { height: auto; scrollbar-size-vertical: 1; }
    Form Horizontal { height: auto; }
    Form .label { width: 17; padding: 0 1 0 1; }
    Form .control { width: 5fr; min-width: 24; }
    Form LineField { text-style: underline; }
    Form .note { width: 4fr; padding: 0 0 0 2; height: auto; max-height: 1;
                 text-wrap: nowrap; text-overflow: ellipsis; }
    Form .tall .note { max-height: 4; text-wrap: wrap; }
    Form .note.-here { max-height: 4; text-wrap: wrap; }
    Form .note.-error { max-height: 6; text-wrap: wrap; }
    Form .-wrong { layout: grid; grid-size: 2; grid-columns: 17 1fr; grid-rows: auto; }
    Form .-wrong .note { column-span: 2; padding: 0 1 0 17; width: 100%; }
    Form .roomy .control { width: 3fr; }
    Form .roomy .note { width: 1fr; }
    Form .apart { margin: 1 0 0 0; }
    Form .wide .note { padding: 0; width: 1fr; max-height: 6; text-wrap: wrap; }
    Form .below .note { padding: 0 0 0 16; }
    Form .wide .control { width: 1fr; }
    Form .wide Vertical, Form .below { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
    ]

    class Changed(Message):
        """Notice that something was typed or chosen in the field `name`."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Submitted(Message):
        """Notice that the officer has finished the form."""

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self.controls: dict[str, Control] = {}
        self.notes: dict[str, Words] = {}
        self.labels: dict[str, Words] = {}
        self.errors: dict[str, str] = {}
        self.begin: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """Compose one row for each field."""
        above: Field | None = None
        for field in self.fields:
            apart = " apart" if field.wide and above and above.wide and above.hint else ""
            above = field
            control = control_for(field, self.begin.get(field.name, field.value))
            control.add_class("control", update=False)  # it is styled as it is mounted
            note = Words(draw.line(field.hint, draw.QUIET), classes="note")
            self.controls[field.name] = control
            self.notes[field.name] = note
            label = self.labels[field.name] = Words(draw.line(field.label), classes="label")
            if field.wide and len(field.label) > LABEL:
                yield Vertical(label, control, note, classes=f"wide below{apart}")
                continue
            with Horizontal(classes=f"{_class_of(field)}{apart}") as row:
                row.display = bool(control.value) or not field.refused
                yield label
                if field.wide:
                    yield Vertical(control, note)
                else:
                    yield control
                    yield note

    @property
    def values(self) -> dict[str, str]:
        """The entries, by field."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields, without those that override a refusal before anything was refused."""
        return tuple(f for f in self.fields if not f.refused or self._row(f.name).display)

    @property
    def touched(self) -> bool:
        """True where any entry differs from the form's first state."""
        return any(self.controls[f.name].value != f.value for f in self.fields)

    @property
    def loses(self) -> str:
        """The warning of what leaving loses, or '' where only one choice changed."""
        changed = [f for f in self.fields if self.controls[f.name].value != f.value]
        if any(not field.choices for field in changed):
            return "What you typed here will be lost."
        several = len(changed) > 1 or any(field.several for field in changed)
        return "What you chose here will be lost." if several else ""

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values into fields."""
        for name, value in values.items():
            if self.controls[name].value != value:
                self.controls[name].value = value

    def note(self, name: str, sentence: str) -> None:
        """Show a sentence beside a field."""
        self.errors.pop(name, None)
        self._show_whole(name, whole=False)
        self.notes[name].say(draw.words(sentence, draw.QUIET))

    def relabel(self, labels: Mapping[str, str]) -> None:
        """Give fields other labels, where another choice makes them mean another thing."""
        for name, label in labels.items():
            self.labels[name].say(draw.line(label))
        self.fields = tuple(replace(f, label=labels.get(f.name, f.label)) for f in self.fields)

    def rehint(self, name: str, hint: str) -> None:
        """Give a field another hint, where another choice makes it mean another thing."""
        self.fields = tuple(replace(f, hint=hint) if f.name == name else f for f in self.fields)
        self.check(name)

    def put_in_order(self, names: Sequence[str]) -> None:
        """Put the fields in the order of `names`, with any others before them as they stand."""
        places = {name: place for place, name in enumerate(names)}
        ordered = sorted(self.fields, key=lambda field: places.get(field.name, -1))
        if tuple(ordered) == self.fields:
            return
        self.fields = tuple(ordered)
        for before, field in pairwise(ordered):
            self.move_child(self._whole_row(field.name), after=self._whole_row(before.name))

    def _whole_row(self, name: str) -> Widget:
        """Return the whole row of a field, with its label."""
        above = self.controls[name].ancestors
        return next(cast(Widget, one) for one in above if one.parent is self)

    def error(self, name: str, sentence: str) -> None:
        """Show an error beside its field."""
        self.errors[name] = sentence
        self._show_whole(name, whole=self.controls[name].has_focus)
        self.notes[name].say(draw.words(f"! {sentence}", draw.WARNING))
        self.call_after_refresh(self.notes[name].scroll_visible, animate=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the whole note or error of the field that has the cursor now."""
        name = self._name_of(event.widget)
        if name:
            self.notes[name].add_class("-here")
            self.call_after_refresh(self._row(name).scroll_visible, animate=False)
        if name in self.errors:
            self._show_whole(name, whole=True)
            see = partial(self.notes[name].scroll_visible, animate=False)
            self.call_after_refresh(self.call_after_refresh, see)  # it has its place only then

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Cut the note or error of the field that was left to one line."""
        name = self._name_of(event.widget)
        if name in self.notes:
            self.notes[name].remove_class("-here")
            self._show_whole(name, whole=False)

    def _show_whole(self, name: str, *, whole: bool) -> None:
        """Show a whole error below its field, or as much of a note as stands beside it."""
        note = self.notes[name]
        note.set_class(whole, "-error")
        if isinstance(note.parent, Horizontal):
            note.parent.set_class(whole, "-wrong")

    def on_mount(self) -> None:
        """Show beside each filled field how its entry is understood."""
        for name, value in self.values.items():
            if value:
                self.check(name)

    async def renew(self, fields: Sequence[Field], values: Mapping[str, str]) -> None:
        """Change the fields or their choices, with these values. The cursor stays in its field."""
        focused = next((name for name, c in self.controls.items() if c.has_focus), "")
        async with self.batch():
            await self.remove_children()
            # All at once, because a draft may be kept at any time and needs each field's value.
            self.fields, self.begin = tuple(fields), values
            self.controls, self.notes, self.errors = {}, {}, {}
            await self.mount_all(compose(self))
        self.on_mount()
        self.focus_field(focused if focused in self.controls else self.fields[0].name)

    def check(self, name: str) -> None:
        """Show beside a field how its entry is understood, or the error in it."""
        field = next(field for field in self.fields if field.name == name)
        try:
            sentence = field.check(self.controls[field.name].value) if field.check else ""
        except BadInput as error:
            self.error(field.name, error.said)
        else:
            if field.check or field.until_filled or field.name in self.errors:
                gone = field.until_filled and self.controls[name].value
                self.note(field.name, sentence or ("" if gone else field.hint))

    def scroll_to_region(self, region: Region, **how: Any) -> Offset:  # noqa: ANN401 - as Textual
        """Scroll no further than needed, at once: centred, a field would hide its label."""
        return super().scroll_to_region(region, **{**how, "center": False, "animate": False})

    def offer_override(self) -> None:
        """Show the fields that override a refusal."""
        for field in self.fields:
            if field.refused:
                self._row(field.name).display = True

    def _row(self, name: str) -> Widget:
        """Return the row of a field, or its part below the label where the note is below it."""
        return cast(Widget, self.notes[name].parent)

    def named(self, said: str) -> str:
        """Return the name of the field with casework's name or label, or ''."""
        told = said.casefold()
        fitting = (f.name for f in self.fields if told in (f.name, f.label.casefold()))
        return next(fitting, "")

    def where_said(self, sentence: str) -> str:
        """Return the name of the field that shows this sentence as its error, or ''."""
        return next((name for name, said in self.errors.items() if said == sentence), "")

    def focus_field(self, name: str) -> None:
        """Go to a field, also where it has the cursor and is out of sight.

        Its label and its note come into sight with it.
        """
        self.controls[name].focus()
        self.call_after_refresh(self._row(name).scroll_visible, animate=False)

    def correct(self, name: str) -> None:
        """Go to a field that is to be corrected. What is typed then replaces a short line."""
        self.focus_field(name)
        control = self.controls[name]
        if isinstance(control, LineField):
            control.begin_anew()

    @on(Edited)
    def tell_change(self, event: Edited) -> None:
        """Post the same message for every kind of field."""
        event.stop()
        name = self._name_of(event.field)
        if name:
            if self.controls[name].value:
                self._row(name).display = True
            self.check(name)
            self.post_message(self.Changed(name))

    def _name_of(self, control: Widget) -> str:
        """Return the name of a control's field, or '' for a control from before `renew`."""
        return next((name for name, one in self.controls.items() if one is control), "")

    @on(NotTaken)
    def tell_not_taken(self, event: NotTaken) -> None:
        """Show beside the field that its paste wasn't taken."""
        event.stop()
        name = self._name_of(event.field)
        if name:
            self.error(name, event.sentence)

    @on(Entered)
    def tell_submit(self, event: Entered) -> None:
        """Post the same message for every kind of field."""
        event.stop()
        self.post_message(self.Submitted())


def _class_of(field: Field) -> str:
    """Return the style class that decides how a row shares its width."""
    if field.wide:
        return "wide"
    if field.lines > 1 or len(field.hint) > NOTE:
        return "tall"
    return "roomy" if field.choices and len(field.hint) <= SHORT else ""


def control_for(field: Field, value: str) -> Control:
    """Return the widget for a field, starting with a value."""
    if field.several:
        from dpo_console.tui.forms.larger_fields import SeveralField

        return SeveralField(field.choices, value, nothing=field.nothing)
    if field.choices:
        return ChoiceField(field.choices, value)
    if field.lines == 1:
        return LineField(
            value, placeholder=field.example and f"such as {field.example}", replace=True
        )
    from dpo_console.tui.forms.larger_fields import TextField

    area = TextField(value, replace=field.proposed and value == field.value)
    area.styles.height = field.lines
    return area
