"""Term dates written into the text of a dpo.toml; all else in it, comments too, stays as it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from dpo_console.config.terms.term_dates import Closed, TermDates
from dpo_console.errors import Refused

ONE_LINE = 80
"""Characters of a list that needs no line for each of its entries."""


def with_dates(text: str, slug: str, dates: TermDates) -> str:
    """Return the text with these dates in place of the school's. Raises Refused on failure.

    A list with the same dates as before keeps its exact text.
    """
    try:
        whole = tomlkit.parse(text)
        schools: Any = whole["school"]
        school = next(s for s in schools if str(s.get("slug", "")).strip() == slug)
        for key, entries in {
            "terms": {first: f"[{first}, {last}]" for first, last in dates.spans},
            "closures": _entries(dates.closures),
            "inset": _entries(dates.inset),
        }.items():
            _put(school, key, entries, "\r\n" if "\r\n" in text else "\n")
        return tomlkit.dumps(whole)
    except (TOMLKitError, StopIteration, LookupError, AttributeError, TypeError):
        raise Refused(
            f"The dates can't be written into data/dpo.toml as it stands. Write them under "
            f"{slug} by hand."
        ) from None


def _entries(closed: Closed) -> dict[date, str]:
    return {
        day: f"{{ on = {day}, why = {tomlkit.string(why).as_string()} }}" if why else str(day)
        for day, why in sorted(closed.items())
    }


def _put(school: Any, key: str, entries: Mapping[date, str], newline: str) -> None:  # noqa: ANN401
    """Put a list into a school's table: where it stood, or below the table's last key."""
    before = school.get(key)
    after = _list_text(entries, {}, newline)
    if before is None:
        if entries:
            _add(school, key, after, newline)
    elif before.unwrap() != _value(after).unwrap():
        school[key] = _value(_list_text(entries, _comments(before.as_string()), newline))


def _value(text: str) -> Any:  # noqa: ANN401 - one of tomlkit's items
    return tomlkit.value(text)


def _add(school: Any, key: str, text: str, newline: str) -> None:  # noqa: ANN401
    """Add a key below the last one, aligned with it.

    tomlkit itself would put it below the comments that belong to what follows the table.
    """
    if isinstance(school, InlineTable):
        school.append(key, _value(text))
        return
    name, item = [entry for entry in school.value.body if entry[0] is not None][-1]
    column = max(len(f"{name.as_string()}{name.sep}") - len("= "), len(key) + 1)
    trail = item.trivia.trail
    item.trivia.trail = (
        f"{trail if trail.endswith(newline) else newline}"
        f"{item.trivia.indent}{key:{column}}= {text}{newline}"
    )


@dataclass(slots=True)
class Comments:
    """The comments of one entry in a list: on lines of their own above it, and beside it."""

    above: list[str] = field(default_factory=list)
    beside: str = ""


def _list_text(entries: Mapping[date, str], comments: Mapping[date, Comments], newline: str) -> str:
    """Return a list as TOML: on one line if it is short, else an entry a line with its comments.

    The comments of a removed entry stay.
    """
    short = f"[{', '.join(entries.values())}]"
    if not comments and len(short) <= ONE_LINE and not any("[" in e for e in entries.values()):
        return short
    lines = ["["]
    for day in sorted({*entries, *comments}):
        said = comments.get(day, Comments())
        lines += [f"  {comment}" for comment in said.above]
        beside = f"  {said.beside}" if said.beside else ""
        lines += [f"  {entries[day]},{beside}"] if day in entries else [beside] if beside else []
    return newline.join([*lines, "]"])


_LINE = re.compile(r"""((?:[^#"']|"(?:\\.|[^"\\])*"|'[^']*')*)(\#.*)?""")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _comments(text: str) -> dict[date, Comments]:
    """Return the comments in a list, by the first day of the entry below or beside them."""
    found: dict[date, Comments] = {}
    above: list[str] = []
    for line in text.splitlines():
        split = _LINE.match(line)
        said, comment = (split[1], (split[2] or "").strip()) if split else (line, "")
        day = _DAY.search(said)
        if day and (above or comment):
            found[date.fromisoformat(day[0])] = Comments(above, comment)
            above = []
        elif comment:
            above.append(comment)
    if above:
        found[date.max] = Comments(above)
    return found
