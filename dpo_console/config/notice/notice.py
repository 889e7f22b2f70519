"""What an office says of its data, by whose data it is (UK GDPR Art 13-15).

Nothing is supposed: a letter that needs a statement which the office hasn't made is refused.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

from dpo_console.config.texts import Needed, Text
from dpo_console.errors import BadFile
from dpo_console.lazy_import import later
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, some_of
from dpo_console.toml_reader import read

if TYPE_CHECKING:
    from dpo_console.approval import lawful_bases
else:
    lawful_bases = later("dpo_console.approval.lawful_bases")


class Whose(StrEnum):
    """The person whose data they are."""

    PUPIL = "pupil"
    PARENT = "parent"
    WORKFORCE = "workforce"
    VOLUNTEER = "governor-or-volunteer"
    VISITOR = "visitor"


def _bases() -> Collection[str]:
    return lawful_bases.lawful_bases().bases


def _conditions() -> Collection[str]:
    return lawful_bases.lawful_bases().conditions


def _requesters() -> Collection[str]:
    from dpo_console.approval.requesters import requester_kinds

    return requester_kinds()


_SOME_BASES = some_of(_bases, empty="names no basis. Choose from: {known}.")

BY_LAW = ("public-task", "legal-obligation")
"""Bases that another law must lay down (UK GDPR Art 6(3))."""

INTERESTS = ("legitimate-interests", "recognised-interests")
"""Bases that rest on an interest, which the notice must name (UK GDPR Art 13(1)(d))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One purpose, with its lawful bases (UK GDPR Art 6), and conditions where Art 9 applies.

    `purpose` completes “We use it”. `law` lays down a public task or a legal duty. `schedule` is
    the condition of DPA 2018 Sch 1. `interest` is the legitimate interest.
    """

    purpose: Needed
    bases: Annotated[tuple[str, ...], Key("basis"), _SOME_BASES]
    law: Text = ""
    conditions: Annotated[tuple[str, ...], Key("condition"), some_of(_conditions)] = ()
    schedule: Text = ""
    interest: Text = ""
    stated: date

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what a basis or condition needs beside it."""
        if not self.law and any(basis in BY_LAW for basis in self.bases):
            yield "law", "is missing: name the law that lays down the task or duty (Art 6(3))."
        if not self.interest and any(basis in INTERESTS for basis in self.bases):
            yield "interest", "is missing: name the interest (UK GDPR Art 13(1)(d))."
        known = lawful_bases.lawful_bases().conditions
        parts = [known[c].schedule for c in self.conditions if known[c].schedule]
        if parts and not self.schedule:
            yield "schedule", f"is missing: name the condition of DPA 2018 Sch 1 {parts[0]}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One routine recipient: its name, the reason, and the duty or lawful basis for it.

    `kinds` are the kinds of requester that it covers.
    """

    name: Needed
    why: Needed
    law: Needed
    kinds: Annotated[tuple[str, ...], Key("kind"), some_of(_requesters)] = ()
    stated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItems:
    """The data items that the notice names, by their slugs in `dpo-console data-items`."""

    items: tuple[str, ...]
    stated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Somebody else to ask, such as the council or the Department for Education.

    `whose` are the groups of people whose notice names them: pupils, unless it is said.
    """

    name: Needed
    about: Needed
    whose: Annotated[tuple[str, ...], some_of(tuple(Whose))] = (Whose.PUPIL,)
    website: Text = ""
    email: Text = ""
    phone: Text = ""
    stated: date

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the missing way to reach them."""
        if not (self.website or self.email or self.phone):
            yield "website", "is missing, and so are email and phone: give one way to reach them."


FILE = "notice.toml"
"""The name of the file in data/."""

EXAMPLES = ("primary", "trust")
"""The complete examples in this package: a maintained primary school, and a trust."""


def _dated(table: Table, key: str, _default: None) -> date:
    return table.take(key, date)


@dataclass(frozen=True, slots=True)
class Statement:
    """The words of an office, and the day on which it stated them.

    Only words in dpo.toml, where they stood before, have no day.
    """

    says: Needed
    stated: Annotated[date | None, _dated]


@dataclass(frozen=True, slots=True)
class Automated(Statement):
    """The words about decisions by a computer alone (UK GDPR Art 22A).

    `a_person_decides` is True if the office makes none. Unsaid, people read of their rights.
    """

    a_person_decides: bool = False


class _ByPart:
    """Statements by part."""

    __slots__ = ()

    def words(self, part: str) -> str:
        """Return the words about one part, or ''."""
        statement: Statement | None = getattr(self, part, None)
        return statement.says if statement else ""

    def over(self, general: Self) -> Self:
        """Return these statements, with the general ones where these say nothing."""
        return type(self)(**{n: getattr(self, n) or getattr(general, n) for n in parts_of(self)})


def parts_of(statements: _ByPart) -> tuple[str, ...]:
    """Return the names of the parts, stated or not."""
    return tuple(vars(type(statements))["__dataclass_fields__"])


@dataclass(frozen=True, slots=True)
class Statements(_ByPart):
    """The statements on one group of people.

    The first seven are those of UK GDPR Art 15(1). Letters use them, and so does the notice, which
    needs the others as well (Art 13 and 14).
    """

    purposes: Statement | None = None
    categories: Statement | None = None
    recipients: Statement | None = None
    retention: Statement | None = None
    source: Statement | None = None
    transfers: Statement | None = None
    automated: Automated | None = None
    security: Statement | None = None
    providing: Statement | None = None
    items: HeldItems | None = None
    uses: Annotated[tuple[Use, ...], Key("use")] = ()
    shared_with: Annotated[tuple[Recipient, ...], Key("recipient")] = ()


UNSTATED = Statements()

PARTS = parts_of(UNSTATED)[:7]
"""The parts of a notice that letters use."""


@dataclass(frozen=True, slots=True)
class ChildWords(_ByPart):
    """The notice in words for children, a few whole sentences each."""

    categories: Statement | None = None
    purposes: Statement | None = None
    source: Statement | None = None
    recipients: Statement | None = None
    retention: Statement | None = None
    security: Statement | None = None


NO_WORDS = ChildWords()


@dataclass(frozen=True, slots=True)
class ByGroup:
    """The statements on each group of people."""

    pupil: Statements = UNSTATED
    parent: Statements = UNSTATED
    workforce: Statements = UNSTATED
    volunteer: Annotated[Statements, Key(Whose.VOLUNTEER)] = UNSTATED
    visitor: Statements = UNSTATED
    child: ChildWords = NO_WORDS

    def about(self, whose: Whose) -> Statements:
        """Return the statements on one group."""
        found: Statements = getattr(self, whose.name.lower())
        return found


@dataclass(frozen=True, slots=True)
class Notice(ByGroup):
    """The statements of an office. Those of a school come before the statements for all."""

    school: Mapping[str, ByGroup] = field(default_factory=dict)
    contacts: Annotated[tuple[Elsewhere, ...], Key("contact")] = ()

    def words(self, whose: Whose, part: str, school: str = "") -> str:
        """Return the words about one part of the data of a group, or ''."""
        return self.stated(whose, school).words(part)

    def stated(self, whose: Whose, school: str = "") -> Statements:
        """Return the statements on a group at a school."""
        return self.school.get(school, ByGroup()).about(whose).over(self.about(whose))

    def for_children(self, school: str = "") -> ChildWords:
        """Return the words for children at a school."""
        return self.school.get(school, ByGroup()).child.over(self.child)


def read_notice(
    path: Path,
    schools: Collection[str],
    before: Mapping[str, str],
    noted: list[BadFile] | None = None,
) -> Notice:
    """Read data/notice.toml. Raises BadFile for what is wrong, such as an unknown school.

    `before` are words under [notice] in dpo.toml. They count for pupils, of whom they were written,
    where the file says nothing. Every fault stands in `noted` if that is given.
    """
    try:
        at = path.stat()
    except FileNotFoundError:
        notice = Notice()
    except OSError as problem:
        raise BadFile(path, "", f"can't be read ({problem.strerror}).") from None
    else:
        known = noted is None
        notice = _read(path, at.st_mtime_ns, at.st_size) if known else _read_whole(path, noted)
    for slug in notice.school:
        if slug not in schools:
            what = f"isn't in data/dpo.toml, which lists: {', '.join(schools) or 'none'}."
            raise BadFile(path, f"key school.{slug}", what)
    return _with_earlier(notice, before)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Notice:
    return _read_whole(path, None)


def _read_whole(path: Path, noted: list[BadFile] | None) -> Notice:
    return read(Notice, read_toml(path, noted))


def _with_earlier(notice: Notice, before: Mapping[str, str]) -> Notice:
    if not before:
        return notice
    earlier = {part: Statement(words, None) for part, words in before.items()}
    now = {part: getattr(notice.pupil, part) for part in PARTS if getattr(notice.pupil, part)}
    return replace(notice, pupil=replace(notice.pupil, **earlier | now))


def example(name: str) -> str:
    """Return the text of one of the EXAMPLES."""
    return files(__package__).joinpath(f"{name}.toml").read_text("utf-8")


@cache
def example_notice(name: str) -> Notice:
    """Return one of the EXAMPLES, read."""
    return _read_whole(Path(__file__).parent / f"{name}.toml", None)


def unsaid(text: str) -> str:
    """Return the text of an example that states nothing: each statement is a comment."""
    return "".join(_commented(text.splitlines(keepends=True)))


def _commented(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.startswith("#") or not line.strip() else f"# {line}"
