"""The categories of data in a disclosure schedule, from item_categories.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from dpo_console.errors import BadInput
from dpo_console.law.exemptions.exemptions import exemptions, opinions
from dpo_console.text import fold
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, Name, Words, one_of, some_of
from dpo_console.toml_reader import read_each

FILE = Path(__file__).parent / "item_categories.toml"

_EXEMPTIONS = some_of(exemptions, "names {name!r}, which is no exemption.")


def _always(table: Table, key: str, _default: bool) -> bool:
    return table.one_of(key, ("given", "treated"), "given") == "treated"


@dataclass(frozen=True, slots=True)
class ItemCategory:
    """One kind of data.

    `opinion` is the slug of the opinion to ask for, or ''. `always` is True if it is needed for any
    treatment, and False if only for release. `suggests` are slugs of the first exemptions to
    consider. `words` are other names for the category.
    """

    slug: Name
    title: Words
    words: tuple[str, ...] = ()
    opinion: Annotated[str, one_of(opinions)] = ""
    always: Annotated[bool, Key("asked"), _always] = False
    suggests: Annotated[tuple[str, ...], _EXEMPTIONS] = ()


@cache
def item_categories(file: Path = FILE) -> Mapping[str, ItemCategory]:
    """Return all categories by slug. Raises BadFile naming the key."""
    return MappingProxyType(read_each(ItemCategory, read_toml(file)))


def item_category(typed: str) -> ItemCategory:
    """Return the category with that slug, title or other name. Raises BadInput."""
    found = _by_words().get(_key(typed))
    if found is None:
        close = get_close_matches(_key(typed), _by_words(), n=3, cutoff=0.6)
        known = list(dict.fromkeys(_by_words()[word].slug for word in close)) or item_categories()
        ask = "Did you mean" if close else "There are"
        raise BadInput(f"category: there is no {typed!r}. {ask}: {', '.join(known)}.")
    return found


def category_title(slug: str) -> str:
    """Return the title of a category, or the slug if there is no such category."""
    found = item_categories().get(slug)
    return found.title if found else slug


@cache
def _by_words() -> dict[str, ItemCategory]:
    return {
        _key(word): category
        for category in item_categories().values()
        for word in (*category.words, category.title, category.slug)
    }


def _key(typed: str) -> str:
    return " ".join(fold(typed).replace("-", " ").replace("_", " ").split())
