"""The sections of the written notice, from sections.toml, and their fields filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from dpo_console.letters.letter import Block
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Key, Words
from dpo_console.toml_reader import read

FILE = Path(__file__).with_suffix(".toml")

_FIELD = re.compile(r"\{([\w.]+)\}")


@dataclass(frozen=True, slots=True)
class Conditional:
    """A paragraph that stands only on a basis, for an audience, or with conditions of Art 9."""

    says: Words
    only: Annotated[str, Key("if")] = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A section before it is filled. `lists` names the list or table between the paragraphs.

    Without that, the section is left out, unless the list is `optional`.
    """

    slug: Words
    title: Words
    says: tuple[str, ...] = ()
    lists: str = ""
    optional: bool = False
    after: tuple[Conditional, ...] = ()


@dataclass(frozen=True, slots=True)
class ParentsRecord:
    """What the notice says of a parent's right of its own, and the kind of request that it is."""

    kind: Words
    says: Words


@dataclass(frozen=True, slots=True)
class Templates:
    """The sections for everybody, and those for children.

    `requests` is the kind of request whose retention period they give.
    """

    requests: Words
    parents_record: ParentsRecord
    section: tuple[Template, ...]
    child: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A written section."""

    slug: str
    title: str
    blocks: tuple[Block, ...]


@cache
def templates() -> Templates:
    """Return the sections before they are filled. Raises BadFile."""
    return read(Templates, read_toml(FILE))


def filled(template: str, fields: Mapping[str, str]) -> str:
    """Return a paragraph with its fields, or '' if one of them is empty.

    A value is never read as a template. A sentence that it ends isn't ended twice.
    """
    if not all(fields.get(name) for name in _FIELD.findall(template)):
        return ""
    whole = _FIELD.sub(lambda found: fields[found[1]].strip(), template)
    return whole if whole.endswith("...") else re.sub(r"([.!?])\.(?=\s|$)", r"\1", whole)
