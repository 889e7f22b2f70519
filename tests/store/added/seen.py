"""A separate process with the added part, because rows take their fields as they are imported.

Usage: python -m tests.store.added.seen FOLDER. It writes what becomes of the part, as JSON.
"""

import asyncio
import json
import shutil
import sys
from collections.abc import Mapping
from contextlib import closing, redirect_stdout
from dataclasses import make_dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpo_console.store.cases import disclosure_rows as rows
from tests.store.added.call_rows import CALLS, FIELD

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk

rows.DISCLOSURE_PARTS["calls"] = CALLS
for held in ("ShownParts", "DisclosureParts"):
    fields: list[Any] = [FIELD]
    more = make_dataclass(held, fields, bases=(getattr(rows, held),), frozen=True, kw_only=True)
    setattr(rows, held, more)


def with_step(folder: Path) -> None:
    """Have the layout's steps in a folder of its own, with one more."""
    from dpo_console.store.sqlite import layouts

    steps = shutil.copytree(layouts.FOLDER, folder / "migrations")
    step = Path(__file__).with_name("call.sql")
    shutil.copy(step, steps / f"{layouts.newest() + 1:04}.sql")
    layouts.FOLDER = steps


def seen(folder: Path) -> Mapping[str, object]:
    """Return what the added part comes to, at each place where it may."""
    from dpo_console.casework.requests import NewRequest, log_request
    from tests.conftest import desks, make_home

    with_step(folder)
    home = make_home(folder / "home")
    desk = desks(home)()
    reference = log_request(desk, NewRequest("sar", date(2026, 11, 20), "Jane Doe")).reference
    return {"shown": shown(desk, reference), "kept": kept(desk, reference)}


def shown(desk: "Desk", reference: str) -> Mapping[str, object]:
    """Return the part on its page, as JSON and on its screen."""
    from dpo_console.cases.view.case import case_view
    from tests.store.added.call_page import calls_json, print_calls
    from tests.store.added.call_screen import CallScreen
    from tests.store.added.calling import call
    from tests.tui.conftest import opened

    call(desk, reference, "Ann Bell", date(2026, 11, 25), "She has the file")
    case: Any = case_view(desk, reference)
    with redirect_stdout(StringIO()) as page:
        print_calls(case.calls)

    async def on_screen() -> str:
        async with opened(desk, (100, 30)) as console:
            console.app.push_screen(CallScreen(desk, case))
            await console.rest()
            return console.shown

    screen = asyncio.run(on_screen())
    return {"page": page.getvalue(), "json": calls_json(case.calls), "screen": screen}


def kept(desk: "Desk", reference: str) -> Mapping[str, object]:
    """Return what the log vouches for, what a pack tells, and what an erasure leaves."""
    from dpo_console.cases.records.verify import verify
    from dpo_console.cases.reports.pack_contents import case_data, contents
    from dpo_console.store import forgetting
    from dpo_console.store.sqlite.connections import connect

    def faults() -> list[str]:
        return [check.text for check in verify(desk).checks if not check.sound]

    sound, pack = faults(), case_data(contents(desk, reference))
    with closing(connect(desk.home.database)) as records, records:
        records.execute("UPDATE call SET whom = 'Ben Bell'")
    assert isinstance(pack, dict)
    return {
        "sound": sound,
        "altered": " ".join(faults()),
        "pack": pack["calls"],
        "erased": "call" in forgetting.DELETED,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(seen(Path(sys.argv[1]))))
