"""The kind that a message shows, and what else it may be in law. Pure."""

from dpo_console.cases.intake.asking import OUR_FORM, AskingPassage
from dpo_console.law.recognising import Shown, only_about
from dpo_console.law.regimes import regimes
from dpo_console.law.statutes import statute
from dpo_console.mail.message import Message

Said = tuple[str, str]
"""A value, or '', and why."""


def kind_of(message: Message, asking: AskingPassage) -> tuple[Said, tuple[Shown, ...]]:
    """Return the kind of the request with the reason, and the other kinds that its words show."""
    passage, shows = asking.passage, asking.shows
    if passage is None or not shows:
        return ("", _no_kind(asking)), ()
    known = {one.kind for one in shows}
    told = (*shows, *(one for one in asking.hints if one.beside and one.kind not in known))
    if message.automatic and not asking.form and passage == message.passages[0]:
        return ("", f"A program or a mailing list sent it: {message.automatic}."), told
    if shows[0].words == OUR_FORM:
        return (shows[0].kind, f"It is {OUR_FORM}, filled in."), told[1:]
    first = _leading(shows)
    if words := only_about(first.kind if first else "", passage.subject, passage.words):
        return ("", f"It may only be about a request: “{words}”."), told
    if first is None:
        named = ", ".join(f"{statute(one.kind).title} (“{one.words}”)" for one in told)
        return ("", f"It may be any of these: {named}."), ()
    if asking.inside and statute(first.kind).work.requester != "staff":
        return ("", f"Somebody of the school wrote “{first.words}”: who asks?"), told
    rest = tuple(one for one in told if one != first)
    return (first.kind, f"It says “{first.words}”."), rest


def _no_kind(asking: AskingPassage) -> str:
    """Return why no kind is proposed, with the words that hint at one or at several."""
    if not asking.hints:
        return asking.why or "No words in it show a kind of request."
    named = " or ".join(f"{statute(one.kind).title} (“{one.words}”)" for one in asking.hints)
    return " ".join(filter(None, (asking.why, f"It may be {named}: which is it?")))


def _leading(shows: tuple[Shown, ...]) -> Shown | None:
    """Return the kind of which the law says that it may be all the others too, or None."""
    pairs = {(overlap.kind, overlap.also) for overlap in regimes().overlaps}
    for one in shows:
        if all((one.kind, other.kind) in pairs for other in shows if other != one):
            return one
    return None
