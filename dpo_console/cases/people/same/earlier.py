"""People as they were recorded before corrections, from the log of their case."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from dpo_console.store.cases.case_file import AuditRow
from dpo_console.store.cases.case_rows import PartyRow

DETAILS = ("name", "organisation", "email", "phone", "address")
"""The details of a person that a correction can change."""


class Former(NamedTuple):
    """What a correction or removal replaced: the person's role, and details. Others are ''."""

    role: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    address: str = ""


def earlier_selves(party: PartyRow, history: Sequence[AuditRow]) -> Iterator[PartyRow]:
    """Yield a person as recorded before each correction, the latest first.

    A correction of the name tells the name before it alone. Of several people in one role, it may
    be any of them. Somebody of the same name and role who was removed counts as an earlier self.
    """
    now = party
    for words in reversed([*_corrections(history)]):
        before: dict[str, Any] = {
            key: str(words[f"before.{key}"]) for key in DETAILS if f"before.{key}" in words
        }
        about = words.get("role") == now.role and words.get("act") in ("set", "remove")
        if before and about and (words.get("name") == now.name or "name" in before):
            now = replace(now, **before)
            yield now


def formers(history: Sequence[AuditRow]) -> Iterator[Former]:
    """Yield what corrections and removals of people replaced, the earliest first."""
    for words in _corrections(history):
        before = (str(words.get(f"before.{key}") or "") for key in Former._fields[2:])
        name = str(words.get("before.name") or words.get("name") or "")
        yield Former(str(words.get("role") or ""), name, *before)


def _corrections(history: Sequence[AuditRow]) -> Iterator[dict[str, Any]]:
    for entry in history:
        if entry.action == "people" and entry.detail and '"before.' in entry.detail:
            yield json.loads(entry.detail)
