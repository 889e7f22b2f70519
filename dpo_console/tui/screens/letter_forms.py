"""The forms of the letter screen: a letter went out, or went out once more."""

from collections.abc import Mapping

from rich.text import Text

from dpo_console.casework.desk import Desk
from dpo_console.casework.letter_changes import since_written
from dpo_console.casework.views import CaseView, LetterChoice
from dpo_console.text import parse_day
from dpo_console.tui import draw
from dpo_console.tui.field import Field
from dpo_console.tui.screens.case_forms import Opened, ask, day_field, follows

METHODS = (("email", "e-mail"), ("post", "post"), ("hand", "by hand"), ("portal", "portal"))


@follows
def sent(desk: Desk, case: CaseView, letter: LetterChoice) -> Opened:
    """When a letter went out, how and to whom: that is what moves the clock."""

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework.letters_sent import mark_sent

        on = parse_day(given["on"], desk.today, "on")
        reached = parse_day(given["given"], desk.today, "given") if given["given"] else None
        return mark_sent(
            desk, case.reference, letter.name, on, given["method"], to=given["to"], given=reached,
            version=version,
        )  # fmt: skip

    fields = [
        day_field(desk, "on", "Sent on"),
        Field("method", "By", "email", choices=METHODS, hint="left and right choose"),
        Field("to", "To", hint="if not to the requester"),
        day_field(desk, "given", "Reached them on", "", hint="if on another day"),
    ]
    title, about = f"{letter.title}: sent", draw.lines(_outdated(case, letter.name))
    return ask(desk, case, title, fields, save, about, act="letter"), "Recorded as sent."


def _outdated(case: CaseView, name: str) -> list[Text]:
    """What the file that is marked as sent may say wrongly."""
    row = next((row for row in reversed(case.letters) if row.name == name), None)
    changes = since_written(case, row) if row else ()
    return [draw.words(f"! Put right since it was written: {c}.", draw.WARNING) for c in changes]


@follows
def sent_again(desk: Desk, case: CaseView, letter: LetterChoice) -> Opened:
    """When a letter went out once more, and why; no date moves."""

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework.letters_sent import mark_sent_again

        on = parse_day(given["on"], desk.today, "on")
        method, why = given["method"], given["why"]
        return mark_sent_again(
            desk, case.reference, letter.name, on, method, why=why, version=version
        )

    fields = [
        day_field(desk, "on", "Sent again on"),
        Field("method", "By", "email", choices=METHODS, hint="left and right choose"),
        Field("why", "Why", hint="such as: it came back"),
    ]
    form = ask(desk, case, f"{letter.title}: sent again", fields, save, act="letter")
    return form, "Recorded: sent again."
