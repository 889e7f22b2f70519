"""The data items a third party may ask for, from data_items.toml and the office's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import TypeVar

from dpo_console.errors import BadInput
from dpo_console.text import clean_line
from dpo_console.toml_file import Table, read_toml

FILE = FilePath(__file__).parent / "data_items.toml"

SENSITIVITIES = ("A", "B", "C", "D", "E")
"""The sensitivities, from high to low (DfE data classification standard)."""

RISKS = 6
"""The lowest identification risk: 1 is the highest. 5 under the DfE's code of 2021."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DataItem:
    """One item of the school's data.

    `less` lists lesser items that would often do, the better one first. `less_risk` is their
    identification risk. `special`: special category data (UK GDPR Art 9(1)). `criminal`: offences
    and allegations (Art 10). `marks`: data that the checklist asks to mark. `identity`: it
    identifies the pupil. `also`: its other names.
    """

    slug: str
    title: str
    category: str
    sensitivity: str
    risk: int
    less: tuple[str, ...] = ()
    less_risk: int = RISKS
    special: bool = False
    criminal: bool = False
    marks: tuple[str, ...] = ()
    identity: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item of a request.

    `instead` is the lesser item to give, or '' for the whole. `given` is False if it is withheld.
    `ordered`: the order or duty that compels disclosure names it. `slug` is '' if it is on nobody's
    list.
    """

    slug: str
    title: str
    sensitivity: str
    risk: int
    instead: str = ""
    given: bool = True
    ordered: bool = False

    @property
    def key(self) -> str:
        """The name of the item: its slug, or its title without one."""
        return self.slug or self.title

    @property
    def words(self) -> str:
        """The requested item, and any lesser item to give instead."""
        return f"{self.title}, only: {self.instead}" if self.instead else self.title


@dataclass(frozen=True, slots=True)
class Scales:
    """The meaning of an assessment's letters and numbers, and the titles of the categories."""

    sensitivities: Mapping[str, str]
    risks: Mapping[int, str]
    categories: Mapping[str, str]


@cache
def _read(file: FilePath) -> tuple[Scales, Mapping[str, DataItem]]:
    table = read_toml(file)
    risks = {int(number): words for number, words in table.mapping("risks").items()}
    scales = Scales(table.mapping("sensitivities"), risks, table.mapping("categories"))
    entries = table.table("items")
    items = {slug: read_item(entries.table(slug), slug) for slug in entries.names()}
    for item in items.values():
        if item.category not in scales.categories:
            raise entries.wrong(f"{item.slug}.category", f"is {item.category!r}, which is none.")
    table.done()
    return scales, MappingProxyType(items)


def scales(file: FilePath = FILE) -> Scales:
    """Return the words of the scales. Raises BadFile."""
    return _read(file)[0]


def standard_items(file: FilePath = FILE) -> Mapping[str, DataItem]:
    """Return the items of data_items.toml by slug. Raises BadFile naming file and key."""
    return _read(file)[1]


def read_item(table: Table, slug: str, known: DataItem | None = None) -> DataItem:
    """Read one item of a file. A `known` item needs only its differences. Raises BadFile."""
    old = known or DataItem(slug, "", "", "", 0)
    item = DataItem(
        slug=slug,
        title=table.words("title", *_default(known, old.title)),
        category=table.words("category", *_default(known, old.category)),
        sensitivity=table.one_of("sensitivity", SENSITIVITIES, *_default(known, old.sensitivity)),
        risk=table.take("risk", int, *_default(known, old.risk)),
        less=table.texts("less", old.less),
        less_risk=table.take("less_risk", int, old.less_risk),
        special=table.take("special", bool, old.special),
        criminal=table.take("criminal", bool, old.criminal),
        marks=table.texts("marks", old.marks),
        identity=table.take("identity", bool, old.identity),
        also=table.texts("also", old.also),
    )
    table.done()
    for key, risk in (("risk", item.risk), ("less_risk", item.less_risk)):
        if risk not in range(1, RISKS + 1):
            raise table.wrong(key, f"is {risk}, but must be 1 (the highest) to {RISKS}.")
    return item


def _default(known: DataItem | None, value: T) -> tuple[T, ...]:
    """Return the default of a key, which a new item must give itself."""
    return (value,) if known else ()


def office_item(table: Table) -> DataItem:
    """Read one [[data_item]] of the office: a new item, or the differences from one of ours.

    Raises BadFile naming the key.
    """
    slug = table.words("slug")
    item = read_item(table, slug, standard_items().get(slug))
    if item.category not in scales().categories:
        known = ", ".join(scales().categories)
        raise table.wrong("category", f"is {item.category!r}, but must be one of {known}.")
    return item


def catalogue(own: Iterable[DataItem] = ()) -> Mapping[str, DataItem]:
    """Return all items by slug: ours, with the office's `own` in their place and after them."""
    return {**standard_items(), **{item.slug: item for item in own}}


def find_item(items: Mapping[str, DataItem], wanted: str) -> DataItem | None:
    """Return the item of that name, ignoring case, or None."""
    name = wanted.casefold()
    for item in items.values():
        if name in (item.slug, item.title.casefold(), *item.also):
            return item
    return None


def listed(items: Mapping[str, DataItem], wanted: str, *, ordered: bool = False) -> ListedItem:
    """Return the requested item that `wanted` describes.

    `wanted` is like `date-of-birth`. `date-of-birth:less` takes the best lesser item, and other
    words after the colon describe it. End with `=B2` if sensitivity or identification risk differ
    from the item's own. An item on no list needs them: `Bus pass number=C2`. Raises BadInput.
    """
    said, sensitivity, risk = _rated(clean_line(wanted, "item"))
    name, colon, instead = (part.strip() for part in said.partition(":"))
    item = find_item(items, name)
    if item is None:
        return _unlisted(items, name, instead, sensitivity, risk, ordered=ordered)
    if colon and instead in ("", "less"):
        instead = _least(item)
    usual = item.less_risk if instead else item.risk
    return ListedItem(
        item.slug, item.title, sensitivity or item.sensitivity, risk or usual, instead,
        ordered=ordered,
    )  # fmt: skip


def _rated(wanted: str) -> tuple[str, str, int]:
    """Split off the sensitivity and the risk at the end of the words, or '' and 0 without them."""
    said, equals, rating = wanted.rpartition("=")
    if not equals:
        return wanted, "", 0
    letter, number = rating.strip()[:1].upper(), rating.strip()[1:]
    if letter not in SENSITIVITIES or not (number.isdecimal() and 1 <= int(number) <= RISKS):
        raise BadInput(
            f"{rating!r} is no rating: a sensitivity A to E and an identification risk 1 to "
            f"{RISKS}, 1 the highest, such as B2."
        )
    return said, letter, int(number)


def _least(item: DataItem) -> str:
    if not item.less:
        raise BadInput(
            f"Nothing less is known for {item.slug}: say it in words, such as "
            f'"{item.slug}:in bands", or keep the item back.'
        )
    return item.less[0]


def _unlisted(
    items: Mapping[str, DataItem],
    name: str,
    instead: str,
    sensitivity: str,
    risk: int,
    *,
    ordered: bool,
) -> ListedItem:
    if sensitivity and name:
        return ListedItem("", name, sensitivity, risk, instead, ordered=ordered)
    close = get_close_matches(name.casefold(), items, n=4, cutoff=0.4)
    meant = f" Did you mean: {', '.join(close)}?" if close else ""
    raise BadInput(
        f"There is no data item {name!r}.{meant} All of them: dpo-console data-items. For one that "
        f'is on no list give its sensitivity and identification risk: "{name or "Bus pass"}=C2".'
    )
