"""Letters as shown, written and to be written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """A letter as the picker shows it: if it fits the case, and its gaps.

    `asks` are the fields that only the officer can fill, name and label. `needs` are the names of
    those required. `against` are the checks that keep it back, though it suits the case. `takes`
    has the values that the letter takes from the case. `offers` has the first values of its form.
    `filled` has the words of the asked fields that the case or earlier entries fill. They are ''
    for a list, and in a case with protected details. `denied` says in few words what the case shows
    that this letter denies. `last_days` has the last day to answer that guidance allows, by
    field. `details` are the names of the asked fields that the case details fill.
    """

    name: str
    title: str
    fits: bool
    why_not: str
    missing: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    against: tuple[str, ...] = ()
    takes: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)
    denied: str = ""
    last_days: Mapping[str, date] = field(default_factory=dict)
    details: tuple[str, ...] = ()
