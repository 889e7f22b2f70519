"""Words that belong together on one line, such as `section 47`, with spaces that don't break."""

import re

SPACE = "\u00a0"
"""The space at which Word begins no new line."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev|PC|DC"
_NUMBERED = (
    "Articles?|Art|sections?|ss?|Sections?|regulations?|regs?|Schedules?|Sch|paragraphs?|paras?"
    "|Parts?|Years?|Class|Form|Room|Key Stage|KS|Items?|items?|pages?|numbers?|No|point"
)
_TOGETHER = re.compile(
    rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b"
    rf"|\b(?:{_NUMBERED})\.? (?=\d)"
    rf"|\b(?:{_TITLES})\.? (?=[A-Z0-9])"
    r"|(?<![\d/])\b\d{1,3}[A-Za-z]? (?=[A-Z][a-z])"
    r"|\b0\d{2,4}(?: \d{3,6}){1,2}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
    r"|\d (?=(?:am|pm)\b)"
)
"""A date, the number of a part of the law or of a class, a title with a name, a house with its
street, a telephone number, a postcode, and a time of day."""


def unbroken(text: str) -> str:
    """Return the text with spaces that don't break inside whatever belongs together."""
    return _TOGETHER.sub(lambda found: found[0].replace(" ", SPACE), text)


def broken(text: str) -> str:
    """Return the text of a Word file with plain spaces again, as people type and search it."""
    return text.replace(SPACE, " ")
