"""Cases in great number: the people in the copies of drawn cases."""

from collections.abc import Sequence
from datetime import date
from random import Random

from dpo_console.casework.requests import NewRequest
from dpo_console.demo.filler import Pattern, request_like, stock
from dpo_console.store.copies.digest_text import Words

Model = tuple[str, Pattern]
"""A finished case, by its reference, and the pattern that it follows."""


def copies(models: Sequence[Model], count: int, today: date) -> dict[str, list[Words]]:
    """Return the words of `count` copies, by their model's reference, the same on the same day."""
    lot = Random(-today.toordinal())  # noqa: S311 - made-up names, no secrets
    wanted: dict[str, list[Words]] = {reference: [] for reference, _ in models}
    for _ in range(count):
        reference, pattern = lot.choice(models)
        wanted[reference].append(_words(pattern, request_like(pattern, lot, stock())))
    return wanted


def _words(pattern: Pattern, request: NewRequest) -> Words:
    """Return a copy's own words. An approval covers its recipient, who stays."""
    words = {"summary": request.summary}
    if any(step.verb == "decide" for step in pattern.steps):
        return words
    words |= {
        "requester 0 name": request.requester,
        "requester 0 phone": request.phone,
        "requester 0 address": request.address,
    }
    return words | {f"subject {n} name": name for n, name in enumerate(request.subjects)}
