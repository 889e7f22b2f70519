"""A message as it was read: who wrote what, when, and what can't be told."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple


class Attachment(NamedTuple):
    """A file in a message: its name and type as the sender gave them, and its size in bytes."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class MessagePassage:
    """One writer's own words in a message, which may quote or forward others.

    `sent` is a day or a minute by the clocks of London in ISO form, or '' if it can't be told.
    `when` says where that was read. `place` says where the passage stands.
    """

    place: str
    name: str = ""
    address: str = ""
    reply_to: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    sent: str = ""
    when: str = ""
    words: str = ""


class Leaver(NamedTuple):
    """A pupil of a list of leavers: the ISO day on which they left, where to, and from where."""

    name: str
    left: str
    to: str
    school: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its passages, the outermost first, and what came with it.

    `arrived` is when the school's server took it, in the form of `sent`. `automatic` says why no
    person sent it, and `problem` why it can't be read. Both may be ''. `doubts` are sentences.
    `form` has what one of our own forms says that is attached to it, by the tags of its fields. A
    row of a list of leavers has a `leaver` in place of passages.
    """

    passages: tuple[MessagePassage, ...] = ()
    message_id: str = ""
    arrived: str = ""
    automatic: str = ""
    attachments: tuple[Attachment, ...] = ()
    doubts: tuple[str, ...] = ()
    problem: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    leaver: Leaver | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON object, which `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Message":
        """Return what `as_json` wrote."""
        known = {one.name: said[one.name] for one in fields(cls) if one.name in said}
        passages = tuple(
            MessagePassage(**{**p, "to": tuple(p["to"])}) for p in said.get("passages", ())
        )
        attached = tuple(Attachment(*one) for one in said.get("attachments", ()))
        leaver = said.get("leaver")
        return cls(
            **{
                **known,
                "passages": passages,
                "attachments": attached,
                "doubts": tuple(said.get("doubts", ())),
                "leaver": Leaver(*leaver) if leaver else None,
            }
        )
