"""What an officer does to one case, by the same keys in the queue and on the case itself."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rich.console import RenderableType
from textual.screen import ScreenResultType

from dpo_console.casework.views import CaseView
from dpo_console.law.facts import fact_kind
from dpo_console.law.facts import words as fact_words
from dpo_console.text import parse_day
from dpo_console.tui import case_drawing, draw
from dpo_console.tui.command_screen import CommandScreen
from dpo_console.tui.commands import Command
from dpo_console.tui.form import Field
from dpo_console.tui.menu import Choice


def act(*names: str) -> Callable[["CaseCommandScreen[object]"], str]:
    """A reason against a command: none where one of casework's acts may be done now."""
    return lambda screen: screen.why_not(names)


CASE_COMMANDS = (
    Command("case.step", "m", "next step", "All that can be done now, what suits best first",
            "step", True, act()),
    Command("case.letter", "L", "letter", "Write a letter, or mark one as sent", "letter", True,
            act("letter")),
    Command("case.clarification", "c", "clarify", "Clarification asked for, or received",
            "clarification", True, act("clarification_requested", "clarification_received")),
    Command("case.identity", "i", "identity", "Proof of identity asked for, or received",
            "identity", False, act("id_requested", "id_received")),
    Command("case.extend", "e", "extend", "Record that an extension was notified", "extend", True,
            act("extension_notified")),
    Command("case.note", "n", "note", "Write a note on the case", "note", True, act("note")),
    Command("case.assign", "a", "assign", "Give the case to somebody", "assign", False,
            act("assign")),
    Command("case.approval", "A", "approval", "The approval checklist of a third-party request",
            "approval", False, act("assess", "decide", "release", "scope")),
    Command("case.close", "x", "close", "Close the case with its outcome", "close", True,
            act("close")),
    Command("case.reopen", "R", "reopen", "Open a closed case again, saying why", "reopen", False,
            act("reopen")),
    Command("case.correct", "f", "put right", "Put a recorded fact right; the old one is kept",
            "correct", False, act("correct")),
    Command("case.copy", "y", "copy", "Copy the reference to your own clipboard", "copy", False,
            act()),
)  # fmt: skip
"""The commands of a case. `f`: facts."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """The case that a command is about, and casework's reasons against each act on it."""

    case: CaseView
    reasons: Mapping[str, str]


class CaseCommandScreen(CommandScreen[ScreenResultType]):
    """A screen that has a case at hand: the one shown, or the one under the cursor."""

    @abstractmethod
    def why_not(self, acts: Sequence[str]) -> str:
        """'' where one of the acts may be done now (none named: where there is a case)."""

    @abstractmethod
    def at_hand(self) -> AtHand | None:
        """The case and what may be done to it; None where there is none, after saying so."""

    @abstractmethod
    def case_changed(self, case: CaseView, sentence: str) -> None:
        """Show the case as it is now, and what happened."""

    def first_act(self, *acts: str) -> tuple[CaseView, str] | None:
        """The case, and the first of the acts that may be done to it; says why where none may."""
        here = self.at_hand()
        if here is None:
            return None
        for name in acts:
            if not here.reasons.get(name, ""):
                return here.case, name
        self.say(here.reasons[acts[0]], bad=True)
        return None

    def action_step(self) -> None:
        """Offer the next steps; the one chosen begins."""
        here = self.at_hand()
        if here is None:
            return
        from dpo_console.casework.next_steps import next_steps
        from dpo_console.tui.screens.dialogs import Choose

        steps = next_steps(self.desk, here.case)
        choices = [Choice(s.action, s.title, why_not=s.reason) for s in steps]
        title = f"{here.case.reference}: what happens next?"
        self.console.push_screen(Choose(title, choices), partial(self._begin, here.case))

    def _begin(self, case: CaseView, name: str | None) -> None:
        """Begin an act of casework by its name."""
        if name is None:
            return
        if name in DIALOGS:
            self.attempt(getattr(self, f"action_{name}"))
        elif name in APPROVAL_ACTS:
            self.attempt(lambda: self._open_approval(case, name))
        else:
            self.attempt(lambda: self.record(case, name))

    def action_clarification(self) -> None:
        """Record that clarification was asked for, or has come."""
        self._record_first("clarification_received", "clarification_requested")

    def action_identity(self) -> None:
        """Record that proof of identity was asked for, or has come."""
        self._record_first("id_received", "id_requested")

    def action_extend(self) -> None:
        """Record that the requester was told of an extension."""
        self._record_first("extension_notified")

    def _record_first(self, *names: str) -> None:
        found = self.first_act(*names)
        if found:
            self.record(*found)

    def record(self, case: CaseView, name: str) -> None:
        """Ask for the day and the words of a fact, and record it."""
        words = fact_words(name)
        fields = [
            self.day_field("on", "On", ahead=fact_kind(name).ahead),
            Field("note", "Note", lines=2, hint=NOTE_HINTS.get(name, "kept in the timeline")),
        ]

        def save(given: Mapping[str, str], version: int) -> CaseView:
            from dpo_console.casework.facts import record_fact

            on, note = parse_day(given["on"], self.desk.today, "on"), given["note"]
            return record_fact(self.desk, case.reference, name, on, note=note, version=version)

        self.ask(case, f"{words}: {case.reference}", fields, save, words, self.about(case, name))

    def about(self, case: CaseView, name: str) -> RenderableType:
        """What recording a fact would do to the clock, before it is done."""
        what = WHAT_IFS.get(name)
        if what is None:
            return case_drawing.headline(case, self.desk.now)
        from dpo_console.casework.clocks import what_if

        sentence, clock = what_if(self.desk, case, what)
        pieces = [case_drawing.headline(case, self.desk.now), draw.words(sentence)]
        if name == "extension_notified" and clock.extension_notice_by:
            last = draw.day(clock.extension_notice_by)
            pieces.append(draw.words(f"The requester must be told by {last}.", draw.STRONG))
        return draw.lines(pieces)

    def day_field(self, name: str, label: str, *, ahead: bool = False) -> Field:
        """A field for a day; the day understood stands beside it while it is typed."""

        def check(typed: str) -> str:
            return draw.day(parse_day(typed, self.desk.today, label))

        return Field(name, label, "" if ahead else "today", check=check)

    def ask(
        self,
        case: CaseView,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Mapping[str, str], int], CaseView],
        done: str,
        about: RenderableType = "",
    ) -> None:
        """Ask for a few fields; once saved, show the case as it is now and what that did."""
        from dpo_console.tui.screens.dialogs import Ask

        def latest() -> int:
            from dpo_console.casework.cases import case_view

            return case_view(self.desk, case.reference).version

        dialog = Ask(title, fields, save, about=about, version=case.version, latest=latest)
        self.console.push_screen(dialog, partial(self._saved, case, done))

    def _saved(self, before: CaseView, done: str, after: CaseView | None) -> None:
        if after is not None:
            self.case_changed(after, what_changed(before, after, done))

    def action_note(self) -> None:
        """Write a note."""
        found = self.first_act("note")
        if not found:
            return
        case, _ = found

        def save(given: Mapping[str, str], _version: int) -> CaseView:
            from dpo_console.casework.notes import add_note

            return add_note(self.desk, case.reference, given["text"])

        fields = [Field("text", "Note", lines=4, hint="ctrl+j begins a new line")]
        self.ask(case, f"Note on {case.reference}", fields, save, "Note added")

    def action_assign(self) -> None:
        """Choose who works on the case."""
        found = self.first_act("assign")
        if not found:
            return
        case, _ = found
        from dpo_console.tui.screens.dialogs import Choose

        me = self.desk.person
        choices = [Choice("me", f"Me, {me.name or me.slug}", key="m")]
        choices += [Choice(p.slug, p.name, p.role) for p in self.desk.people if p != me]
        choices.append(Choice("", "Nobody", key="0"))

        def chosen(who: str | None) -> None:
            if who is not None:
                self.save(partial(assign, who), partial(self._saved, case, "Assigned"))

        def assign(who: str) -> CaseView:
            from dpo_console.casework import notes

            return notes.assign(self.desk, case.reference, who, version=case.version)

        self.console.push_screen(Choose(f"Who works on {case.reference}?", choices), chosen)

    def action_close(self) -> None:
        """Close the case with its outcome."""
        found = self.first_act("close")
        if not found:
            return
        case, _ = found

        def save(given: Mapping[str, str], _version: int) -> CaseView:
            from dpo_console.casework.closing import close

            on = parse_day(given["on"], self.desk.today, "on")
            return close(self.desk, case.reference, given["outcome"], on)

        fields = [
            Field("outcome", "Outcome", choices=case.outcomes, hint="left and right choose"),
            self.day_field("on", "On"),
        ]
        about = draw.words(
            f"{case.row.title} of {case.row.requester}. It leaves the open views; where no answer "
            "was recorded, it counts as answered on this day. It can be opened again."
        )
        self.ask(case, f"Close {case.reference}?", fields, save, "Closed", about)

    def action_reopen(self) -> None:
        """Open a closed case again."""
        found = self.first_act("reopen")
        if not found:
            return
        case, _ = found

        def save(given: Mapping[str, str], _version: int) -> CaseView:
            from dpo_console.casework.closing import reopen

            return reopen(self.desk, case.reference, given["why"])

        fields = [Field("why", "Why", lines=2)]
        self.ask(case, f"Reopen {case.reference}?", fields, save, "Reopened")

    def action_correct(self) -> None:
        """Choose a fact to put right."""
        found = self.first_act("correct")
        if not found:
            return
        case, _ = found
        from dpo_console.tui.screens.dialogs import Choose

        standing = [f for f in case.facts if f.superseded_by is None]
        choices = [Choice(str(f.id), fact_words(f.name), draw.day(f.on)) for f in standing]

        def chosen(fact: str | None) -> None:
            if fact is not None:
                self._put_right(case, int(fact))

        self.console.push_screen(Choose("Which fact is wrong?", choices), chosen)

    def _put_right(self, case: CaseView, number: int) -> None:
        fact = next(f for f in case.facts if f.id == number)
        kinds = (("day", "It was another day"), ("never", "It never happened"))

        def save(given: Mapping[str, str], _version: int) -> CaseView:
            from dpo_console.casework.facts import correct_fact

            on = given["on"]
            day = parse_day(on, self.desk.today, "on") if given["wrong"] == "day" else None
            return correct_fact(self.desk, case.reference, number, on=day, why=given["why"])

        fields = [
            Field("wrong", "What is wrong", "day", choices=kinds),
            Field("on", "The right day", check=self._read_day, example=fact.on.isoformat()),
            Field("why", "Why", lines=2, hint="stands in the history"),
        ]
        words = fact_words(fact.name)
        title = f"{words}, {draw.day(fact.on)}: put it right"
        self.ask(case, title, fields, save, f"{words}: put right")

    def _read_day(self, typed: str) -> str:
        return draw.day(parse_day(typed, self.desk.today, "day")) if typed else ""

    def action_letter(self) -> None:
        """Choose a letter to write."""
        found = self.first_act("letter")
        if found:
            from dpo_console.tui.screens.letter import LetterScreen

            screen = LetterScreen(self.desk, found[0])
            self.console.push_screen(screen, partial(self._came_back, found[0]))

    def action_approval(self) -> None:
        """Open the approval checklist."""
        found = self.first_act("assess", "decide", "scope", "release")
        if found:
            self._open_approval(found[0])

    def _open_approval(self, case: CaseView, begin: str = "") -> None:
        from dpo_console.tui.screens.approval import ApprovalScreen

        screen = ApprovalScreen(self.desk, case, begin)
        self.console.push_screen(screen, partial(self._came_back, case))

    def _came_back(self, before: CaseView, after: CaseView | None) -> None:
        if after is not None and after.version != before.version:
            self.case_changed(after, what_changed(before, after))

    def action_copy(self) -> None:
        """Copy the reference, and show it: nobody can tell whether the terminal took it."""
        here = self.at_hand()
        if here:
            self.console.copy(here.case.reference)
            self.say(
                f"Copied {here.case.reference}. If nothing pastes, select it with Shift and drag."
            )


DIALOGS = ("note", "assign", "correct", "close", "reopen", "letter")
APPROVAL_ACTS = ("scope", "assess", "decide", "release", "release_urgently")

NOTE_HINTS = {
    "extension_notified": "why: complex, or how many requests",
    "clarification_requested": "what was asked",
    "id_requested": "why there was a reasonable doubt",
    "not_reportable": "why it need not be reported",
}

WHAT_IFS = {
    "extension_notified": "extended",
    "clarification_requested": "clarified",
}
"""Facts whose effect on the clock is shown before they are recorded."""


def what_changed(before: CaseView, after: CaseView, done: str = "") -> str:
    """What was done, and what that did to the date."""
    was, now = case_drawing.due_words(before), case_drawing.due_words(after)
    moved = "" if was == now else f"It was {was}; now {now}."
    return " ".join(part for part in (f"{done}." if done else "", moved) if part)
