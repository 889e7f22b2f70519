"""The office's own retention periods, under [[retention]] in data/dpo.toml."""

from dataclasses import dataclass
from typing import Annotated

from dpo_console.law.retention import KINDS, YEARS, Covers
from dpo_console.toml_marks import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPeriod:
    """A period of the office that counts instead of ours, and its reason.

    Empty `kinds` mean every kind of request.
    """

    covers: Covers
    kinds: Annotated[tuple[str, ...], KINDS] = ()
    years: Annotated[int, YEARS]
    why: Words
