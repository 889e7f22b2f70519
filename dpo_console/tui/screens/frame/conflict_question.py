"""A question after others changed a case that has an open form: which entries stand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from dpo_console.cases.view.changed_by_others import ChangeMade
from dpo_console.tui import draw
from dpo_console.tui.forms.conflict import Differing
from dpo_console.tui.screens.frame.dialogs import Dialog
from dpo_console.tui.widgets.menu import KeyList
from dpo_console.tui.widgets.panes import Words

TOLD = 4
"""The most changes listed, which are the last ones."""

LONGEST = 480
"""The most cells shown of a value. Typed entries stand whole in the form."""


class Meanwhile(Dialog[Mapping[str, str]]):
    """A list of others' changes, with a choice of entry for each field that both changed.

    Closes with those of their values to be taken, by field. None means back to the form. No choice
    is made beforehand, and Enter saves nothing, because keys may have been typed ahead.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "keep(True)", "Yours", show=False),
        Binding("right", "keep(False)", "Theirs", show=False),
        Binding("y", "save", "Save", show=False),
        Binding("n", "back", "Back", show=False),
    ]

    answers = (
        ("left", "Keep your words in the field under the cursor."),
        ("right", "Keep theirs there."),
        ("y", "Save like this."),
        ("esc", "Back to the form; nothing is saved, and what you typed stays."),
    )

    def __init__(
        self,
        reference: str,
        done: Sequence[ChangeMade],
        differing: Sequence[Differing],
        lost: Sequence[tuple[str, str]],
        now: datetime,
    ) -> None:
        """Show `done`, the others' changes, oldest first.

        `lost` holds the label and words of typed entries that no longer have a field.
        """
        super().__init__(f"{reference} was changed while you typed. Nothing of yours is saved yet.")
        self.done = tuple(done)
        self.differing = tuple(differing)
        self.lost = tuple(lost)
        self.now = now
        self.yours: dict[str, bool] = {}
        self.keys = (
            "left yours   right theirs   j k move   y save   esc back to form"
            if differing
            else "y save it all the same   n or esc back to the form"
        )

    def body(self) -> ComposeResult:
        """Compose the changes, then each differing field with both entries."""
        yield Words(draw.lines([*self._told(), *self._gone()]), classes="about")
        if self.differing:
            yield Sides(self.differing)

    def _told(self) -> list[Text]:
        more = len(self.done) - TOLD
        lines = [draw.line(f"and {more} more before that", draw.QUIET)] if more > 0 else []
        return lines + [draw.line(one.words(self.now), draw.STRONG) for one in self.done[-TOLD:]]

    def _gone(self) -> list[Text]:
        return [
            draw.words(f"! There is no longer a place for {label}: {words}", draw.WARNING)
            for label, words in self.lost
        ]

    def action_keep(self, yours: bool) -> None:
        """Keep the officer's words in the field under the cursor, or take the others'."""
        if not self.differing:
            return
        sides = self.query_one(Sides)
        at = sides.highlighted or 0
        self.yours[self.differing[at].name] = yours
        self.refuse("")
        sides.choose(at, yours)
        if at + 1 < len(self.differing):
            sides.action_cursor_down()

    def action_save(self) -> None:
        """Save the choices, once each field is decided."""
        open_ones = [one.label for one in self.differing if one.name not in self.yours]
        if open_ones:
            self.refuse(f"Left keeps yours, right takes theirs: {', '.join(open_ones)}.")
            return
        self.dismiss({one.name: one.value for one in self.differing if not self.yours[one.name]})

    @on(OptionList.OptionSelected)
    def entered(self) -> None:
        """Decide nothing on Enter. Name the keys that do."""
        self.refuse("Left keeps yours, right takes theirs; y saves.")


class Sides(KeyList):
    """The differing fields, three lines each: the label, yours, theirs."""

    DEFAULT_CSS = "Sides { text-wrap: wrap; max-height: 40vh; }"

    def __init__(self, differing: Sequence[Differing]) -> None:
        super().__init__()
        self.differing = tuple(differing)
        self.add_options([side_words(one, None) for one in differing])
        self.highlighted = 0

    def choose(self, at: int, yours: bool) -> None:
        """Mark the entry that stands."""
        self.replace_option_prompt_at_index(at, side_words(self.differing[at], yours))


def side_words(one: Differing, yours: bool | None) -> Text:
    """Draw a field with both entries and a mark on the chosen one, if any."""
    who = f" ({one.who})" if one.who else ""
    sides = (("yours ", one.yours, yours is True), ("theirs", one.theirs + who, yours is False))
    return draw.lines(
        [
            draw.line(one.label, draw.STRONG),
            *(
                draw.line(
                    f"{'›' if chosen else ' '} {whose} {draw.fit(words, LONGEST).rstrip()}",
                    draw.STRONG if chosen else draw.PLAIN,
                )
                for whose, words, chosen in sides
            ),
        ]
    )
