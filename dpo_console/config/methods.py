"""The channels by which a request comes, and the methods by which a letter or a notice is given."""

from collections.abc import Mapping

CHANNEL_WORDS: Mapping[str, str] = {
    "email": "by e-mail",
    "letter": "by letter",
    "phone": "by telephone",
    "in-person": "in person",
    "portal": "through our website",
    "other": "",
}
"""Each channel as it is typed and kept, with a letter's words for it."""

CHANNELS = tuple(CHANNEL_WORDS)
"""The channels as they are typed and kept."""


SPOKEN = ("phone", "in-person")
"""The ways of asking that leave nothing in writing."""


METHODS: Mapping[str, str] = {
    "email": "by e-mail",
    "post": "by post",
    "hand": "by hand",
    "phone": "by telephone",
    "portal": "through our website",
    "other": "another way",
}
"""Each method as it is typed and kept, with its words."""

_ALSO: Mapping[str, str] = {
    "e-mail": "email",
    "secure email": "email",
    "secure e-mail": "email",
    "letter": "post",
    "first class post": "post",
    "first-class post": "post",
    "second class post": "post",
    "second-class post": "post",
    "recorded delivery": "post",
    "special delivery": "post",
    "royal mail": "post",
    "in person": "hand",
    "telephone": "phone",
    "website": "portal",
    "courier": "other",
}
"""Other names for a method. The whole of what is typed must be one of them."""


def method_named(typed: str) -> str:
    """Return the method that was named, such as `post` for `By post`, or '' for any other words."""
    name = " ".join(typed.casefold().split()).removeprefix("by ")
    return name if name in METHODS else _ALSO.get(name, "")


def sent_by(method: str) -> str:
    """Return how a letter was sent, such as `sent by post`, or '' if the method is unknown."""
    return f"sent by {method.removeprefix('by ')}" if method else ""


def spoken_words(kind: str, channel: str) -> str:
    """Return what to do about a spoken request that must be in writing, or ''. Pure."""
    from dpo_console.law.statutes import statute  # a form names channels before there is a law

    return statute(kind).work.in_writing if channel in SPOKEN else ""
