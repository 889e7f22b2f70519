"""Acts on letters: to write one, to record that it was sent, and to fetch it."""

from datetime import date
from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import (
    CASEWORKERS,
    EITHER,
    READERS,
    Act,
    Key,
    Step,
    Words,
    overridden,
    with_more,
)
from dpo_console.lazy_import import later
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.cases.checklist import particulars
    from dpo_console.cases.view.views import CaseView
    from dpo_console.letters import addressees
else:  # the first frame tells no entry of the log
    particulars = later("dpo_console.cases.checklist.particulars")
    addressees = later("dpo_console.letters.addressees")


def _nothing_went(case: "CaseView", facts: set[str]) -> str:
    went = "released" in facts or any(letter.state == "sent" for letter in case.letters)
    return "" if went else "No letter and no release is recorded here as sent."


def _recalled(words: Words) -> str:
    breach = f"; {words['other']} is the breach" if words.get("other") else ""
    return with_more(f"Recalled: {words['title']} was sent by mistake{breach}", words.get("note"))


def _letter(words: Words) -> str:
    return f"the letter “{addressees.letter_title(words['name'] or '')}”"


def _written(words: Words) -> str:
    """Return the letter that was written."""
    wrote = f"Wrote {_letter(words)} no. {words['number']}"
    return with_more(wrote, words.get(particulars.ON_SHEET), overridden(words))


def _edited(words: Words) -> str:
    """Return the letter that was edited in Word and taken in."""
    took = f"Took in {_letter(words)} no. {words['number']}, edited in Word"
    return with_more(took, overridden(words))


def _sent(words: Words) -> str:
    """Return the letter that was sent, how and to whom."""
    to = f"to {words['to']}" if words.get("to") else None
    way = words.get("method")
    return with_more(f"Sent {_letter(words)} no. {words['number']}", way, to, overridden(words))


def _sent_again(words: Words) -> str:
    """Return the letter that was sent again, and why."""
    again = f"Sent again: {_letter(words)} no. {words['number']}"
    return with_more(again, words.get("method"), words.get("note"), overridden(words))


def _sending_corrected(words: Words) -> str:
    """Return the former day of a sending and the corrected one, or that it was not sent."""
    letter, on = f"{_letter(words)} no. {words['number']}", words.get("on")
    before = day_words(date.fromisoformat(words["before"] or ""))
    if not on:
        return with_more(f"Not sent after all: {letter}, recorded {before}", words.get("note"))
    now = day_words(date.fromisoformat(on))
    return with_more(f"Corrected the sending of {letter} from {before} to {now}", words.get("note"))


def _taken_out(words: Words) -> str:
    """Return what was taken out under an override: a letter's file, or the schedule."""
    if words["way"] == "export":
        return with_more("Exported the disclosure schedule", overridden(words))
    taken = "Fetched" if words["way"] == "fetch" else "Drafted an e-mail with"
    files = f", with {words['files']}" if words.get("files") else ""
    return with_more(f"{taken} {_letter(words)} no. {words['number']}{files}", overridden(words))


LETTER_ACTS = (
    Act(
        id="letter",
        said="write letters",
        who=CASEWORKERS,
        step=Step("Write a letter", 320, state=EITHER),
        key=Key("letter", "Write a letter, or mark one as sent", 20, "L", shown=True),
        form="dpo_console.tui.screens.letters.letter:LetterScreen",
        many="dpo_console.cases.bulk:letters_for_all",
        run="dpo_console.casework.letters.letter_writing:write_letter",
        tells=_written,
        instead="the letter is written; write it again, or don't send it",
        leaves=True,
    ),
    Act(
        id="sent",
        within="letter",
        run="dpo_console.casework.letters.letters_sent:mark_sent",
        tells=_sent,
        instead="a letter that was sent can't be called back. If it did not go, or went on another "
        "day, use “correct”, which lists it",
        leaves=True,
    ),
    Act(
        id="sent_again",
        within="letter",
        run="dpo_console.casework.letters.letters_sent:mark_sent_again",
        records="sent again",
        tells=_sent_again,
        instead="a letter that was sent can't be called back",
        leaves=True,
    ),
    Act(
        id="correct_sent",
        within="correct",
        run="dpo_console.casework.letters.recalling:correct_sending",
        records="correct sent",
        tells=_sending_corrected,
        undo="dpo_console.casework.letters.recalling:SENT_AFTER_ALL",
        leaves=False,
    ),
    Act(
        id="letter_edited",
        within="letter",
        run="dpo_console.casework.letters.adopting:adopt_letter",
        records="letter edited",
        tells=_edited,
        instead="the letter is taken in; write it again, or don't send it",
        leaves=True,
    ),
    Act(
        id="letters",
        within="letter",
        run="dpo_console.casework.letters.letter_writing:write_letters",
        leaves=True,
    ),
    Act(
        id="recall",
        said="recall what was sent by mistake",
        who=CASEWORKERS,
        step=Step(
            "Sent by mistake: ask for it back, and log the breach", 335, _nothing_went, EITHER
        ),
        key=Key("recall", "Recall a letter or release sent by mistake, and log the breach", 190),
        form="dpo_console.tui.screens.letters.letter_drawing:what_went",
        run="dpo_console.casework.letters.recalling:recall",
        tells=_recalled,
        instead="a recall stays on record; say in a note or on the breach what is wrong with it",
        leaves=False,
    ),
    Act(
        id="fetch_letter",
        said="fetch a letter",
        who=READERS,
        run="dpo_console.casework.letters.letters_sent:latest_letter",
        records="override",
        tells=_taken_out,
        instead="the file has left the office; say in a note what became of it",
        leaves=True,
    ),
    Act(
        id="email_letter",
        said="draft an e-mail with a letter",
        who=READERS,
        run="dpo_console.casework.letters.letters_sent:letter_email",
        leaves=True,
    ),
    Act(
        id="letter_out",
        within="fetch_letter",
        run="dpo_console.casework.letters.letters_sent:latest_letter",
        records="letter out",
        tells=_taken_out,
        instead="the file has left the office; say in a note what became of it",
        leaves=True,
    ),
)
