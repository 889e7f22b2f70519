"""Acts on letters: to write one, to record that it was sent, and to fetch it."""

from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import (
    CASEWORKERS,
    EITHER,
    READERS,
    Act,
    Key,
    Later,
    Step,
    with_more,
)

if TYPE_CHECKING:
    from dpo_console.cases.office.acts import Words
    from dpo_console.cases.view.views import CaseView


def _nothing_went(case: "CaseView", facts: set[str]) -> str:
    went = "released" in facts or any(letter.state == "sent" for letter in case.letters)
    return "" if went else "No letter and no release is recorded here as sent."


def _recalled(words: "Words") -> str:
    breach = f"; {words['other']} is the breach" if words.get("other") else ""
    return with_more(f"Recalled: {words['title']} was sent by mistake{breach}", words.get("note"))


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
        tells=Later("dpo_console.casework.letters.timeline_words:written"),
        instead="the letter is written; write it again, or don't send it",
        leaves=True,
    ),
    Act(
        id="sent",
        within="letter",
        run="dpo_console.casework.letters.letters_sent:mark_sent",
        tells=Later("dpo_console.casework.letters.timeline_words:sent"),
        instead="a letter that was sent can't be called back. If it did not go, or went on another "
        "day, use “correct”, which lists it",
        leaves=True,
    ),
    Act(
        id="sent_again",
        within="letter",
        run="dpo_console.casework.letters.letters_sent:mark_sent_again",
        records="sent again",
        tells=Later("dpo_console.casework.letters.timeline_words:sent_again"),
        instead="a letter that was sent can't be called back",
        leaves=True,
    ),
    Act(
        id="correct_sent",
        within="correct",
        run="dpo_console.casework.letters.recalling:correct_sending",
        records="correct sent",
        tells=Later("dpo_console.casework.letters.timeline_words:sending_corrected"),
        undo="dpo_console.casework.letters.recalling:SENT_AFTER_ALL",
        leaves=False,
    ),
    Act(
        id="letter_edited",
        within="letter",
        run="dpo_console.casework.letters.adopting:adopt_letter",
        records="letter edited",
        tells=Later("dpo_console.casework.letters.timeline_words:edited"),
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
        tells=Later("dpo_console.casework.letters.timeline_words:taken_out"),
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
        tells=Later("dpo_console.casework.letters.timeline_words:taken_out"),
        instead="the file has left the office; say in a note what became of it",
        leaves=True,
    ),
)
