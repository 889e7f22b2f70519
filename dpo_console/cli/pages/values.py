"""The building blocks of every JSON document."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path

Json = dict[str, object]
"""One JSON object."""


def moment(value: date | datetime | None) -> str | None:
    """Return a day as 2026-11-24, or a minute in London as 2026-11-24T14:20."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.isoformat(timespec="minutes")
    return value.isoformat() if value else None


def picked(value: object, names: str) -> Json:
    """Return these fields of a row, each under its name.

    `key=field` tells a field under another key. A `?` at the end tells null where it is empty.
    """
    found: Json = {}
    for name in names.split():
        key, _, field = name.removesuffix("?").partition("=")
        plain = _plain(getattr(value, field or key))
        found[key] = (plain or None) if name.endswith("?") else plain
    return found


def _plain(value: object) -> object:
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple | frozenset) else value
