"""What was found in a file: its pages, their words, and what its reader could bring to light."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that its reader could bring to light.

    `place` is a page, a sheet or a part, such as “page 3”, or '' for the whole file. `what` is a
    sentence. `secret`: it is kept from that reader, whatever the reason.
    """

    place: str
    what: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """The words of a page, a sheet or a part of a file, hidden ones too."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file as it was read.

    `sort` names its format. `pages` is the number of pages, or 0 if it has none until it is
    printed. `writers` are the people and bodies that its properties name. `unread` are the places
    that show pictures: no program here can read those.
    """

    sort: str
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    words: tuple[PlacedWords, ...] = ()
    writers: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """True if its words are all there is, and nothing in it is hidden or can't be read."""
        return bool(self.words) and not self.findings and not self.unread

    @property
    def text(self) -> str:
        """All its words, hidden ones too."""
        return "\n".join(one.text for one in self.words)

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON object, which `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Inspection":
        """Return what `as_json` wrote."""
        return cls(
            said["sort"],
            said["pages"],
            tuple(Finding(**one) for one in said["findings"]),
            tuple(PlacedWords(**one) for one in said["words"]),
            tuple(said["writers"]),
            tuple(said["unread"]),
        )


def broken(sort: str, what: str) -> Inspection:
    """Return the inspection of a file that can't be read, with the reason as a sentence."""
    return Inspection(sort, findings=(Finding("", what),))


def shortened(words: Iterable[str], most: int = 12) -> str:
    """Return the first words of some, in quotation marks."""
    told = list(words)
    more = " …" if len(told) > most else ""
    return f"“{' '.join(told[:most])}{more}”"
