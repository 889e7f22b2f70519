"""A home with a fixed clock and fixed random numbers, and its command line.

This module holds every import from the program that the pins need.
"""

import hashlib
import os
import pwd
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import StringIO
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from dpo_console.casework.office import drafts
from dpo_console.casework.office.opening import open_desk
from dpo_console.cli.run import run
from dpo_console.letters.letter import Letter
from dpo_console.letters.word import saving
from dpo_console.letters.word.saving import sealed
from tests.clock_guard import CLOCK
from tests.conftest import SETTINGS, add_elm, make_home

__all__ = ["Moment", "Said", "keep_draft", "make_fixed_home", "say", "sealed", "still"]

ACCOUNT = "office"
"""The Unix account that every entry of the audit log names."""

CHAIN = bytes(range(16))
"""The number of the installation, which is random elsewhere."""

OWN_WORDS = """
[sharing]
small_number = 10

[[data_item]]
slug        = "bus-pass"
title       = "Bus pass number"
category    = "personal"
sensitivity = "D"
risk        = 3

[[data_item]]
slug        = "reading-age"
title       = "Reading age"
category    = "personal"
sensitivity = "C"
risk        = 4
less        = ["Band of the reading age"]
less_risk   = 5

[[place]]
slug   = "mis"
title  = "Pupil system"
holder = "Data manager"

[[place]]
slug          = "cctv"
title         = "Cameras"
holder        = "Site manager"
kinds         = ["sar"]
hold          = true
deletes_after = 30

[[place]]
slug   = "mail"
title  = "Mailboxes"
holder = "Network manager"
kinds  = ["sar"]
hold   = true
"""
"""The places and data items of the home. A change to the program's own lists doesn't move them."""


@dataclass(frozen=True)
class Said:
    """The output and the exit code of a command line."""

    code: int
    out: str
    err: str


@dataclass
class Moment:
    """A clock that shows the same moment until a test moves it."""

    now: datetime
    nonces: Iterator[int] = field(default_factory=lambda: count(1))

    def __call__(self) -> datetime:
        return self.now


def say(home: Path, *arguments: str, person: str = "", today: date | str) -> Said:
    """Run one command in this process, on a day that its clock tells."""
    out, err = StringIO(), StringIO()
    given = ["--home", str(home), "--today", str(today), *(["--as", person] if person else [])]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv(CLOCK, f"{today}T09:00:00+00:00")
        code = run([*given, *arguments], lambda _: 0)
    return Said(code, out.getvalue(), err.getvalue())


def make_fixed_home(root: Path, *, people: bool = True) -> Path:
    """Make a home with places and data items of its own. Call it where `still` holds."""
    home = make_home(root, people=people)
    add_elm(home)
    settings = home / "data" / "dpo.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(SETTINGS, SETTINGS + OWN_WORDS), "utf-8")
    return home


def keep_draft(home: Path, person: str, today: date, values: dict[str, str]) -> None:
    """Keep what was typed into a form about SAR-2026-0001. Call it where `still` holds."""
    desk = open_desk(home, as_person=person, today=today)
    drafts.keep(desk, "SAR-2026-0001", "Note", values, version=3)


@contextmanager
def still(moment: Moment) -> Iterator[pytest.MonkeyPatch]:
    """Let no clock, no chance, no account and no Word file of this machine into the records."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(open_desk.__kwdefaults__ or {}, "clock", moment)
        patch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=ACCOUNT))
        patch.setattr(secrets, "token_hex", _nonces(moment, secrets.token_hex))
        patch.setattr(os, "urandom", _chain(os.urandom))
        patch.setattr(saving, "docx_bytes", _no_docx)
        patch.setenv("COLUMNS", "80")
        patch.setenv(CLOCK, moment().astimezone(UTC).isoformat())
        yield patch


def _nonces(moment: Moment, random: Callable[[int | None], str]) -> Callable[[int | None], str]:
    """Count the nonces up, which have 32 bytes; the names of temporary files stay random."""

    def token_hex(nbytes: int | None = None) -> str:
        if nbytes != 32:
            return random(nbytes)
        return hashlib.sha256(f"nonce {next(moment.nonces)}".encode()).hexdigest()

    return token_hex


def _chain(random: Callable[[int], bytes]) -> Callable[[int], bytes]:
    return lambda size: CHAIN if size == len(CHAIN) else random(size)


def _no_docx(letter: Letter, **_: object) -> bytes:
    """Stand for the bytes of a Word file, which another zlib or a new wording would change."""
    wording = hashlib.sha256(f"wording {letter.name}".encode()).hexdigest()
    object.__setattr__(letter, "wording_sha256", wording)
    return f"letter {letter.name}".encode()
