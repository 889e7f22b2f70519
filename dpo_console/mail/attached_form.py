"""One of our own forms, filled in and attached to a message."""

from dpo_console.approval.form_fields import MARK
from dpo_console.errors import DpoConsoleError

LARGEST = 2_000_000
"""The most bytes of a form. Ours have 30 kB."""

LONGEST = 2_000
"""The most characters that are taken of one answer. The message holds the rest."""


def form_in(name: str, content: bytes) -> dict[str, str]:
    """Return what a file says in the fields of our form, by tag, or nothing if it is none."""
    packed = name.casefold().endswith(".docx") and content.startswith(b"PK")
    if not packed or len(content) > LARGEST:
        return {}
    from dpo_console.letters.word.returned.filled import read_filled  # few messages need it

    try:
        answers = read_filled(content, name).answers
    except DpoConsoleError:  # it hides something or is no Word file: the officer opens it
        return {}
    if not any(tag.startswith(MARK) for tag in answers):
        return {}
    return {tag: " ".join(words.split())[:LONGEST] for tag, words in answers.items()}
