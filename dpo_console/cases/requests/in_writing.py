"""A spoken request of a kind that the law wants in writing."""

from dpo_console.law.statutes import statute

SPOKEN = ("phone", "in-person")
"""The ways of asking that leave nothing in writing."""


def spoken_words(kind: str, channel: str) -> str:
    """Return what to do about a spoken request that must be in writing, or ''. Pure."""
    return statute(kind).work.in_writing if channel in SPOKEN else ""
