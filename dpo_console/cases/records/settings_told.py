"""The settings that decide, as the audit log tells them: people, roles, schools, periods, sharing.

A change of data/dpo.toml can move a date or let somebody else rule. The log therefore tells these
settings with the first act under them, and what differs from those before.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

from dpo_console.config import Person, Settings

Told = Mapping[str, object]
"""Settings as JSON has them."""

TOLD_LATER = {"retention", "backup", "looks", "records", "only_today"}
"""Settings that earlier releases lacked. The log tells them once an office has set one."""

ONLY_SHOWN = {
    "name", "label", "host", "dpo", "regulator", "notice", "groups", "people", "places",
    "console",
    "keys", "views", "papers", "intake", "mail",
}  # fmt: skip
"""The settings that decide nothing on a case. People are told apart, and a password never is."""

WORDS = {
    "name", "title", "address", "email", "phone", "website", "holder", "head", "controller",
    "company", "letterhead_states_company",
}  # fmt: skip
"""The parts of a setting that decide nothing: letters show them."""


def settings_now(settings: Settings) -> Told:
    """Return people and the settings that decide, as the log tells them."""
    deciding = {
        name: _plain(value)
        for name, value in settings._asdict().items()
        if name not in ONLY_SHOWN and (value or name not in TOLD_LATER)
    }
    return {"people": _people(settings.people), "settings": deciding}


def _people(people: Sequence[Person]) -> Told:
    """Return people and roles as the log tells them."""
    return {
        person.slug: {
            "name": person.name,
            "role": person.role.value,
            "account": person.account,
            **({"deputy_for": person.deputy_for} if person.deputy_for else {}),
            **({"from": person.deputy_from.isoformat()} if person.deputy_from else {}),
            **({"to": person.deputy_to.isoformat()} if person.deputy_to else {}),
            **({"schools": ", ".join(person.schools)} if person.schools else {}),
        }
        for person in people
    }


def what_changed(known: str, now: Told) -> dict[str, tuple[object, object]] | None:
    """Return each setting that differs from those that the log told last, before and now.

    `known` is JSON, or '' if it told none. Return None if nothing differs. An empty setting is as
    good as none: releases add and retire some.
    """
    if not known:
        return {}
    before = json.loads(known)
    before.pop("changed", None)
    was, is_now = dict(_leaves(before)), dict(_leaves(json.loads(json.dumps(now))))
    paths = sorted(was.keys() | is_now.keys())
    differ = {path: (was.get(path), is_now.get(path)) for path in paths}
    return {p: both for p, both in differ.items() if (both[0] or None) != (both[1] or None)} or None


def _leaves(told: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield each value that holds no others by name, with its path."""
    if not isinstance(told, Mapping):
        yield path, told
        return
    for name, value in told.items():
        yield from _leaves(value, f"{path}.{name}" if path else name)


def _plain(value: object) -> object:
    """Return a setting as JSON has it, by name where its parts have one."""
    if isinstance(value, date | Path):
        return str(value)
    if (named := _named(value)) is not None:
        told = {name: part for name, part in named.items() if name not in WORDS}
        return {n: _plain(part) for n, part in told.items() if part or n not in TOLD_LATER}
    if isinstance(value, frozenset):
        return sorted(str(part) for part in value)
    if isinstance(value, tuple):
        if value and all(hasattr(part, "slug") for part in value):
            return {part.slug: _plain(part) for part in value}
        return [_plain(part) for part in value]
    return value


def _named(value: object) -> dict[str, object] | None:
    """Return the parts of a setting by name, or None if it has no names."""
    if isinstance(value, Mapping):
        return {str(name): part for name, part in value.items()}
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if hasattr(value, "_asdict"):
        parts: dict[str, object] = value._asdict()
        return parts
    return None
