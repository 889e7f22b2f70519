"""Everything that keeps a published notice from being true: gaps, changes, releases, age."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from dpo_console.approval.data_items import standard_items
from dpo_console.cases.notice.composing import Section
from dpo_console.cases.notice.coverage import uncovered
from dpo_console.cases.notice.stated import (
    CHILDREN,
    TITLES,
    audiences_of,
    notice_of,
    slugs_of,
    stated,
)
from dpo_console.cases.notice.versions import Version, in_force, kept_words, version_on, versions
from dpo_console.cases.notice.whole import NoticeGap, Written, ageing, whole_notice
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.after_release import after_release
from dpo_console.config.notice.notice import EXAMPLES, Notice, example_notice
from dpo_console.law.words import listed
from dpo_console.letters.letter import Block, Rows
from dpo_console.store.asking import Ask
from dpo_console.store.cases import case_file, case_parts
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.reads import lists
from dpo_console.text import counted, day_words

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


@dataclass(frozen=True, slots=True)
class CheckedNotice:
    """What was found in the notice of one school.

    `version` is the one that counts today, or None if none was published. `changed` are the
    passages that differ from it. `releases` are standing sharings that it doesn't mention, by
    reference. `unlisted` are data items of the office that it doesn't name, and `old` statements
    made more than a year ago.
    """

    slug: str
    school: str
    version: Version | None
    gaps: tuple[NoticeGap, ...]
    changed: tuple[NoticeChange, ...]
    releases: tuple[tuple[str, str], ...]
    unlisted: tuple[str, ...]
    old: tuple[str, ...]
    as_printed: tuple[tuple[str, str], ...]

    @property
    def is_true(self) -> bool:
        """True if nothing was found. An old statement may still hold, so it doesn't count."""
        return not (self.gaps or self.changed or self.releases or self.unlisted)


def check_notice(desk: Desk, school: str = "") -> tuple[CheckedNotice, ...]:
    """Check the notice of a school, or of each, as it stands today. Raises BadInput, BadFile."""
    desk.settings.school(school)
    notice = notice_of(desk)
    with desk.database.read() as ask:
        released = list(_standing(ask, desk))
        wanted = (school,) if school else slugs_of(desk.settings)
        return tuple(_check(ask, desk, notice, slug, released) for slug in wanted)


def _check(
    ask: Ask, desk: Desk, notice: Notice, slug: str, released: list[tuple[str, str, str]]
) -> CheckedNotice:
    settings, today = desk.settings, desk.today
    now = whole_notice(settings, notice, slug, today)
    version = in_force(versions(ask, slug), today)
    return CheckedNotice(
        slug=slug,
        school=settings.school(slug).name or settings.name,
        version=version,
        gaps=now.gaps,
        changed=changes(kept_words(ask, version), now.written) if version else (),
        releases=tuple((ref, says) for school, ref, says in released if school == slug),
        unlisted=_unlisted(desk, notice, slug),
        old=tuple(_old(desk, notice, slug, today)),
        as_printed=tuple(_as_printed(desk, notice, slug)),
    )


def _unlisted(desk: Desk, notice: Notice, slug: str) -> tuple[str, ...]:
    """Return the data items that the office added and that the notice for pupils doesn't name."""
    named = stated(desk.settings, notice, slug, "pupils").covers.items
    own = (item for item in desk.settings.sharing.items if item.slug not in standard_items())
    return tuple(item.title for item in own if named and item.slug not in named)


def _old(desk: Desk, notice: Notice, slug: str, today: date) -> Iterator[str]:
    for audience in audiences_of(notice, slug):
        if parts := ageing(stated(desk.settings, notice, slug, audience), today):
            yield f"{TITLES[audience]}: {', '.join(parts)}"


def _as_printed(desk: Desk, notice: Notice, slug: str) -> Iterator[tuple[str, str]]:
    printed = [example_notice(name) for name in EXAMPLES]
    for audience in (*audiences_of(notice, slug), CHILDREN):
        ours = [stated(desk.settings, one, slug, audience).said for one in printed]
        for what, words in stated(desk.settings, notice, slug, audience).said.items():
            if any(one.get(what) == words for one in ours):
                yield TITLES[audience], what
    for contact in notice.contacts:
        if any(contact in one.contacts for one in printed) and "example.org" in contact.website:
            yield CONTACT, contact.name


def _standing(ask: Ask, desk: Desk) -> Iterator[tuple[str, str, str]]:
    """Yield each release whose data are still held and that the notice doesn't mention."""
    for page in case_parts.pages(ask, lists.released(ask)):
        for file in case_file.files(page):
            yield from _of_release(ask, desk, file)


def _of_release(ask: Ask, desk: Desk, file: CaseFile) -> Iterator[tuple[str, str, str]]:
    released = after_release(file)
    if released is None or released.certificate:
        return
    version = version_on(ask, desk.settings, file.case.school, desk.today)
    if version and (lacks := uncovered(version.covers, file)):
        given = f"given {day_words(released.on)}"
        yield version.school, file.case.reference, f"{given}: {'; '.join(lacks)}"


CONTACT = "The contact under “Who else to ask”"
"""What stands before the name of a contact that is still the example's."""

FEW = 4
"""The most statements of an audience that are named, and not only counted."""

NOTHING_MISSING = "Nothing is missing from the notice, by our list of Articles 13 and 14."
"""What the check says where it found nothing."""


def whether_true(found: Sequence[CheckedNotice]) -> str:
    """Return what no program can check, and how many statements are still those of the example."""
    same = {part for one in found for part in one.as_printed}  # schools share most
    known = "Only you can say whether it is true"
    if not same:
        return f"{known}."
    are = "is" if len(same) == 1 else "are"
    return f"{known}: {_kinds_of(same)} {are} still this program's sample, word for word."


def _kinds_of(parts: Collection[tuple[str, str]]) -> str:
    """Return `51 statements, 30 rows of tables and 1 contact`."""
    contacts = sum(title == CONTACT for title, _ in parts)
    rows = sum(title != CONTACT and ": " in part for title, part in parts)
    counts = {"statement": len(parts) - rows - contacts, "table row": rows, "contact": contacts}
    return listed([counted(count, noun) for noun, count in counts.items() if count])


def found_lines(found: CheckedNotice) -> Iterator[str]:
    """Yield the state of a notice and of its version, then everything to correct in it."""
    yield f"{found.school}: {found.version.words if found.version else 'not published'}"
    for audience, gaps in groupby(found.gaps, key=lambda gap: gap.audience):
        lacking = list(gaps)
        yield f"  {TITLES[audience]}: {counted(len(lacking), 'gap')}"
        for gap in lacking:
            yield f"    {gap.says} {gap.remedy} ({gap.law})"
    for change in found.changed:
        yield from change_lines(change)
    yield from _listed("Shared, but not mentioned:", [f"{r}, {says}" for r, says in found.releases])
    yield from _listed("Data items of yours that it doesn't name:", found.unlisted)
    same = "Still this program's sample wording. Check that each is true of your school:"
    yield from _listed(same, _by_audience(found))
    yield from _listed("Stated more than a year ago: do they still hold?", found.old)


def _by_audience(found: CheckedNotice) -> list[str]:
    every = groupby(found.as_printed, key=itemgetter(0))
    return [f"{title}: {_in_short([part for _, part in parts])}" for title, parts in every]


def _in_short(parts: list[str]) -> str:
    """Name the statements where they are few, and count the rows of the tables: there are many."""
    named = [part for part in parts if ": " not in part]
    rows = len(parts) - len(named)
    told = named if len(named) <= FEW else [counted(len(named), "statement")]
    return ", ".join([*told, *([f"{counted(rows, 'row')} of its tables"] if rows else [])])


def change_lines(change: NoticeChange) -> Iterator[str]:
    """Yield a passage that differs: where it stands, why, what it said and what it says now."""
    yield f"  {TITLES[change.audience]}: {change.title} ({change.because})"
    yield from (f"    - {line}" for line in change.was.splitlines())
    yield from (f"    + {line}" for line in change.now.splitlines())


def _listed(title: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"  {title}"
        yield from (f"    {line}" for line in lines)
