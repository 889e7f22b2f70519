"""A Word file that comes back from outside, opened only if nothing in it hides, runs or loads."""

from dpo_console.errors import BadFile, Refused
from dpo_console.letters.word.letterhead import NOT_WHOLE
from dpo_console.letters.word.safety.hidden_words import hidden_words
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE, Parts, parts_of


def opened(data: bytes, name: str, *, as_what: str) -> Parts:
    """Return the parts of a Word file.

    `as_what` ends the sentence of a refusal: it can't be ... Raises BadFile if it is no Word file,
    and Refused with every reason why it isn't opened.
    """
    if len(data) > LARGEST_FILE:
        raise BadFile(name, "", f"it is larger than {LARGEST_FILE:,} bytes. Use a smaller one.")
    try:
        parts, unsafe = parts_of(data)
        problems = unsafe or hidden_words(parts)
    except Exception:  # a broken archive raises anything: zlib, KeyError, NotImplementedError, ...
        raise BadFile(name, "", NOT_WHOLE) from None
    if problems:
        raise Refused(f"{name} can't be {as_what}. {' '.join(problems)}")
    return parts
