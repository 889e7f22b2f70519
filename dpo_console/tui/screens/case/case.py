"""One case: its facts and explained clock, with its timeline beside or below them."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.containers import Horizontal

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import acts_as
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.cases.view.views import CaseView
from dpo_console.config import Role
from dpo_console.law.facts import facts_for
from dpo_console.tui import draw, routes
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.case import case_drawing as drawing
from dpo_console.tui.screens.case.case_commands import AtHand, CaseCommandScreen
from dpo_console.tui.screens.case.case_following import CaseFollower
from dpo_console.tui.screens.case.case_keys import ACTS_OF, CASE_COMMANDS, NEW, FirstOf
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.widgets import case_headline
from dpo_console.tui.widgets.panes import Pane, Words

COMMANDS = (
    Command("case.go_on", "enter", "next step", "Begin what the case says is next", "go_on", True,
            FirstOf(), "note"),
    # The key bar holds seven, and the step menu has this one.
    *(c._replace(show=c.show and c.id != "case.extend") for c in CASE_COMMANDS),
    NEW._replace(show=False),
    Command("case.read", "space", "read on", "Scroll the case", "read_on"),
    Command("case.refresh", "r", "read again", "Read the case again", "read_again"),
    *EVERYWHERE,
)  # fmt: skip


class CaseScreen(CaseCommandScreen[CaseView]):
    """A whole case. Leaving the screen returns the case as last seen."""

    commands = COMMANDS
    AUTO_FOCUS = "#case"

    def __init__(self, desk: Desk, case: CaseView, sentence: str = "") -> None:
        """Show `case`, as just read, with `sentence` on the last change to it."""
        super().__init__(desk, f"{case.reference}  {case.row.title}")
        self.case = case
        self.follower = CaseFollower(self)
        self.sentence = sentence
        self.reasons: Mapping[str, str] = why_not(desk, case)
        self.drawn = case.version

    def body(self) -> ComposeResult:
        """Compose the due date at the top, the facts at the left and the timeline at the right."""
        yield Words(self.headline, id="headline")
        yield Words(self.about, id="who")
        with Horizontal(id="papers"):
            with Pane(id="case"):
                yield Words(self.known, id="known")
                yield Words(self.history, id="history-below", classes="history")
            with Pane(id="beside"):
                yield Words(self.history, id="history-beside", classes="history")

    def on_mount(self) -> None:
        """Report the last change."""
        super().on_mount()
        self.say(self.sentence)

    def draw_case(self) -> None:
        """Draw the case as it is now, and the commands that can run on it."""
        self.reasons, self.drawn = why_not(self.desk, self.case), self.case.version
        self.query_one("#headline", Words).say(self.headline)
        self.query_one("#who", Words).say(self.about, fixed=True)
        self.query_one("#known", Words).say(self.known)
        for words in self.query(".history").results(Words):
            words.say(self.history)
        self.refresh_commands()

    @property
    def bare(self) -> bool:
        """True where the case is closed: the key bar has only what can still be done."""
        return self.case.row.closed_on is not None

    def never_here(self, command: Command) -> bool:
        """Return True for a ruling, or for facts, that this kind of case never has.

        A closed case has no next step.
        """
        if command.id == "case.go_on":
            return self.case.row.closed_on is not None
        if command.id == self.desk.acts.of("decide").command:
            return not self.case.ruled
        if command.id == self.desk.acts.of("close").command:
            return self.case.ruled  # the bar has room for the checklist and the ruling instead
        acts = self.desk.acts.steps
        facts = {step.fact for act, step in acts if act.id in ACTS_OF.get(command.id, ())} - {""}
        return bool(facts) and facts.isdisjoint(f.name for f in facts_for(self.case.row.kind))

    @property
    def headline(self) -> RenderableType:
        """The due date and the next action."""
        return case_headline.headline(self.case, self.desk.now)

    @property
    def about(self) -> RenderableType:
        """The requester, the subject and the request, on one line."""
        return drawing.about(self.case)

    @property
    def known(self) -> RenderableType:
        """The sections of the case."""
        return Group(*self.sections())

    @property
    def history(self) -> RenderableType:
        """The timeline."""
        return drawing.section("Timeline", drawing.timeline(self.case))

    def sections(self) -> Iterator[RenderableType]:
        """Yield the sections of the case, in the order in which an officer needs them."""
        case, say, today = self.case, self.console.in_console, self.desk.today
        if case.flags:
            yield drawing.section("See first", Group(*drawing.flag_lines(case, say)))
        yield from self.for_decision()
        reached = drawing.reached(case.clock, self.desk.now)
        yield drawing.section("How the date was reached", reached)
        if len(due := drawing.deadlines(case, today)) > 1:
            yield drawing.section("What is due", draw.table(due))
        yield drawing.section("Who and what", drawing.people(case))
        if case.links:
            yield drawing.section("Belongs with", drawing.links(case))
        if said := [row for row in case.particulars if row.value]:
            yield drawing.section("Case details", drawing.particulars(said))
        if case.gate and (case.ruled or not case.row.closed_on):
            gate = drawing.gate(case, say, short=True) if case.ruled else drawing.still_open(case)
            yield self.part(case.checklist_title, "case.checklist", gate)
        if case.released:
            yield drawing.section("After the release", drawing.released(case.released, today))
        if case.places:
            yield self.part("Search plan", "case.search", drawing.search(case, today))
        if case.schedule and case.schedule.items:
            yield self.part("Disclosure schedule", "case.schedule", drawing.schedule(case.schedule))
        yield drawing.section("Facts", drawing.facts(case.facts, case.row.kind))
        may_write = not self.why_not(("letter",))
        how = f" Press {self.key('case.letter')} to write one." if may_write else ""
        none = draw.line(f"None yet.{how}", draw.QUIET)
        letters = drawing.letters(case) if case.letters else none
        yield drawing.section("Letters", letters)
        if case.papers:
            yield drawing.section("Papers", drawing.papers(case))

    def for_decision(self) -> Iterator[RenderableType]:
        """Yield what an approver reads before the ruling that the case waits for."""
        if self.reasons.get("decide") or not acts_as(self.desk, Role.APPROVER):
            return
        read = routes.BEFORE_RULING(self.case)
        if read:
            decide = self.key(self.desk.acts.of("decide").command)
            checklist = self.key("case.checklist")
            keys = draw.line(f"{decide} decides; {checklist} shows each check with its evidence.")
            yield drawing.section("For you to decide", Group(read, keys))

    def part(self, title: str, command: str, drawn: RenderableType) -> RenderableType:
        """Draw a section under its title, with the key that opens all of it."""
        return drawing.section(f"{title} ({self.key(command)})", drawn)

    def why_not(self, acts: Sequence[str]) -> str:
        """Return '' where one of the acts may be done now, else the reason against the first."""
        reasons = [self.reasons.get(name, "") for name in acts]
        return reasons[0] if reasons and all(reasons) else ""

    def at_hand(self) -> AtHand:
        """Return this case, with the reasons against each act."""
        return AtHand(self.case, self.reasons)

    def case_changed(self, case: CaseView, sentence: str) -> None:
        """Show the case as it is now, and `sentence` about the change."""
        self.case = case
        self.draw_case()
        self.say(sentence)

    def read_again(self) -> None:
        """Read the case again, in the background."""
        self.follower.read_again()

    def draw_again(self) -> None:
        """Draw the case after a change elsewhere. What was said of it before is over."""
        changed = self.case.version != self.drawn
        self.draw_case()
        if changed:
            self.say("")

    def action_read_again(self) -> None:
        """Read the case again, because another person may have worked on it."""
        self.console.draw_whole()
        self.case_changed(case_view(self.desk, self.case.reference), "The case is up to date.")

    def action_back(self) -> None:
        """Go back, returning the case as it is now."""
        self.dismiss(self.case)

    def give_way(self) -> None:
        """Go back, and let the next case open in this one's place."""
        self.action_back()
