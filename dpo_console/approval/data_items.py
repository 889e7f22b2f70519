"""The data items a third party may ask for, from data_items.toml and the office's own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Annotated

from dpo_console.errors import BadInput
from dpo_console.text import clean_line
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Name, Words, one_of
from dpo_console.toml_reader import read, read_each

FILE = FilePath(__file__).parent / "data_items.toml"

SENSITIVITIES = ("A", "B", "C", "D", "E")
"""The sensitivities, from high to low (DfE data classification standard)."""

RISKS = 6
"""The lowest identification risk: 1 is the highest. 5 under the DfE's code of 2021."""


@dataclass(frozen=True, slots=True)
class DataItem:
    """One item of the school's data.

    `less` lists lesser items that would often do, the better one first. `less_risk` is their
    identification risk. `special`: special category data (UK GDPR Art 9(1)). `criminal`: offences
    and allegations (Art 10). `marks`: data that the checklist asks to mark. `identity`: it
    identifies the pupil. `reaches`: it tells where somebody lives or how to reach them. `places`:
    it may tell where somebody is, such as another school. `also`: its other names.
    """

    slug: Name
    title: Words
    category: Words
    sensitivity: Annotated[str, one_of(SENSITIVITIES)]
    risk: int
    less: tuple[str, ...] = ()
    less_risk: int = RISKS
    special: bool = False
    criminal: bool = False
    marks: tuple[str, ...] = ()
    identity: bool = False
    reaches: bool = False
    places: bool = False
    also: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Return the hash of the slug, which is quick: many checks look up what an item names."""
        return hash(self.slug)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each risk that is off the scale."""
        for key, risk in (("risk", self.risk), ("less_risk", self.less_risk)):
            if risk not in range(1, RISKS + 1):
                yield key, f"is {risk}, but must be 1 (the highest) to {RISKS}."


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
        """The item as it is given or withheld: a lesser one with the item that it stands for."""
        less = self.instead and self.given
        return f"{self.instead} (instead of {self.title})" if less else self.title


def _by_number(table: Table, key: str, _default: Mapping[int, str]) -> dict[int, str]:
    return {int(number): words for number, words in table.mapping(key).items()}


@dataclass(frozen=True, slots=True)
class Scales:
    """The meaning of an assessment's letters and numbers, and the titles of the categories.

    `asks` has what the own law of an item asks before it is given, by the item's slug.
    """

    sensitivities: Mapping[str, str]
    risks: Annotated[Mapping[int, str], _by_number]
    categories: Mapping[str, str]
    asks: Mapping[str, str]


@cache
def _read(file: FilePath) -> tuple[Scales, Mapping[str, DataItem]]:
    table = read_toml(file)
    items = read_each(DataItem, table.table("items"))
    scales = read(Scales, table)
    for item in items.values():
        if item.category not in scales.categories:
            what = f"is {item.category!r}, which is no category."
            raise table.wrong(f"items.{item.slug}.category", what)
    return scales, MappingProxyType(items)


def scales(file: FilePath = FILE) -> Scales:
    """Return the words of the scales. Raises BadFile."""
    return _read(file)[0]


def standard_items(file: FilePath = FILE) -> Mapping[str, DataItem]:
    """Return the items of data_items.toml by slug. Raises BadFile naming file and key."""
    return _read(file)[1]


def office_item(table: Table) -> DataItem:
    """Read one [[data_item]] of the office: a new item, or the differences from one of ours.

    Raises BadFile naming the key.
    """
    slug = table.words("slug")
    item = read(DataItem, table, standard_items().get(slug), slug=slug)
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


def rated_words(words: str, rating: str, *, ordered: bool = False) -> ListedItem:
    """Return an item in free words with a rating such as B2. Raises BadInput."""
    _, sensitivity, risk = _rated(f"={rating}")
    return ListedItem("", clean_line(words, "item"), sensitivity, risk, ordered=ordered)


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
            f'"{item.slug}:in bands", or withhold the item.'
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
