"""Who asks, about whom, and what kind of requester that is. Pure."""

import re
from collections.abc import Mapping, Sequence

from dpo_console.cases.intake.asking import AskingPassage, is_program
from dpo_console.cases.intake.names import each_once, is_about_self, named_in, person, signed
from dpo_console.cases.people.matching.names import bare, near, says
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.cases.people.same.shown import shows
from dpo_console.config import Settings
from dpo_console.law.recognising import asked_by, is_from
from dpo_console.law.statutes import statute
from dpo_console.mail.message import MessagePassage

Said = tuple[str, str]
"""A value, or '', and why."""

_CHILD = r"\b(?:son|daughter|child|children|grandson|granddaughter)\b"
_ACTS_FOR = (
    r"(?i:\bact(?:ing)? (?:for|on behalf of)|\bon behalf of|\binstructed by|\bour client,?)\s+"
    r"(?i:(?:mrs?|ms|miss|dr)\.?\s+)?"
)


def requester_of(asking: AskingPassage, form: Mapping[str, str]) -> Said:
    """Return who asks: as the form says, or as the sender is called and signs."""
    passage = asking.passage
    if passage is None:
        return "", asking.why
    if form:
        name = person(form.get("requester", "")) or form.get("requester", "")[:120]
        return (name, "The form says so.") if name else ("", "The form names several people.")
    if asking.inside and not _by_staff(asking):
        who = passage.name or passage.address
        return "", f"Somebody of the school wrote it ({who}): for whom?"
    if asking.by:
        who = passage.name or passage.address
        return "", f"{who} wrote it, and {asking.by} sent it on: which of them asks?"
    if is_program(passage):
        return "", f"A program sent it ({passage.address}), and no form in it says who asks."
    called, signs = person(passage.name), signed(passage.words)
    if called and signs:
        if not near(called, signs):
            return "", f"It came from {called}, but {signs} signed it."
        return max(called, signs, key=lambda name: len(bare(name))), "The sender, who signed it."
    if called or signs:
        return called or signs, "The sender." if called else "Who signed it."
    return "", f"No full name is in it: it came from {passage.name or passage.address or 'nobody'}."


def _by_staff(asking: AskingPassage) -> bool:
    """Return True if the kind is one that staff report, such as a breach."""
    return bool(asking.shows) and statute(asking.shows[0].kind).work.requester == "staff"


def subjects_of(
    passage: MessagePassage, form: Mapping[str, str], requester: str, kind: str, settings: Settings
) -> Said:
    """Return whom the request is about, `; ` between several, and why."""
    if kind and statute(kind).work.blind:
        return "", "It is about nobody."
    if form.get("subject"):
        name = person(form["subject"]) or form["subject"][:120]
        return ("", "Themselves.") if near(name, requester) else (name, "The form says so.")
    told = named_in(passage.words)
    titled = (*named_in(passage.subject).names, *_last_part(passage.subject))
    names = [
        name for name in each_once((*told.names, *titled))
        if not (requester and near(name, requester)) and not _is_school(name, settings)
    ]  # fmt: skip
    if any(len(name.split()) < 2 for name in names):
        return "", f"The surname isn't certain: {', '.join(names)}."
    if len(names) > 1 and not (told.together and len(names) <= len(told.names)):
        return "", f"It names several people: {', '.join(names)}."
    if client := _client_of_a_child(passage.words, names):
        return "", f"The writer acts for {client}. Is it about them, or about a child?"
    if names:
        return "; ".join(names), "The message names them."
    words = f"{passage.subject}. {passage.words}"
    child = any(one.kind == "parent" for one in asked_by(words))
    if is_about_self(words) and not child:
        return "", "Themselves."
    return "", "No words say for certain whom it is about."


def _client_of_a_child(words: str, names: Sequence[str]) -> str:
    """Return the only name, where a representative of that person also speaks of a child, or ''."""
    if len(names) != 1 or not re.search(_CHILD, words, re.IGNORECASE):
        return ""
    return names[0] if re.search(rf"{_ACTS_FOR}{re.escape(names[0])}", words) else ""


def _last_part(subject: str) -> tuple[str, ...]:
    """Return the name at the end of a subject line such as “Subject access request – Tom Doe”."""
    for sign in (" - ", " – ", " — ", ": ", " for ", " re "):
        name = person(subject.rpartition(sign)[2]) if sign in subject else ""
        if name and all(word[0].isupper() for word in name.split()):
            return (name,)
    return ()


def _is_school(name: str, settings: Settings) -> bool:
    return any(says(school.name, words_in(name)) for school in settings.schools)


def requester_kind_of(passage: MessagePassage, kind: str) -> str:
    """Return the kind of requester if the words or the sender's name show exactly one, or ''."""
    said = {one.kind for one in asked_by(f"{passage.subject}. {passage.words}")}
    said |= {*shows(passage.name, passage.name)} if passage.name else set()
    if is_from(passage.address, ("police.uk",)):
        said = {"police"}
    if len(said) != 1:
        return ""
    (one,) = said
    fits = statute(kind).work.asked_by if kind else ("anybody",)
    return one if "anybody" in fits or one in fits else ""
