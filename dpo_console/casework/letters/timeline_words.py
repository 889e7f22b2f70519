"""Words of the timeline for letters."""

from datetime import date

from dpo_console.cases.checklist.particulars import ON_SHEET
from dpo_console.cases.office.acts import Words, with_more
from dpo_console.letters.addressees import letter_title
from dpo_console.text import day_words


def _letter(words: Words) -> str:
    return f"the letter “{letter_title(words['name'] or '')}”"


def written(words: Words) -> str:
    """Return the letter that was written."""
    wrote = f"Wrote {_letter(words)} no. {words['number']}"
    return with_more(wrote, words.get(ON_SHEET), overridden(words))


def edited(words: Words) -> str:
    """Return the letter that was edited in Word and taken in."""
    took = f"Took in {_letter(words)} no. {words['number']}, edited in Word"
    return with_more(took, overridden(words))


def sent(words: Words) -> str:
    """Return the letter that was sent, how and to whom."""
    to = f"to {words['to']}" if words.get("to") else None
    way = words.get("method")
    return with_more(f"Sent {_letter(words)} no. {words['number']}", way, to, overridden(words))


def sent_again(words: Words) -> str:
    """Return the letter that was sent again, and why."""
    again = f"Sent again: {_letter(words)} no. {words['number']}"
    return with_more(again, words.get("method"), words.get("note"), overridden(words))


def sending_corrected(words: Words) -> str:
    """Return the former day of a sending and the corrected one, or that it was not sent."""
    letter, on = f"{_letter(words)} no. {words['number']}", words.get("on")
    before = day_words(date.fromisoformat(words["before"] or ""))
    if not on:
        return with_more(f"Not sent after all: {letter}, recorded {before}", words.get("note"))
    now = day_words(date.fromisoformat(on))
    return with_more(f"Corrected the sending of {letter} from {before} to {now}", words.get("note"))


def taken_out(words: Words) -> str:
    """Return what was taken out under an override: a letter's file, or the schedule."""
    if words["way"] == "export":
        return with_more("Exported the disclosure schedule", overridden(words))
    taken = "Fetched" if words["way"] == "fetch" else "Drafted an e-mail with"
    files = f", with {words['files']}" if words.get("files") else ""
    return with_more(f"{taken} {_letter(words)} no. {words['number']}{files}", overridden(words))


def overridden(words: Words) -> str | None:
    """Return that a letter went under an override, and why, or None if none was needed."""
    return f"under an override, because {words['why']}" if words.get("past_gate") else None
