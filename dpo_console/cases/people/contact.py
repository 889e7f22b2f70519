"""Contact details read from one line: an e-mail address, a number, a postal address."""

import re
from dataclasses import dataclass

from dpo_console.errors import BadInput
from dpo_console.text import clean_line

_NUMBER = re.compile(r"\+?[0-9()\s.-]{6,}")


@dataclass(frozen=True, slots=True)
class Reach:
    """Contact details, each '' if unknown. The address has a line for each part."""

    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def words(self) -> str:
        """The ways known, such as `e-mail, telephone`."""
        ways = (("e-mail", self.email), ("telephone", self.phone), ("address", self.address))
        return ", ".join(name for name, known in ways if known)


def read_reach(typed: str) -> Reach:
    """Return the contact details in a line, separated by `;`.

    Raises BadInput for two of one sort.
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in clean_line(typed, "reply to").split(";"))):
        way, value = _way(part)
        if way in found:
            raise BadInput(f"reply to: {part!r} is a second {way}. Give one of each.")
        found[way] = value
    return Reach(**found)


def _way(part: str) -> tuple[str, str]:
    if "@" in part and not re.search(r"[\s,]", part):
        return "email", part
    if _NUMBER.fullmatch(part):
        return "phone", part
    lines = (line.strip() for line in part.split(","))
    return "address", "\n".join(line for line in lines if line)
