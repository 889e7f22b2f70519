"""The whole notice of a school, for every audience, and as the text that a version keeps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from dpo_console.cases.notice.composing import compose
from dpo_console.cases.notice.missing import NoticeGap, missing
from dpo_console.cases.notice.sections import Section
from dpo_console.cases.notice.stated import CHILDREN, TITLES, Covers, audiences_of, stated
from dpo_console.config import Settings
from dpo_console.config.notice.notice import NO_WORDS, Notice
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style

Written = Mapping[str, tuple[Section, ...]]
"""The sections of a school's notices, by audience."""


@dataclass(frozen=True, slots=True)
class WholeNotice:
    """The notices of a school as they stand, and every gap in them."""

    slug: str
    written: Written
    gaps: tuple[NoticeGap, ...]
    covers: Covers


def whole_notice(settings: Settings, notice: Notice, slug: str, today: date) -> WholeNotice:
    """Return the notices of a school as they stand today."""
    every = [stated(settings, notice, slug, name) for name in _audiences(notice, slug)]
    written = {one.audience: compose(one, today) for one in every}
    gaps = tuple(gap for one in every for gap in missing(one, today))
    return WholeNotice(slug, written, gaps, every[0].covers)


def _audiences(notice: Notice, slug: str) -> tuple[str, ...]:
    """Return the audiences, with the children once an office has words for them."""
    has_words = notice.for_children(slug) != NO_WORDS
    return (*audiences_of(notice, slug), *([CHILDREN] if has_words else []))


def as_text(written: Written) -> str:
    """Return notices as the text that a version keeps. The same notices give the same text."""
    plain = {name: [_plain(section) for section in found] for name, found in written.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """Return the hash of a version's text, hexadecimal."""
    return sha256(text.encode()).hexdigest()


def from_text(text: str) -> Written:
    """Return the notices that a version keeps."""
    plain = json.loads(text)
    return {name: tuple(map(_section, plain[name])) for name in TITLES if name in plain}


def _plain(section: Section) -> dict[str, object]:
    blocks = [
        {"heads": block.header, "rows": block.rows}
        if isinstance(block, Rows)
        else {"style": block.style.value, "text": block.text}
        for block in section.blocks
    ]
    return {"slug": section.slug, "title": section.title, "blocks": blocks}


def _section(plain: Mapping[str, Any]) -> Section:
    return Section(plain["slug"], plain["title"], tuple(_block(one) for one in plain["blocks"]))


def _block(plain: Mapping[str, Any]) -> Block:
    if "rows" in plain:
        return Rows(tuple(plain["heads"]), tuple(tuple(row) for row in plain["rows"]))
    return Paragraph(Style(plain["style"]), (Run(plain["text"], live=True),))
