"""The sentences in which two versions of a notice differ. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dpo_console.cases.notice.sections import Section
from dpo_console.cases.notice.stated import TITLES
from dpo_console.cases.notice.whole import Written
from dpo_console.letters.letter import Block, Rows

BY_LAW = ("rights", "right-to-object")
"""The sections whose words come from the law alone."""

BY_OFFICE = ("who", "complaints")
"""The sections whose words come from data/dpo.toml, and from the law."""

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """A passage of a notice that differs: what it said, and what it says now. Either may be ''."""

    audience: str
    section: str
    title: str
    was: str
    now: str

    @property
    def because(self) -> str:
        """The source of the change, to begin a sentence with."""
        if self.section in BY_LAW:
            return "The law, or the uses in data/notice.toml"
        return "data/dpo.toml, or the law" if self.section in BY_OFFICE else "data/notice.toml"


def changes(before: Written, now: Written) -> tuple[NoticeChange, ...]:
    """Return every passage that differs, in the order of the audiences and their sections."""
    names = [name for name in TITLES if name in before or name in now]
    pairs = [(name, before.get(name, ()), now.get(name, ())) for name in names]
    return tuple(change for pair in pairs for change in _of_audience(*pair))


def _of_audience(
    name: str, before: Sequence[Section], now: Sequence[Section]
) -> Iterator[NoticeChange]:
    was, then = {s.slug: s for s in before}, {s.slug: s for s in now}
    for slug in dict.fromkeys([*then, *was]):
        title = (then.get(slug) or was[slug]).title
        earlier, later = (_lines(found.get(slug)) for found in (was, then))
        for tag, i, j, k, m in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
            if tag != "equal":
                yield NoticeChange(
                    name, slug, title, "\n".join(earlier[i:j]), "\n".join(later[k:m])
                )


def _lines(section: Section | None) -> list[str]:
    return [line for block in section.blocks for line in _of_block(block)] if section else []


def _of_block(block: Block) -> list[str]:
    """Return the sentences of a paragraph, or the rows of a table, a line each."""
    if isinstance(block, Rows):
        return [" | ".join(cell.replace("\n", "; ") for cell in row) for row in block.rows]
    return _SENTENCE.split(block.text)
