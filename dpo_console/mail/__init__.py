"""Messages as they came: read into plain words, and never trusted.

A `Message` is one as it was read: who sent it, when, its words and files.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple

LONGEST = 40_000
"""The most characters of a message's words."""

WITHIN = "Another message is in it. Save that by itself, and take it in too."


class Attachment(NamedTuple):
    """A file in a message: its name and type as the sender gave them, and its size in bytes."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message. `name` and `address` are its sender's.

    `sent` and `arrived`, when the school's server took it, are minutes by the clocks of London in
    ISO form. `thread` are the Message-IDs that it answers. `automatic` says why no person sent it,
    and `problem` why it can't be read. `doubts` are sentences. `form` has the answers in one of our
    own forms that is attached to it, by the tags of its fields. Each may be empty.
    """

    name: str = ""
    address: str = ""
    reply_to: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    sent: str = ""
    arrived: str = ""
    message_id: str = ""
    thread: tuple[str, ...] = ()
    automatic: str = ""
    words: str = ""
    attachments: tuple[Attachment, ...] = ()
    doubts: tuple[str, ...] = ()
    problem: str = ""
    form: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON object, which `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Message":
        """Return what `as_json` wrote."""
        known = {one.name: said[one.name] for one in fields(cls) if one.name in said}
        lists = {name: tuple(known.get(name, ())) for name in ("to", "thread", "doubts")}
        attached = tuple(Attachment(*one) for one in said.get("attachments", ()))
        return cls(**{**known, **lists, "attachments": attached})


def known_by(message_id: str) -> str:
    """Return the hash of a Message-ID, by which the same message is known in another copy."""
    said = message_id.encode("utf-8", "replace")
    return hashlib.sha256(said).hexdigest() if said else ""
