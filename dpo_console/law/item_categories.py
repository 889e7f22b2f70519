"""The categories of data in a disclosure schedule, from item_categories.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dpo_console.errors import BadInput
from dpo_console.law.exemptions import exemptions, opinions
from dpo_console.text import fold
from dpo_console.toml_file import Table, read_toml

FILE = Path(__file__).parent / "item_categories.toml"


@dataclass(frozen=True, slots=True)
class ItemCategory:
    """One kind of data.

    `opinion` is the slug of the opinion to ask for, or ''. `always` is True if it is needed for any
    treatment, and False if only for release. `suggests` are slugs of the first exemptions to
    consider. `words` are other names for the category.
    """

    slug: str
    title: str
    words: tuple[str, ...]
    opinion: str
    always: bool
    suggests: tuple[str, ...]


@cache
def item_categories(file: Path = FILE) -> Mapping[str, ItemCategory]:
    """Return all categories by slug. Raises BadFile naming the key."""
    table = read_toml(file)
    return MappingProxyType({slug: _category(slug, table.table(slug)) for slug in table.names()})


def _category(slug: str, table: Table) -> ItemCategory:
    category = ItemCategory(
        slug=slug,
        title=table.words("title"),
        words=table.texts("words", ()),
        opinion=table.one_of("opinion", tuple(opinions()), ""),
        always=table.one_of("asked", ("given", "treated"), "given") == "treated",
        suggests=table.texts("suggests", ()),
    )
    table.done()
    for name in category.suggests:
        if name not in exemptions():
            raise table.wrong("suggests", f"names {name!r}, which is no exemption.")
    return category


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
