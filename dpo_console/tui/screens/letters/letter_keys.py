"""The commands of the letter screen, each with its reason against it."""

from typing import TYPE_CHECKING

from dpo_console.cases.search import LETTERS, by_holder
from dpo_console.text import counted, fold
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.case.part_screen import other_parts
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.screens.letters.letter_drawing import gone, to_complete

if TYPE_CHECKING:
    from dpo_console.tui.screens.letters.letter import LetterScreen

NONE = "There is no letter for this kind of case: write it yourself, then record it as a next step."


def closed(screen: "LetterScreen") -> str:
    """Return the way to the letters of a closed case, or '' for an open one."""
    if screen.case.row.closed_on is None:
        return ""
    key = screen.console.keymap.keys.get("case.reopen", "R")
    return f"The case is closed. For letters with that remark, reopen it ({key} on the case)."


def from_details(screen: "LetterScreen") -> str:
    """Return where case details are filled in once, for the letter and for the checks."""
    key = screen.console.keymap.keys.get("case.particulars", "F")
    return (
        f"Fill in each case detail first, with {key} on the case (esc, {key}): this letter "
        "copies it. Enter then fills in the rest."
    )


def fits(screen: "LetterScreen") -> str:
    """Return a reason against writing this letter."""
    letter = screen.letter
    if letter is None:
        return NONE
    way = closed(screen)
    closes = letter.why_not and way.startswith(letter.why_not)
    return way if closes else to_complete(letter, screen.key("case.checklist"), refill(screen))


def refill(screen: "LetterScreen") -> str:
    """Return the key to the form of a letter that was filled in, where checks stand against it."""
    letter = screen.letter
    filled = letter and letter.against and letter.asks and any(screen.given(letter.name).values())
    return screen.key("letter.fill") if filled else ""


def fits_or_waits(screen: "LetterScreen") -> str:
    """Return a reason against an override: nothing needs one, or the letter isn't for this case."""
    letter = screen.letter
    if letter is None:
        return NONE
    if letter.against:
        return ""
    if letter.needs and not letter.why_not:
        return "No check stands against this letter; fill in what is missing."
    return letter.why_not or "This letter has passed every check."


def asks(screen: "LetterScreen") -> str:
    """Return a reason against filling in, where the letter asks for nothing."""
    letter = screen.letter
    if letter and letter.against and not refill(screen):
        opens = f"{screen.key('case.checklist')} opens the checklist."
        return f"First complete {counted(len(letter.against), 'check')}: {opens}"
    if letter is None or (letter.why_not and not letter.against):
        return fits(screen)
    write = screen.key("letter.write")
    return "" if letter.asks else f"This letter asks for nothing more; {write} writes it."


def written(screen: "LetterScreen") -> str:
    """Return a reason against acts that need a written letter."""
    letter = screen.letter
    if letter is None:
        return NONE
    if screen.file:
        return ""
    not_yet = f"“{letter.title}” isn't written yet"
    if letter.against:
        opens = f"{screen.key('case.checklist')} opens the checklist."
        return f"{not_yet}: {counted(len(letter.against), 'check')} to complete. {opens}"
    if letter.why_not:
        return f"{not_yet}. {letter.why_not}"
    if letter.missing and not letter.needs:
        return f"{not_yet}: {screen.first_gap(letter)}."
    return f"{not_yet}; {screen.key('letter.write')} writes it."


def not_sent(screen: "LetterScreen") -> str:
    """Return a reason against marking as sent, or against writing the letter first.

    A letter of the search plan is marked there, with its place.
    """
    row = screen.file
    if on_plan(screen):
        return f"The search plan ({screen.key('case.search')}) records when it was sent."
    if row and row.sent_on:
        again = f"{screen.key('letter.again')} records that it went once more."
        return f"It was sent on {draw.day(row.sent_on)}. {again}"
    return "" if row else fits(screen)


def on_plan(screen: "LetterScreen") -> bool:
    """Return True for a letter to a holder on the search plan, which records its sending."""
    if screen.letter is None or screen.letter.name not in LETTERS.values():
        return False
    holders = {fold(holder.partition("\n")[0]) for holder in by_holder(screen.case.places)}
    waiting = [row for row in screen.files if row.sent_on is None]
    return not waiting or any(fold(row.to) in holders for row in waiting)


def once_sent(screen: "LetterScreen") -> str:
    """Return the key that records a sending, of this screen or of the search plan."""
    if on_plan(screen):
        return f"on the search plan ({screen.key('case.search')}) you record that it was sent"
    return f"{screen.key('letter.sent')} once it is sent"


def once_filled(screen: "LetterScreen") -> str:
    """Return that a letter's entries were kept or unchanged, and the next step."""
    letter, done = screen.letter, "Kept for this letter." if screen.kept else "Nothing changed."
    if letter and letter.needs:
        left = counted(len(letter.needs), "field")
        return f"{done} {left} still to fill in: {screen.key('letter.fill')}."
    if letter and letter.missing:
        return f"{done} It can't be written yet: {screen.first_gap(letter)}."
    if screen.file and not screen.kept:
        return done
    return f"{done} {screen.key('letter.write')} writes it{or_sent(screen)}."


def or_sent(screen: "LetterScreen") -> str:
    """Return that a letter may be written and recorded as sent at once, or ''."""
    return "" if on_plan(screen) else f"; {screen.key('letter.sent')} also records it as sent"


def was_sent(screen: "LetterScreen") -> str:
    """Return a reason against recording that the letter went out again."""
    never = f"It wasn't sent yet; {screen.key('letter.sent')} records that."
    return written(screen) or ("" if gone(screen.files) else never)


COMMANDS = (
    Command("letter.fill", "enter", "fill in", "Fill in what only you can say", "fill", True,
            asks, "letter"),
    Command("letter.write", "w", "write file", "Write the Word file", "write", True, fits,
            "letter"),
    Command("letter.override", "exclamation_mark", "override",
            "Write the file though checks are open, and say why", "override", False, fits_or_waits,
            "letter"),
    Command("letter.sent", "s", "sent",
            "Record that the letter went out. Saving writes it if it isn't written", "sent",
            True, not_sent, "letter"),
    Command("letter.again", "S", "sent again", "Record that a sent letter went out once more",
            "sent_again", False, was_sent),
    Command("letter.copy", "y", "where it is",
            "Show where the Word file is, and copy a command that fetches it",
            "copy_path", False, written),
    Command("letter.email", "E", "e-mail draft",
            "Copy a command for your own computer: it makes an e-mail with the letter",
            "copy_email", False, written),
    Command("letter.adopt", "less_than_sign", "take in",
            "Take in the file after you edited it in Word", "adopt", False, written),
    Command("letter.read", "space", "read on", "Scroll the letter's words", "read_on", True),
    *other_parts("case.letter"),
    *EVERYWHERE,
)  # fmt: skip
