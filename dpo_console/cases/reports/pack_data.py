"""A case as data in an evidence pack, with the fields that each part's declaration names."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum

from dpo_console.cases.reports.pack_contents import Contents
from dpo_console.letters.titles import letter_title
from dpo_console.store.cases.case_parts import as_kept
from dpo_console.store.cases.case_rows import PARTS

_PACKED = {part.row: part.packed for part in PARTS.values() if part.row and part.packed}


def case_data(found: Contents) -> object:
    """Return the case, without its links."""
    return as_plain(replace(found.case, links=()), found)


def schedule_data(found: Contents) -> object:
    """Return the disclosure schedule, with the places searched as the records keep them."""
    plain = as_plain(found.schedule, found)
    places = [as_plain(as_kept(place), found) for place in found.case.places]
    return plain | {"places": places} if isinstance(plain, dict) else plain


def as_plain(value: object, contents: Contents) -> object:
    """Return a view as JSON can hold it, with ISO dates and without protected details."""
    names = _names(value)
    if names:
        return {name: as_plain(_field(value, name), contents) for name in names}
    if isinstance(value, Mapping):
        return {str(key): as_plain(one, contents) for key, one in value.items()}
    if isinstance(value, Enum):
        return as_plain(value.value, contents)
    if isinstance(value, str):
        return contents.hide(value)
    if isinstance(value, Sequence | set | frozenset):
        return [as_plain(one, contents) for one in value]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date | datetime) else value


def _names(value: object) -> Sequence[str]:
    """Return the names of a value's fields, or none if it is a plain value."""
    if type(value) in _PACKED:
        return _PACKED[type(value)]
    if is_dataclass(value):
        return [field.name for field in fields(value)]
    return getattr(value, "_fields", ()) if isinstance(value, tuple) else ()


def _field(value: object, name: str) -> object:
    """Return a field. A letter has a title by its name."""
    if name == "title" and not hasattr(value, name):
        return letter_title(str(getattr(value, "name", "")))
    return getattr(value, name)
