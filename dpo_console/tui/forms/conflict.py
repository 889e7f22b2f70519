"""A form beside changes that others made to its case while it was open.

A form that only adds is saved on top of others' changes elsewhere in the case, which are reported
afterwards. Examples are a note, case details, an item, a place or a person.

Some entries decide a clock, a release check, an outcome or the case's readers. Examples are a fact,
an answer to a criterion, a ruling, a release, a closing, a kind or an owner. These are saved only
once the officer has seen the changes.

Where both have changed the same field, in any form, the officer chooses which entry stands. A field
that nobody else changed is no conflict. A field that the officer left alone follows the records.
Nothing typed is lost: an entry without a field is shown until the form is left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dpo_console.cases.view.changed_by_others import ChangeMade
from dpo_console.text import day_words
from dpo_console.tui.forms.field import SEVERAL, Field, fits, pinned

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Differing:
    """A field that both have changed.

    `yours` and `theirs` are words, and `value` is their entry as the form holds it. `who` tells who
    changed it and when, or is '' where the history can't tell.
    """

    name: str
    label: str
    yours: str
    theirs: str
    value: str
    who: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Entries typed into a form that was rebuilt since.

    `values` holds them by field. `lost` holds the label and words of each entry without a field.
    """

    values: Mapping[str, str]
    lost: tuple[tuple[str, str], ...]


def carry(before: Sequence[Field], now: Sequence[Field], typed: Mapping[str, str]) -> Carried:
    """Carry typed entries into the fields as they are now. Untouched fields follow the records."""
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
    done: Sequence[ChangeMade],
    now: datetime,
) -> tuple[Differing, ...]:
    """Return the fields that others have changed, to something other than the typed entry.

    `stood` holds the records as the officer last saw them.
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


def who_did(words: str, done: Sequence[ChangeMade], now: datetime) -> str:
    """Return `Ben Hale, 09:12`, or every name where the history can't tell which person it was."""
    naming = [one for one in done if words != NOTHING and words in one.text] or list(done)
    names = list(dict.fromkeys(one.by for one in naming))
    if len(names) == 1:
        return f"{names[0]}, {naming[-1].when(now)}"
    return " or ".join(names)


def in_words(field: Field, value: str) -> str:
    """Return a value as people read it."""
    if field.choices:
        words = dict(field.choices)
        return " + ".join(words.get(v, v) for v in value.split(SEVERAL)) or NOTHING
    if field.day:
        try:
            return day_words(date.fromisoformat(value))
        except ValueError:
            return value or NOTHING
    return value.strip() or NOTHING
