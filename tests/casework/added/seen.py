"""A separate process with the added act, because screens take their keys as they are imported.

Usage: python -m tests.casework.added.seen HOME. It writes what an officer sees of the act, as JSON.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dpo_console.casework import acts
from tests.casework.added.acts import TELEPHONE

acts.DECLARED = (*acts.DECLARED, TELEPHONE)


async def seen(home: Path) -> Mapping[str, str]:
    """Return what the console shows of the act, at each place where it may."""
    from dpo_console.cases.office.permissions import why_may_not
    from dpo_console.casework.requests import NewRequest, log_request
    from tests.conftest import desks
    from tests.tui.conftest import opened

    sit = desks(home)
    for name in ("Jane Doe", "Ana Roe"):
        log_request(sit(), NewRequest("sar", date(2026, 11, 20), name))
    shown = {"refusal": why_may_not(sit("dsl"), "telephone")}
    async with opened(sit(), (120, 60)) as c:

        async def after(place: str, *keys: str) -> None:
            await c.press(*keys)
            shown[place] = c.shown

        await after("key bar", "enter")
        await after("help", "question_mark")
        await c.press("escape", "colon")
        await c.type("ring the requester")
        await c.rest()
        shown["palette"] = c.shown
        await after("steps", "escape", "m")
        await after("form", "Z")
        await c.type("Yes")
        await after("timeline", "enter")
        await after("undo", "u")
        await after("many", "escape", "escape", "asterisk", "m")
        await after("form for many", "Z")
    return shown


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(seen(Path(sys.argv[1])))))
