"""What every JSON document is made of."""

from datetime import datetime

from dpo_console.law.model import Moment

Json = dict[str, object]
"""One JSON object."""


def moment(value: Moment | None) -> str | None:
    """A day as 2026-11-24, a minute in London as 2026-11-24T14:20."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if value else None
