"""The files that go with an answer: what their checks found, who looked, what is left out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import check_line
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.papers import AnswerFile, State, answer_files, in_words
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import bundle
from dpo_console.casework.office import own_files
from dpo_console.lazy_import import later
from dpo_console.text import counted, required_words
from dpo_console.tui import draw
from dpo_console.tui.background import Done
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows, from_own_machine
from dpo_console.tui.screens.case.part_screen import PartScreen
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.dialogs import Choose
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.widgets.menu import ListWithPane
from dpo_console.tui.widgets.panes import Words

if TYPE_CHECKING:
    from dpo_console.cases import bundle as reading
else:
    reading = later("dpo_console.cases.bundle")

FILE = Field("file", "File", example="~/reply.pdf", wide=True)

AGAIN = Field("file", "The same file", example="~/reply.pdf", wide=True)
"""The field for a file that the case keeps no copy of, and that is therefore read again."""

NAMES = Field("names", "Look for", hint="other names, with commas")

NONE = "No file goes with this answer yet."

ELSEWHERE = "file"

TOLD_EVERY = 20
"""Pages between two reports of a long check, each of which is sent down the line."""

Against = Callable[["AnswerScreen"], str]

NOTHING_FOUND = "Nothing hidden was found, and no name that the records know. Read it all the same."


class ToCheck(NamedTuple):
    """What a form asked to check. `looked`: who looked at what can't be read, and saw what."""

    files: "tuple[reading.FileToCheck, ...]"
    names: tuple[str, ...] = ()
    looked: str = ""


def which(desk: Desk, case: CaseView, kept: "reading.FileToCheck | None" = None) -> Ask[ToCheck]:
    """Return a form for a file to check, or for the names to look for in a `kept` paper."""

    def given_files(given: Mapping[str, str], _version: int) -> ToCheck:
        names = tuple(name for part in given["names"].split(",") if (name := part.strip()))
        return ToCheck((kept or _own(desk, given["file"]),), names)

    title = f"{case.reference}: check {kept.name if kept else 'a file'}"
    line = check_line(desk, case.reference)
    about: RenderableType = "" if kept else from_own_machine(desk, line)
    fields = [NAMES] if kept else [FILE, NAMES]
    return Ask(title, fields, given_files, about=about, reference=case.reference, act="check_files")


def sign_for(
    desk: Desk, case: CaseView, one: AnswerFile, places: str, kept: "reading.FileToCheck | None"
) -> Ask[ToCheck]:
    """Return a form for who looked at what can't be read in a file. `places` says where it is."""

    def signed(given: Mapping[str, str], _version: int) -> ToCheck:
        looked = required_words(given["looked"], "looked")
        file = kept or _own(desk, given["file"])
        return ToCheck((replace(file, name=one.name),), (), looked)

    line = f"{check_line(desk, case.reference)} --looked TEXT"
    about = Group(
        draw.words(f"No program here can read {places}."),
        draw.words("Look at each page. Your name stands in the history beside your words."),
        *([] if kept else [from_own_machine(desk, line)]),
    )
    looked = Field("looked", "You saw", lines=2, hint="who looked, at which pages, and saw what")
    title = f"{case.reference}: sign for {one.name}"
    fields = [looked] if kept else [AGAIN, looked]
    return Ask(title, fields, signed, about=about, reference=case.reference, act="check_files")


@follows
def leave_out(desk: Desk, case: CaseView, name: str) -> Opened:
    """Open a form for the reason to leave a file out of the answer."""

    def save(given: Mapping[str, str], version: int) -> str:
        return bundle.drop_file(desk, case.reference, name, why=given["why"], version=version)

    fields = [Field("why", "Why", lines=2, hint="a paper stays with the case")]
    title = f"{case.reference}: leave {name} out of the answer?"
    return ask(desk, case, title, fields, save, act="check_files"), f"{name} is left out"


@follows
def on_paper(desk: Desk, case: CaseView) -> Opened:
    """Open a form for who printed an answer and checked it by hand."""

    def save(given: Mapping[str, str], version: int) -> str:
        return bundle.check_by_hand(desk, case.reference, given["said"], version=version)

    waiting = [one.name for one in answer_files(file_meant(desk, case.reference)) if not one.may_go]
    about = draw.words(
        f"This is for {counted(len(waiting), 'file')}: {', '.join(waiting)}. They may then go on "
        "paper."
    )
    fields = [Field("said", "Who, and how", lines=2, hint="who printed it, read it, and saw what")]
    title = f"{case.reference}: printed and checked by hand"
    form = ask(desk, case, title, fields, save, about, act="check_files")
    return form, "Printed and checked by hand"


def _own(desk: Desk, typed: str) -> "reading.FileToCheck":
    data = own_files.read_own_file(desk, typed, desk.settings.papers.largest)
    return reading.FileToCheck(Path(typed).name, data)


def may(wanted: Against = lambda _screen: "") -> Against:
    """Return a check that gives casework's reason, or the one of `wanted`."""
    return lambda screen: screen.reasons.get("check_files", "") or wanted(screen)


def no_file(screen: "AnswerScreen") -> str:
    """Return a reason where no file is under the cursor."""
    return "" if screen.row else NONE


def not_kept(screen: "AnswerScreen") -> str:
    """Return a reason against checking a file again that the case doesn't keep."""
    if screen.row and screen.row.sha256 not in {paper.sha256 for paper in screen.case.papers}:
        return f"The case doesn't keep it. {screen.key('files.check')} checks it from where it is."
    return no_file(screen)


def nothing_unread(screen: "AnswerScreen") -> str:
    """Return a reason against signing for a file that was read whole, or wasn't checked."""
    if screen.row and screen.row.state is State.UNREAD:
        return ""
    if screen.row and screen.row.state is State.FOUND:
        return "Correct what was found first, and check the file again. Then sign for the rest."
    return no_file(screen) or "Every page was read here, so nothing needs a signature."


def nothing_waits(screen: "AnswerScreen") -> str:
    """Return a reason against checks on paper, where every file may go as it is."""
    waits = any(not one.may_go for one in screen.files)
    return "" if waits or not screen.files else "Every file passed its check."


COMMANDS = (
    Command("files.check", "plus", "add",
            "Add a file to the answer, and check it for hidden data", "check", True, may()),
    Command("files.again", "1", "check again", "Check the file again, as the case keeps it",
            "again", True, may(not_kept)),
    Command("files.sign", "2", "looked at",
            "Sign that you looked at pages which no program here reads", "sign", True,
            may(nothing_unread)),
    Command("files.by_hand", "3", "checked on paper",
            "Record that they were printed and checked by hand", "by_hand", True,
            may(lambda screen: no_file(screen) or nothing_waits(screen))),
    Command("files.drop", "minus", "leave out", "Leave the file out of the answer, saying why",
            "drop", True, may(no_file)),
    Command("files.read", "space", "read on", "Scroll what was found", "read_on"),
    *EVERYWHERE,
)  # fmt: skip


class AnswerScreen(PartScreen):
    """The files of an answer, and what was found in the one under the cursor.

    Leaving the screen returns the case as it is then.
    """

    commands = COMMANDS
    AUTO_FOCUS = "KeyList"

    def __init__(self, desk: Desk, case: CaseView) -> None:
        super().__init__(desk, case, "Files of the answer")
        self.checked: dict[str, reading.CheckedFile] = {}
        self.looked_for: tuple[str, ...] = ()
        self.shown = ListWithPane[AnswerFile](file_line, self.words)
        self._take_in()

    def _take_in(self) -> None:
        file = file_meant(self.desk, self.case.reference)
        self.files, self.told = answer_files(file), in_words(file)
        self.reasons = why_not(self.desk, self.case)

    def body(self) -> ComposeResult:
        """Compose the sentence at the top, the files, and the one under the cursor."""
        yield Words(id="standing")
        yield self.shown

    def on_mount(self) -> None:
        """Show the files."""
        super().on_mount()
        self.draw_files()

    def draw_files(self) -> None:
        """Show the files as they are now."""
        waiting = sum(not one.may_go for one in self.files)
        state = f"{waiting} can't go yet." if waiting else "All may go."
        none = f"{NONE} {self.key('files.check')} adds one, and checks it for hidden data."
        said = f"{self.told}. {state}" if self.files else none
        self.query_one("#standing", Words).say(draw.words(said))
        self.shown.show(self.files)

    @on(OptionList.OptionHighlighted)
    def allow(self) -> None:
        """Tell which commands can be given now."""
        self.refresh_commands()

    @property
    def bare(self) -> bool:
        """True where no file is listed."""
        return self.row is None

    @property
    def row(self) -> AnswerFile | None:
        """The file under the cursor."""
        return self.shown.row

    def words(self, one: AnswerFile | None) -> RenderableType:
        """Draw a file with what this screen's check of it found."""
        return file_words(one, self.checked.get(one.sha256) if one else None, self.key)

    def action_check(self) -> None:
        """Ask for a file to check, or for one of the papers that don't go with the answer."""
        going = {one.sha256 for one in self.files}
        papers = {str(p.number): p for p in self.case.papers if p.sha256 not in going}
        if not papers:
            self._ask(which(self.desk, self.case))
            return

        def chosen(choice: str) -> None:
            kept = self._kept(papers[choice].sha256) if choice in papers else None
            self._ask(which(self.desk, self.case, kept))

        choices = [Choice(n, f"Paper {n}: {paper.name}") for n, paper in papers.items()]
        choices.append(Choice(ELSEWHERE, "A file elsewhere"))
        title = "Add which file? It is checked, and goes with the answer."
        self.ask(Choose(title, choices), chosen)

    def _kept(self, sha256: str) -> "reading.FileToCheck | None":
        return bundle.kept_file(self.desk, self.case.reference, self.case.papers, sha256)

    def action_again(self) -> None:
        """Check the file under the cursor again."""
        kept = self._kept(self.row.sha256) if self.row else None
        if kept:
            self._ask(which(self.desk, self.case, kept))

    def action_sign(self) -> None:
        """Ask who looked at what can't be read in the file."""
        one = self.row
        if one is None:
            return
        seen = self.checked.get(one.sha256)
        places = bundle.unread_in(seen) if seen else f"all of {one.name}"
        self._ask(sign_for(self.desk, self.case, one, places, self._kept(one.sha256)))

    def _ask(self, form: Ask[ToCheck]) -> None:
        def given(asked: ToCheck) -> None:
            self.say("Reading …")
            self.save(partial(self._check, asked, self.app.current_mode), self._found)

        self.ask(form, given)

    def _check(self, asked: ToCheck, mode: str) -> tuple["reading.CheckedFile", ...]:
        """Check files in a thread, and tell now and then which page was read.

        A name that was looked for once is looked for in every check that follows here.
        """
        self.looked_for = tuple(dict.fromkeys((*self.looked_for, *asked.names)))

        def tell(name: str, page: int) -> None:
            if page % TOLD_EVERY == 0:
                self.app.post_message(Done(partial(self.say, f"{name}: page {page} read."), mode))

        return bundle.check_files(
            self.desk, self.case.reference, asked.files, names=self.looked_for, looked=asked.looked,
            tell=tell,
        )  # fmt: skip

    def _found(self, checked: tuple["reading.CheckedFile", ...]) -> None:
        self.checked |= {one.sha256: one for one in checked}
        done = ". ".join(f"{one.name}: {one.verdict}" for one in checked)
        self.changed(done, case_view(self.desk, self.case.reference))
        self.call_after_refresh(self._stand_on, checked[-1].name)

    def _stand_on(self, name: str) -> None:
        names = [one.name for one in self.files]
        self.shown.list.highlighted = names.index(name)

    def action_drop(self) -> None:
        """Ask why the file is left out."""
        if self.row:
            self.open_form(leave_out(self.desk, self.case, self.row.name))

    def action_by_hand(self) -> None:
        """Ask who checked the answer on paper."""
        self.open_form(on_paper(self.desk, self.case))

    def changed(self, done: str, case: CaseView) -> None:
        """Show the files of the case as it is now."""
        self.case = case
        self.draw_again()
        self.say(f"{done}.")

    def draw_again(self) -> None:
        """Draw the files after a change. The cursor stays in its place."""
        self._take_in()
        self.draw_files()


def file_line(one: AnswerFile, width: int) -> Text:
    """Draw `! reply.pdf   12 pages   findings`."""
    pages = counted(one.pages, "page") if one.pages else ""
    after = f"  {pages:>11}  {one.state}"
    name = draw.fit(one.name, max(width - len(after) - 2, 12))
    sign, style = ("  ", draw.PLAIN) if one.may_go else ("! ", draw.WARNING)
    return draw.line(draw.fit(f"{sign}{name}{after}", width).rstrip(), style)


def file_words(
    one: AnswerFile | None, checked: "reading.CheckedFile | None", key: Callable[[str], str]
) -> RenderableType:
    """Draw a file with what its check found, if it was checked on this screen."""
    if one is None:
        return Text()
    pages = (
        counted(one.pages, "page") if one.pages else "its pages are known only when it is printed"
    )
    parts = [draw.words(one.name, draw.STRONG), draw.line(f"{pages}; {one.state}", draw.QUIET)]
    if checked:
        parts += _found(checked, key)
    elif not one.may_go:
        parts.append(
            draw.words(
                "The case keeps the result of the check and not what was found. To see that, "
                f"check the file once more with {key('files.check')}."
            )
        )
    return Group(*parts)


def _found(checked: "reading.CheckedFile", key: Callable[[str], str]) -> Iterator[Text]:
    """Yield what was found, place by place, then the pages that nobody can read here."""
    for finding in checked.findings:
        place = f"{finding.place}: " if finding.place else ""
        yield draw.words(f"! {place}{finding.what}", draw.WARNING)
    for place in checked.read.unread:
        if checked.looked:
            yield draw.words(f"- {place}: can't be read here; looked at by a person")
        else:
            yield draw.words(f"! {place}: can't be read here", draw.WARNING)
    if checked.state is State.UNREAD:
        yield draw.words(f"Look at each of them, then sign with {key('files.sign')}.")
    if checked.passed and not checked.read.unread:
        yield draw.words(NOTHING_FOUND)
