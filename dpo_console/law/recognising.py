"""Recognising the kind of a request by the words of a message, as recognising.toml gives them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from dpo_console.law.statutes import kinds
from dpo_console.text import fold
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Key, one_of, some_of
from dpo_console.toml_reader import read

FILE = Path(__file__).parent / "recognising.toml"

_KINDS = some_of(kinds, "has {name!r}, which is no kind of request.")
_GAP = r"(?:[^\s.!?;:]+ ){0,6}?"
REFERENCE = re.compile(r"\b[a-z]{2,5}-\d{4}-\d{4,}\b", re.IGNORECASE)
"""The reference of a case, as people write it, also in small letters."""

_DENIED = re.compile(
    r"(?:\bnot|n't|\bnever|\bno longer|\brather than|\binstead of|\bwithout) (?:[^\s.!?;:]+ ){0,5}$"
)
"""What stands before words that are denied, such as “this is not a”."""

Text = str
"""Words as rules are compared with: `plain` makes them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The words that show a kind. `senders` are domains from which alone they count.

    Some of the words `besides` must stand in the message too, if there are any. `about` is
    what they show it to be about, where a letter must say more of it, or ''.
    """

    kind: Annotated[str, one_of(kinds)]
    words: tuple[str, ...]
    subject: tuple[str, ...] = ()
    over: Annotated[tuple[str, ...], _KINDS] = ()
    senders: Annotated[tuple[str, ...], Key("from")] = ()
    besides: Annotated[tuple[str, ...], Key("with")] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that may show a kind, and may mean anything else. They only tell the officer.

    `beside`: the officer is told of them also where other words show another kind.
    """

    kind: Annotated[str, one_of(kinds)]
    words: tuple[str, ...]
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Besides:
    """Words that stand for no kind: of messages that are about requests, or ask for protection."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognising:
    """The whole file.

    `protects` has the words that ask for protection.
    """

    rules: Annotated[tuple[Rule, ...], Key("rule")]
    hints: Annotated[tuple[Hint, ...], Key("hint")]
    besides: Besides
    protects: Besides


class Shown(NamedTuple):
    """A kind that a message shows, and the words by which it does.

    `beside`: they only hint at it, and the officer is told of them beside another kind.
    """

    kind: str
    words: str
    beside: bool = False


@cache
def recognising(file: Path = FILE) -> Recognising:
    """Read the file. Raises BadFile naming the fault."""
    return read(Recognising, read_toml(file))


def plain(words: str) -> Text:
    """Return words as rules are compared with: small letters, no accents, single spaces.

    References of cases are left out: "SAR" in SAR-2026-0042 asks for nothing.
    """
    return " ".join(REFERENCE.sub(" ", fold(words)).replace("*", " ").split())


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a rule's words."""
    joined = []
    for part in re.findall(r"\([^)]*\|[^)]*\)|\S+", phrase):
        if part == "*":
            joined.append(_GAP)
        elif part.startswith("(") and "|" in part:
            joined.append(f"(?:{'|'.join(re.escape(one) for one in part[1:-1].split('|'))}),? ")
        else:
            joined.append(f"{re.escape(part)},? ")
    text = "".join(joined).removesuffix(" ").removesuffix(",?")
    return re.compile(rf"(?<!\w){text}(?![\w'])")


def _found(phrases: tuple[str, ...], text: Text) -> Iterator[str]:
    """Yield the words in a text that fit a phrase, unless they are denied there."""
    for phrase in phrases:
        for match in _pattern(phrase).finditer(text):
            if not _DENIED.search(text[max(0, match.start() - 60) : match.start()]):
                yield match[0].strip()
                break


def shown(subject: str, words: str, sender: str) -> tuple[Shown, ...]:
    """Return every kind that a message shows, with the first words that show it, in their order.

    `sender` is an e-mail address. Pure.
    """
    text, title = plain(f"{subject}. {words}"), plain(subject)
    found: dict[str, str] = {}
    over: set[str] = set()
    for rule in recognising().rules:
        if rule.senders and not is_from(sender, rule.senders):
            continue
        if rule.besides and not any(_found(rule.besides, text)):
            continue
        said = next(_found(rule.words, text), "") or _title(rule, title)
        if said:
            found[rule.kind] = said
            over |= {*rule.over}
    told = [Shown(kind, said) for kind, said in found.items() if kind not in over]
    return tuple(sorted(told, key=lambda one: text.find(one.words)))


def _title(rule: Rule, title: Text) -> str:
    """Return the words if they are the whole subject line, or begin it before a sign."""
    begun = re.split(r" ?[-:|(,] ?", title)
    return next((said for said in rule.subject if title == said or said in begun), "")


def is_from(sender: str, domains: Iterable[str]) -> bool:
    """Return True for an e-mail address at one of these domains, or below one."""
    domain = sender.rpartition("@")[2]
    return any(domain == one or domain.endswith(f".{one}") for one in domains)


def only_about(kind: str, subject: str, words: str) -> str:
    """Return the words that show a message only to be about requests of a kind, or ''.

    A review or an enquiry always is about an earlier request.
    """
    over = [rule.over for rule in recognising().rules if rule.kind == kind]
    if over and all(over):
        return ""
    return next(_found(recognising().besides.words, plain(f"{subject}. {words}")), "")


def things() -> frozenset[str]:
    """Return every thing that the words of a request may show it to be about."""
    return frozenset(rule.about for rule in recognising().rules if rule.about)


def about(words: str) -> frozenset[str]:
    """Return the things that the words of a request show it to be about, of `things`."""
    text, rules = plain(words), recognising().rules
    return frozenset(r.about for r in rules if r.about and any(_found(r.words, text)))


def hinted(subject: str, words: str) -> tuple[Shown, ...]:
    """Return the kinds that a message may be by words that aren't enough to propose one."""
    text = plain(f"{subject}. {words}")
    found: dict[str, Shown] = {}
    for hint in recognising().hints:
        if said := _first(hint.words, text):
            found.setdefault(hint.kind, Shown(hint.kind, said, hint.beside))
    return tuple(found.values())


def asks_protection(words: str) -> str:
    """Return the words that ask us to keep from somebody where another lives, or ''."""
    return _first(recognising().protects.words, plain(words))


def _first(phrases: tuple[str, ...], text: Text) -> str:
    """Return the first words in a text that fit a phrase, denied or not, or ''."""
    found = (_pattern(phrase).search(text) for phrase in phrases)
    return next((match[0] for match in found if match), "")
