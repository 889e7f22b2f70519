"""A form beside what others did to its case while it was open: field by field, three ways.

The rule. A form that only adds (a note, particulars, an item, a place, a person) is saved on top of
what others did elsewhere in the case, which is told afterwards. Whatever a clock, a gate, an
outcome or who sees a case hangs on (a fact, an answer to a criterion, a ruling, a release, a
closing, a kind, an owner) is saved only once the officer has seen what was done meanwhile. Where
both have changed the same field, whichever form it is, the officer says for each which of the two
stands. What nobody else touched is no conflict, what the officer didn't touch follows the records,
and nothing typed is lost: what finds no place any more is shown until the form is left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dpo_console.cases.view.meanwhile import Done
from dpo_console.text import day_words
from dpo_console.tui.forms.field import SEVERAL, Field, fits, pinned

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Differing:
    """A field that both have changed. `yours` and `theirs` are words, `value` what theirs is in the
    form; `who`: who changed it and when, '' where that can't be told.
    """

    name: str
    label: str
    yours: str
    theirs: str
    value: str
    who: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What was typed, in a form that was made again: `values` by field; `lost`: label and words of
    what it has no place for.
    """

    values: Mapping[str, str]
    lost: tuple[tuple[str, str], ...]


def carry(before: Sequence[Field], now: Sequence[Field], typed: Mapping[str, str]) -> Carried:
    """Take what was typed into the fields as they are now; what wasn't touched follows them."""
    old = {field.name: field for field in before}
    values: dict[str, str] = {}
    lost: list[tuple[str, str]] = []
    for field in now:
        mine = typed.get(field.name, field.value)
        touched = field.name in old and mine != old[field.name].value
        kept = touched or field.stands is not None
        values[field.name] = mine if kept and fits(field, mine) else field.value
        if touched and not fits(field, mine):
            lost.append((field.label, in_words(old[field.name], mine)))
    gone = [field for field in before if field.name not in values]
    lost += [(f.label, in_words(f, typed[f.name])) for f in gone if typed[f.name] != f.value]
    return Carried(values, tuple(lost))


def differing(
    fields: Iterable[Field],
    stood: Mapping[str, str],
    typed: Mapping[str, str],
    done: Sequence[Done],
    now: datetime,
) -> tuple[Differing, ...]:
    """The fields whose records differ both from what `stood` there when the officer last saw them
    and from what was typed.
    """
    found = []
    for field in fields:
        mine, theirs = pinned(field, typed[field.name], now.date()), field.recorded
        if theirs not in (mine, stood.get(field.name, theirs)):
            said = in_words(field, theirs)
            who = who_did(said, done, now)
            found.append(
                Differing(field.name, field.label, in_words(field, mine), said, theirs, who)
            )
    return tuple(found)


def who_did(words: str, done: Sequence[Done], now: datetime) -> str:
    """`Ben Hale, 09:12`; where the history doesn't say which of several it was, all of them."""
    naming = [one for one in done if words != NOTHING and words in one.text] or list(done)
    names = list(dict.fromkeys(one.by for one in naming))
    if len(names) == 1:
        return f"{names[0]}, {naming[-1].when(now)}"
    return " or ".join(names)


def in_words(field: Field, value: str) -> str:
    """A value as people read it."""
    if field.choices:
        words = dict(field.choices)
        return " + ".join(words.get(v, v) for v in value.split(SEVERAL)) or NOTHING
    if field.day:
        try:
            return day_words(date.fromisoformat(value))
        except ValueError:
            return value or NOTHING
    return value.strip() or NOTHING
