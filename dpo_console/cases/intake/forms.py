"""The fields of a form that came by e-mail: a system's, as their labels name them, or our own."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dpo_console.approval.form_fields import PublicForm
from dpo_console.cases.application.public_forms import form_marked
from dpo_console.mail.message import Message
from dpo_console.toml_file import read_toml

FILE = Path(__file__).parent / "labels.toml"

FEWEST = 2
"""The fewest labels by which a text is a form. One may stand in any letter."""

OWN = "My own"
"""The choice in our own form of somebody who asks for their own information."""

_ADDRESS = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
_NUMBER = re.compile(r"\+?\d[\d ()-]{7,}\d")

_PAIR = re.compile(r"^\W{0,3}([^\t:|]{2,60}?)\s*\W?\s*[:|\t]+\s*\**\s*(.*)$")
_SIGNS = re.compile(r"[^\w\s-]")


@cache
def _labels() -> Mapping[str, str]:
    """Return the field that each label names."""
    table = read_toml(FILE)
    found = {label: field for field in table.names() for label in table.texts(field)}
    table.done()
    return found


def fields(words: str) -> Mapping[str, str]:
    """Return what a form says, by field, or nothing if the words are no form.

    A field that is given twice, with different values, is '': nobody knows which one counts.
    """
    found: dict[str, str] = {}
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    for place, line in enumerate(lines):
        label, value = _pair(line, lines[place + 1] if place + 1 < len(lines) else "")
        field = _labels().get(label, "")
        if field and value:
            found[field] = value if found.get(field, value) == value else ""
    if "first_name" in found and "last_name" in found and "requester" not in found:
        found["requester"] = f"{found['first_name']} {found['last_name']}"
    named = {"requester", "email"} <= found.keys() or {"requester", "subject"} <= found.keys()
    return found if named and len(found) >= FEWEST else {}


def own_form(message: Message) -> PublicForm | None:
    """Return the form of ours that is attached to a message, filled in, or None."""
    return next(filter(None, map(form_marked, message.form)), None)


def fields_of(message: Message, words: str) -> Mapping[str, str]:
    """Return what our own form says that is attached, or else the form in the `words`."""
    return _own_form(message.form) if own_form(message) else fields(words)


def _own_form(said: Mapping[str, str]) -> Mapping[str, str]:
    """Return what our form says, by field. How to reach somebody is told apart by its look."""
    found = {_labels()[tag]: words for tag, words in said.items() if words and tag in _labels()}
    reach = found.pop("reach", "")
    for way, looks in (("email", _ADDRESS), ("phone", _NUMBER)):
        if told := looks.search(reach):
            found[way] = told[0]
            reach = reach.replace(told[0], ",")
    address = [part.strip() for part in re.split(r"[,;\n]", reach)]
    if any(c.isdigit() for c in reach) or not found.keys() & {"email", "phone"}:
        found["address"] = "\n".join(part for part in address if part.casefold() not in ("", "or"))
    about = found.get("subject", "").partition(",")[0]
    found["subject"] = found.get("requester", "") if found.get("whose") == OWN else about
    return found


def _pair(line: str, following: str) -> tuple[str, str]:
    """Return a label and its value, which may stand on the next line, or empty text."""
    match = _PAIR.match(line)
    if match and match[2].strip():
        return _folded(match[1]), match[2].strip(" *")
    label = _folded(line.rstrip(": \t*|"))
    if label in _labels() and not _is_label(following):
        return label, following.strip(" *")
    return "", ""


def _is_label(line: str) -> bool:
    match = _PAIR.match(line)
    return _folded(match[1] if match else line.rstrip(": *")) in _labels()


def _folded(label: str) -> str:
    return " ".join(_SIGNS.sub("", label.casefold()).split())
