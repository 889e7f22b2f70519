"""Words of the timeline for letters."""

from dpo_console.cases.office.acts import Words, with_more
from dpo_console.letters.titles import letter_title


def _letter(words: Words) -> str:
    return f"the letter “{letter_title(words['name'] or '')}”"


def written(words: Words) -> str:
    """Return the letter that was written."""
    return with_more(f"Wrote {_letter(words)} no. {words['number']}", words.get("advice"))


def edited(words: Words) -> str:
    """Return the letter that was edited in Word and taken in."""
    return f"Took in {_letter(words)} no. {words['number']}, edited in Word"


def sent(words: Words) -> str:
    """Return the letter that was sent, how and to whom."""
    to = f"to {words['to']}" if words.get("to") else None
    return with_more(f"Sent {_letter(words)} no. {words['number']}", words.get("method"), to)


def sent_again(words: Words) -> str:
    """Return the letter that was sent again, and why."""
    again = f"Sent again: {_letter(words)} no. {words['number']}"
    return with_more(again, words.get("method"), words.get("note"))
