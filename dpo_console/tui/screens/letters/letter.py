"""The letters of a case: those that fit, their gaps, their words, and the written files."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rich.console import Group, RenderableType
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList

from dpo_console.cases.letters.going_out import LetterChoice
from dpo_console.cases.letters.letter_choices import (
    LetterPreview,
    all_letters,
    letters_for,
    preview_letter,
    refuses,
    written_words,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import adopt_line, email_line
from dpo_console.cases.office.looking import How, look_at
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.next_steps import letters_next, recorded_on
from dpo_console.cases.view.timeline import since_written
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters import letter_writing
from dpo_console.casework.office import own_files
from dpo_console.casework.office.drafts import LetterEntries, find_filling
from dpo_console.errors import LetterIncomplete, Refused
from dpo_console.letters.composing.filling import field_lacking
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.labels import to_fill_in_settings
from dpo_console.tui.screens.case.part_screen import PartScreen
from dpo_console.tui.screens.letters import letter_drawing, letter_forms, letter_keys
from dpo_console.tui.screens.letters.letter_drawing import (
    done_elsewhere,
    fetch_lines,
    file_words,
    gaps_left,
    here,
    just_written,
    labels_of,
    outdated_words,
    still_missing,
    why_dim,
)
from dpo_console.tui.widgets.menu import Menu
from dpo_console.tui.widgets.panes import Pane, Words

SECOND = "The form that follows writes one, and records that it was sent."


class LetterScreen(PartScreen):
    """Letters to choose from, and the words of the one under the cursor.

    Leaving the screen returns the case as last seen.
    """

    commands = letter_keys.COMMANDS
    AUTO_FOCUS = "Menu"

    def __init__(self, desk: Desk, case: CaseView) -> None:
        super().__init__(desk, case, "Letters")
        self.letters: tuple[LetterChoice, ...] = ()
        self.order: dict[str, tuple[bool, bool, int]] = {}
        self.filled: dict[str, LetterEntries] = {}
        self.then: Callable[[], None] | None = None
        self.kept = True

    def body(self) -> ComposeResult:
        """Compose the letters, and the words of one."""
        with Horizontal(id="letters"):
            with Vertical(id="choices"):
                yield Menu(())
            with Pane(id="words", can_focus=False):
                yield Words(id="letter")

    def on_mount(self) -> None:
        """Show the letters. Keys typed ahead wait for them."""
        super().on_mount()
        self.say(letter_keys.closed(self))
        self.read_letters(held=True)

    def read_letters(self, then: Callable[[], None] | None = None, *, held: bool = False) -> None:
        """Read again which letters fit, `then` continue. Keys wait until then where `held`.

        A change by others may read them once more meanwhile. Whichever ends goes on.
        """
        self.then = then or self.then
        desk, reference = self.desk, self.case.reference

        def job() -> tuple[dict[str, LetterEntries], Sequence[LetterChoice]]:
            found = {k.name: find_filling(desk, reference, k) for k in all_letters().values()}
            filled = {name: filling for name, filling in found.items() if filling}
            given = {name: filling.given for name, filling in filled.items()}
            return filled, letters_for(desk, reference, given)

        def show(read: tuple[dict[str, LetterEntries], Sequence[LetterChoice]]) -> None:
            self.show_letters(read)
            go_on, self.then = self.then, None
            if go_on:
                go_on()

        self.read(job, show, "letters", held=held)

    def show_letters(self, read: tuple[dict[str, LetterEntries], Sequence[LetterChoice]]) -> None:
        """Show the letters for this case, then the rest, dim with a reason.

        A refusal comes last of those that fit. Each keeps its place while the screen is open,
        whatever is filled in or sent.
        """
        on_it = self.letter.name if self.letter else ""
        self.filled, letters = read
        places = {name: place for place, name in enumerate(all_letters())}
        for letter in letters:
            rest = not (letter.fits or letter.against)
            at = rest, refuses(letter.name), places[letter.name]
            self.order.setdefault(letter.name, at)
        self.letters = tuple(sorted(letters, key=lambda letter: self.order[letter.name]))
        menu, names = self.query_one(Menu), [letter.name for letter in self.letters]
        menu.offer([self.choice(letter) for letter in self.letters])
        begin = on_it or just_written(self.case.letters, self.desk.today) or self.answering
        if begin in names:
            menu.highlighted = names.index(begin)
            self.call_after_refresh(menu.scroll_to_highlight)
        self.read_words()

    @property
    def answering(self) -> str:
        """The letter that makes the next move of the case, or answers it. '' if none suits yet."""
        suited = {letter.name for letter in self.letters if letter.fits or letter.against}
        return next((name for name in letters_next(self.case) if name in suited), "")

    def choice(self, letter: LetterChoice) -> Choice:
        """Return a letter's line. A written one counts before a reason against writing it."""
        shown = "" if letter_drawing.counting(self.case.letters, letter.name) else why_dim(letter)
        return Choice(letter.name, letter.title, self.state(letter), why_not=shown)

    def state(self, letter: LetterChoice) -> str:
        """Return the state of a letter: written, sent, ready, or the number of its gaps."""
        if rows := letter_drawing.counting(self.case.letters, letter.name):
            return letter_drawing.state(rows)
        if done := recorded_on(self.case, letter.name):
            return f"done {draw.day(done)} without this letter"
        filled = any(self.given(letter.name).values())
        return gaps_left(letter, self.key("letter.fill"), filled=filled)

    @property
    def letter(self) -> LetterChoice | None:
        """The letter under the cursor."""
        place = self.query_one(Menu).highlighted
        return self.letters[place] if place is not None and place < len(self.letters) else None

    @property
    def files(self) -> list[LetterRow]:
        """The files of the letter under the cursor, the last one for each reader."""
        name = self.letter.name if self.letter else ""
        return letter_drawing.counting(self.case.letters, name)

    @property
    def standing(self) -> list[LetterRow]:
        """Those that are not sent yet, or where all went, the last one."""
        return letter_drawing.waiting(self.files) or self.files[-1:]

    @property
    def file(self) -> LetterRow | None:
        """The last of those."""
        return next(iter(self.standing[-1:]), None)

    @on(OptionList.OptionHighlighted)
    def read_words(self) -> None:
        """Read the words of the letter under the cursor."""
        self.refresh_commands()
        self.query_one("#words", Pane).scroll_home(animate=False)
        letter, row = self.letter, self.file
        if letter is None:
            self.query_one("#letter", Words).say(draw.words(letter_keys.NONE))
        elif row and not self.is_filled_anew(letter, row):
            self.read(partial(self.words_in, row), partial(self.show_written, row), "words")
        elif letter.why_not:
            self.query_one("#letter", Words).say(draw.lines(map(draw.words, self.left(letter))))
        else:
            given, reference = self.given(letter.name), self.case.reference
            job = partial(preview_letter, self.desk, reference, letter.name, given)
            self.read(job, partial(self.show_words, letter), "words")

    def is_filled_anew(self, letter: LetterChoice, row: LetterRow) -> bool:
        """Return True if a written letter would read differently now."""
        filling = self.filled.get(letter.name)
        return not letter.why_not and filling is not None and filling.is_newer_than(row)

    def given(self, name: str) -> Mapping[str, str]:
        """Return the entries filled in for a letter."""
        return self.filled[name].given if name in self.filled else {}

    def words_in(self, row: LetterRow) -> str:
        """Return the words in a letter's file, or the reason that they can't be read."""
        try:
            look_at(self.desk, self.case.reference, How.LETTER, f"{row.name}/{row.number}")
            return written_words(self.desk, row)
        except Refused as refusal:
            return f"! {self.console.in_console(refusal.sentence)}"

    def show_written(self, row: LetterRow, words: str) -> None:
        """Show a letter as it was written, led by the place of its file."""
        if row == self.file:
            changes = since_written(self.desk, self.case, row)
            outdated = outdated_words(changes, self.key("letter.write"))
            head = file_words(self.standing, self.key("letter.copy"), outdated)
            self.query_one("#letter", Words).say(Group(head, draw.words(""), draw.words(words)))

    def left(self, letter: LetterChoice) -> list[str]:
        """Return why a letter can't be written, its checks to complete, and what to fill in."""
        fields = [gap for gap in letter.missing if gap not in letter.against]
        then = ["Then to fill in:"] if fields and letter.against else []
        gaps = self.gaps(letter, letter.against), self.gaps(letter, fields)
        return [letter_keys.fits(self), *gaps[0], *then, *gaps[1]]

    def gaps(self, letter: LetterChoice, missing: Sequence[str]) -> list[str]:
        """Return a letter's gaps, a line each, under the names that the form gives them."""
        labels, said = labels_of(letter), self.console.in_console
        fields = [(gap, field_lacking(gap)) for gap in missing]
        lines = [f"- {labels.get(n) or to_fill_in_settings(n) or said(gap)}" for gap, n in fields]
        shared = any(name in letter.details for _, name in fields)
        return [*lines, *([letter_keys.from_details(self)] if shared else [])]

    def first_gap(self, letter: LetterChoice) -> str:
        """Return a letter's first gap for a sentence."""
        return self.gaps(letter, letter.missing[:1])[0].removeprefix("- ").rstrip(".")

    def show_words(self, letter: LetterChoice, words: LetterPreview) -> None:
        """Show a letter's words as they would be now, led by its gaps."""
        if letter != self.letter:
            return
        pieces: list[RenderableType] = []
        if self.file:
            write = self.key("letter.write")
            anew = f"Filled in again since it was written. {write} writes it with these words."
            pieces += [draw.line(anew, draw.WARNING), draw.words("")]
        elif done := recorded_on(self.case, letter.name):
            pieces.append(done_elsewhere(done))
        if words.missing:
            missing = still_missing(letter, len(words.missing), self.key("letter.fill"))
            pieces.append(draw.line(missing, draw.WARNING))
            pieces += [draw.words(gap) for gap in self.gaps(letter, words.missing)]
            pieces.append(draw.words(""))
        only = (f"For you only, not printed: {note}" for note in words.notes)
        pieces += [draw.words(note, draw.WARNING) for note in only]
        pieces += [draw.words("")] if words.notes else []
        pieces.append(draw.words(words.text))
        self.query_one("#letter", Words).say(Group(*pieces))

    @on(OptionList.OptionSelected)
    def chosen(self) -> None:
        """Fill in the letter's fields on Enter, or write the letter where it has none."""
        letter = self.letter
        if letter and letter.asks:
            self.action_run("letter.fill")
        else:
            self.action_run("letter.write")

    def action_fill(self) -> None:
        """Ask for the parts that only the officer can say, kept until the letter is written."""
        self.fill(self.say_what_is_next)

    def fill(self, then: Callable[[], None]) -> None:
        """Ask for the letter's fields, show its words with them, and `then` continue."""
        if letter := self.letter:
            form = letter_forms.fill(self.desk, self.case, letter, self.given(letter.name))

            def filled(kept: bool) -> None:
                self.kept = kept
                self.read_letters(then=then, held=True)

            self.ask(form, filled)

    def say_what_is_next(self) -> None:
        """Say the next step for a letter that was just filled in."""
        self.say(letter_keys.once_filled(self))

    def action_write(self) -> None:
        """Write the Word file, after asking for any required fields."""
        letter = self.letter
        if letter is None:
            return
        if letter.needs:
            self.fill(self.go_on_writing)
            return
        given, case = self.given(letter.name), self.case

        def job() -> CaseView:
            letter_writing.write_letter(self.desk, case.reference, letter.name, given, case.version)
            return case_view(self.desk, case.reference)

        self.save(job, partial(self.show_case, self.written_words))

    def go_on_writing(self) -> None:
        """Write the letter that was just filled in, unless it still lacks something."""
        if self.letter and not self.letter.needs and not self.letter.why_not:
            self.action_write()
        else:
            self.say_what_is_next()

    def action_override(self) -> None:
        """Write the Word file though a check speaks against it, after asking why."""
        letter = self.letter
        if letter is None:
            return
        if letter.needs:
            self.action_fill()
            return
        given, against = self.given(letter.name), self.gaps(letter, letter.against)
        self.open_form(letter_forms.override(self.desk, self.case, letter, given, against))

    @property
    def written_words(self) -> str:
        """The next step for a letter that was just written."""
        fetch, sent = self.key("letter.copy"), letter_keys.once_sent(self)
        return f"Written. {fetch} to print or fetch it; {sent}."

    def action_sent(self) -> None:
        """Record that the letter went out, which moves the clock. Saving writes it if need be."""
        letter = self.letter
        if letter is None:
            return
        done = recorded_on(self.case, letter.name)
        if self.file:
            waiting = letter_drawing.waiting(self.files)
            self.choose("Which one was sent?", letter_drawing.choices(waiting), self.open_sent)
        elif letter.needs:
            self.fill(self.go_on_sending)
        elif letter.missing:
            self.show_error(LetterIncomplete(letter.name, letter.missing))
        elif done:
            told = f"The first is recorded for {draw.day(done)}, though no letter was written."
            self.confirm(f"Record a second “{letter.title}”?", f"{told} {SECOND}", self.open_sent)
        else:
            self.open_sent()

    def open_sent(self, number: str = "") -> None:
        """Ask how the letter under the cursor went out, or that of a number."""
        if self.letter:
            filled, which = self.given(self.letter.name), int(number) if number else None
            self.open_form(letter_forms.sent(self.desk, self.case, self.letter, filled, which))

    def go_on_sending(self) -> None:
        """Ask how a letter went out that was just filled in, unless it still lacks something."""
        if self.letter and not self.letter.needs and not self.letter.why_not:
            self.action_sent()
        else:
            self.say_what_is_next()

    def action_sent_again(self) -> None:
        """Record that the letter went out once more. No date moves."""
        if self.letter:
            gone = letter_drawing.choices(letter_drawing.gone(self.files))
            again = partial(letter_forms.sent_again, self.desk, self.case, self.letter)
            self.choose("Which one went again?", gone, lambda n: self.open_form(again(int(n))))

    def changed(self, done: str, case: CaseView) -> None:
        """Show the case's letters as they are now, and the next action."""
        self.show_case(f"{done} {self.next_words(case)}", case)

    def show_case(self, sentence: str, case: CaseView) -> None:
        """Show the case's letters as they are now, and `sentence` about the change."""
        self.case = case
        self.say(sentence)
        self.read_letters()

    def action_copy_path(self) -> None:
        """Copy the line that fetches the file, and show it whole, with the file's place here."""
        if self.file:
            lines = fetch_lines(self.desk, self.case.reference, self.standing)
            places = (here(self.desk, row) for row in self.standing)
            self.hand_over(lines, "\n".join(filter(None, places)))

    def action_copy_email(self) -> None:
        """Copy the line that makes an e-mail draft with the letter attached."""
        if self.file:
            self.hand_over(email_line(self.desk, self.case.reference, self.file.name))

    def action_adopt(self) -> None:
        """Take in the file that was edited in Word, or copy the line that sends it from there."""
        letter = self.letter
        if letter is None:
            return
        if own_files.reads_files(self.desk):
            given = self.given(letter.name)
            self.open_form(letter_forms.adopt(self.desk, self.case, letter, given))
        else:
            self.hand_over(adopt_line(self.desk, self.case.reference, letter.name))

    def draw_again(self) -> None:
        """Read the letters after a change by others."""
        self.read_letters()
