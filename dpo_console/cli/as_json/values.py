"""The building blocks of every JSON document."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpo_console.law.model import Moment

Json = dict[str, object]
"""One JSON object."""


def moment(value: "Moment | None") -> str | None:
    """Return a day as 2026-11-24, or a minute in London as 2026-11-24T14:20."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if value else None
