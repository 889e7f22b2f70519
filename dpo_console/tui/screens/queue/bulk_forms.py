"""Acts on many cases by one form: its fields, and the act on each case.

Each act takes the case as it was shown. A case changed meanwhile is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dpo_console.cases.bulk import LetterForMany, Marked, outcomes_for_all, refusing
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import ROLES, others_who_may_own
from dpo_console.cases.view.contradicted import unless_words
from dpo_console.casework import closing, notes
from dpo_console.casework import facts as recording
from dpo_console.casework.letters import letter_writing, letters_sent
from dpo_console.errors import BadInput
from dpo_console.law.facts import fact_kind
from dpo_console.law.facts import words as fact_words
from dpo_console.text import clean, counted, required
from dpo_console.tui import draw, routes
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import day_field, note_hint
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.dialogs import Confirm
from dpo_console.tui.screens.letters.letter_forms import METHODS
from dpo_console.tui.widgets.panes import Pane, Words
from dpo_console.tui.widgets.queue.columns import date_words, who_words
from dpo_console.typed_days import parse_day

Lines = Sequence[tuple[str, str]]
"""Lines, each with a reference and the words beside it."""

SEEN, LEFT_OUT = 5, 3
"""The most lines of the cases, and of those left out, in sight in a dialog. The rest scroll."""

SCROLL: list[BindingType] = [
    Binding("pagedown", "scroll_cases(1)", "More cases", show=False, priority=True),
    Binding("pageup", "scroll_cases(-1)", "Cases before", show=False, priority=True),
]

Given = Mapping[str, str]

NOBODY = "nobody"


class CaseLines(Pane, can_focus=False):
    """Cases with a few words each, of which a few lines are in sight."""

    DEFAULT_CSS = """
    #dialog CaseLines { height: auto; }
    CaseLines.-cut Words { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, lines: Lines, in_sight: int, *, cut: bool = False) -> None:
        """Show `lines` in their order, at most `in_sight` at once. `cut` keeps each on one line."""
        super().__init__(classes="-cut" if cut else None)
        self.lines = lines
        self.styles.max_height = in_sight

    def compose(self) -> ComposeResult:
        """Compose a line for each case."""
        yield Words(draw.lines(case_line(*line) for line in self.lines))

    def turn(self, pages: int) -> None:
        """Show the next cases, or those before."""
        move = self.scroll_page_down if pages > 0 else self.scroll_page_up
        move(animate=False)


def case_line(reference: str, words: str) -> Text:
    """Draw `SAR-2026-0042  Jane Doe re Tom Doe`. A sentence that names the case stands alone."""
    if words.startswith(reference):
        return draw.line(words)
    return draw.join([draw.line(f"{reference.ljust(13)}  ", draw.STRONG), draw.line(words)])


def listed(lines: Lines, words: str = "", left_out: Lines = ()) -> ComposeResult:
    """Compose the cases, the act on them, and the cases left out with the reasons."""
    yield CaseLines(lines, SEEN, cut=True)
    if len(lines) > SEEN:
        yield Words(draw.line(f"and {len(lines) - SEEN} more: page down", draw.QUIET))
    if words:
        yield Words(draw.words(words))
    if left_out:
        yield Words(draw.line(f"! {counted(len(left_out), 'case')} left out:", draw.WARNING))
        yield CaseLines(left_out, LEFT_OUT)


class AskForMany(Ask[Mapping[str, str]]):
    """A form whose answers hold for many cases. Returns the entries.

    Where there is no field to fill in, Enter still goes ahead.
    """

    keys = "enter do it   tab next field   esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        *SCROLL,
        Binding("enter", "submit", "Do it", show=False),
    ]

    def __init__(
        self,
        title: str,
        lines: Lines,
        fields: Sequence[Field],
        check: Callable[[Mapping[str, str]], object],
        words: str = "",
        left_out: Lines = (),
    ) -> None:
        """Ask for `fields` over the cases in `lines`.

        `check` raises BadInput where an answer would be refused for every case. `words` tell the
        effect. `left_out` holds the cases that don't allow the act, with the reason.
        """

        def checked(given: Mapping[str, str], _version: int) -> Mapping[str, str]:
            check(given)
            return dict(given)

        super().__init__(title, fields, checked)
        self.lines, self.words, self.left_out = lines, words, left_out

    def above(self) -> ComposeResult:
        """Compose the cases."""
        yield from listed(self.lines, self.words, self.left_out)

    def action_submit(self) -> None:
        """Submit on Enter, where no field takes the key."""
        self.submit()

    def action_scroll_cases(self, pages: int) -> None:
        """Show the other cases."""
        for pane in self.query(CaseLines):
            pane.turn(pages)


class ConfirmMany(Confirm):
    """A question before an act on many cases."""

    BINDINGS: ClassVar[list[BindingType]] = SCROLL

    def __init__(self, title: str, lines: Lines, words: str, left_out: Lines = ()) -> None:
        """Ask `title`. `lines` hold each case with its change."""
        super().__init__(title, words)
        self.lines, self.left_out = lines, left_out

    def body(self) -> ComposeResult:
        """Compose the cases, and the effect of the act."""
        yield from listed(self.lines, self.consequence, self.left_out)

    def action_scroll_cases(self, pages: int) -> None:
        """Show the other cases."""
        for pane in self.query(CaseLines):
            pane.turn(pages)


@dataclass(frozen=True, slots=True)
class ForMany:
    """One form for many cases.

    `title` is the question, with {} for the number of cases. `does` tells the effect, and `done`
    names the act afterwards. `check` raises BadInput for entries that no case could take, and `do`
    acts on one case. `why_not` holds the cases that don't allow the act, with the reason.
    """

    title: str
    does: str
    done: str
    fields: tuple[Field, ...]
    check: Callable[[Given], object]
    do: Callable[[Marked, Given], object]
    why_not: Mapping[str, str]

    def ask(self, marked: Sequence[Marked], number: str) -> AskForMany:
        """Return the dialog. `number` is such as `12 cases`."""
        left_out = tuple(self.why_not.items())
        lines = [case_words(one) for one in marked if one.reference not in self.why_not]
        title = self.title.replace("{}", number)
        return AskForMany(title, lines, self.fields, self.check, self.does, left_out)


def case_words(one: Marked) -> tuple[str, str]:
    """Return a case's reference, then its day and people."""
    row = one.case.row
    return one.reference, f"{date_words(row):6}  {who_words(row)}"


def form_for(desk: Desk, act: str, marked: Sequence[Marked]) -> ForMany:
    """Return the form of an act by its name. Raises BadInput where the cases share no outcome."""
    return routes.form_on_many_at(desk.acts.of(act).many)(desk, marked)


def note(desk: Desk, marked: Sequence[Marked]) -> ForMany:
    """Return a form for one note on every timeline."""

    def do(one: Marked, given: Given) -> object:
        return notes.add_note(desk, one.reference, given["text"])

    return ForMany(
        title="Note on {}",
        does="",
        done="Note added",
        fields=(Field("text", "Note", lines=3, hint="ctrl+j starts a new line"),),
        check=lambda given: required(clean(given["text"], "note"), "note"),
        do=do,
        why_not=refusing(marked, "note"),
    )


def assign(desk: Desk, marked: Sequence[Marked]) -> ForMany:
    """Return a form for one owner of all the cases."""
    me = desk.person
    each = (others_who_may_own(desk, one.case.row.school, one.case.readers) for one in marked)
    anyone = dict.fromkeys(person for some in each for person in some)
    people = [(p.slug, f"{p.name}, {ROLES[p.role].beside}") for p in anyone]
    choices = (("me", f"me, {me.name}"), *people, (NOBODY, "nobody"))

    def do(one: Marked, given: Given) -> object:
        who = "" if given["who"] == NOBODY else given["who"]
        return notes.assign(desk, one.reference, who, version=one.case.version)

    return ForMany(
        title="Who works on {}?",
        does="",
        done="Assigned",
        fields=(Field("who", "To", choices=choices, hint="left/right arrows choose"),),
        check=lambda given: required(given["who"], "to"),
        do=do,
        why_not=refusing(marked, "assign"),
    )


def close(desk: Desk, marked: Sequence[Marked]) -> ForMany:
    """Return a form for an outcome that the cases share, and the day."""
    against = refusing(marked, "close")
    outcomes = outcomes_for_all([one for one in marked if one.reference not in against])
    if not outcomes:
        raise BadInput("These cases share no outcome. Close cases of one kind together.")

    def check(given: Given) -> None:
        required(given["outcome"], "outcome")
        _past_day(desk, given["on"], "Closed")
        clean(given["note"], "note")

    def do(one: Marked, given: Given) -> object:
        on = parse_day(given["on"], desk.today, "on")
        outcome, words, version = given["outcome"], given["note"], one.case.version
        return closing.close(desk, one.reference, outcome, on, note=words, version=version)

    return ForMany(
        title="Close {}?",
        does="A case with no answer recorded will count as answered on the day below"
        f"{unless_words(dict(outcomes))}. A case that isn't ready stays open, and you see why.",
        done="Closed",
        fields=(
            Field("outcome", "Outcome", choices=outcomes, hint="left/right arrows choose"),
            day_field(desk, "on", "On"),
            Field("note", "Note", hint="the same for each case"),
        ),
        check=check,
        do=do,
        why_not=against,
    )


def _past_day(desk: Desk, typed: str, words: str) -> None:
    if parse_day(typed, desk.today, "on") > desk.today:
        raise BadInput(f"{words} on a day in the future.")


def fact(desk: Desk, marked: Sequence[Marked], name: str) -> ForMany:
    """Return a form for the day and the words of a fact, the same for each case."""
    words, ahead = fact_words(name), fact_kind(name).ahead
    hint = note_hint(name, (one.case.row.kind for one in marked))

    def day_of(given: Given) -> date:
        return parse_day(given["on"], desk.today, "on", ahead=ahead)

    def check(given: Given) -> None:
        recording.check_day(desk, fact_kind(name), day_of(given))
        clean(given["note"], "note")

    def do(one: Marked, given: Given) -> object:
        on, version = day_of(given), one.case.version
        return recording.record_fact(
            desk, one.reference, name, on, note=given["note"], version=version
        )

    return ForMany(
        title=f"{words}: {{}}",
        does="Each date is worked out again.",
        done=words,
        fields=(
            day_field(desk, "on", "On", "" if ahead else "today", ahead=ahead),
            Field("note", "Note", lines=2, hint=hint or "kept in each timeline"),
        ),
        check=check,
        do=do,
        why_not=refusing(marked, name),
    )


def letter(desk: Desk, found: LetterForMany) -> ForMany:
    """Return a form for the parts that only the officer can say, the same in each letter."""

    def do(one: Marked, given: Given) -> object:
        return letter_writing.write_letter(desk, one.reference, found.name, given)

    return ForMany(
        title=f"{found.title}: {{}}",
        does="Writes a Word file for each. Leave a field empty to use what each case says. If "
        "anything is then missing, that file isn't written, and you see why.",
        done=f"{found.title} written",
        fields=tuple(Field(name, label, lines=2, wide=True) for name, label in found.asks),
        check=lambda given: [clean(value, name) for name, value in given.items()],
        do=do,
        why_not=found.why_not,
    )


def sent(desk: Desk, found: LetterForMany, marked: Sequence[Marked]) -> ForMany:
    """Return a form that marks the letters as sent, all on one day and in one way."""

    def do(one: Marked, given: Given) -> object:
        on = parse_day(given["on"], desk.today, "on")
        return letters_sent.mark_sent(desk, one.reference, found.name, on, given["method"])

    others = (one.reference for one in marked if one.reference not in found.sendable)
    return ForMany(
        title=f"{found.title} sent: {{}}",
        does="Recorded as sent to each requester. A letter that went out can't be called back.",
        done=f"{found.title} sent",
        fields=(
            day_field(desk, "on", "Sent on"),
            Field("method", "By", "email", choices=METHODS, hint="left/right arrows choose"),
        ),
        check=lambda given: _past_day(desk, given["on"], "Sent"),
        do=do,
        why_not=dict.fromkeys(others, "No such letter waits to be sent."),
    )
