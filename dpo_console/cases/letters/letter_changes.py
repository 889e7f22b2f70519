"""What was put right in a case after a letter was written, which still says what stood before."""

from dpo_console.cases.view.views import CaseView, LetterRow

CHANGES = ("correct", "people", "reclassify")
"""Acts that put right what a letter may say: a day, a name, the kind of request. To take one back
is to put it right once more.
"""


def since_written(case: CaseView, letter: LetterRow) -> tuple[str, ...]:
    """What was put right since, in words, oldest first; nothing of a letter that went out."""
    if letter.sent_on:
        return ()
    later = (e for e in case.timeline if e.at > letter.written_at)
    return tuple(event.text.rstrip(".") for event in later if event.act in CHANGES)
