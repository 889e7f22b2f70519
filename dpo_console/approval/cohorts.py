"""Challenges to the words on whose data it is: what they tell, and how many they mean. Pure.

“Pupils with an EHC plan” tells something sensitive of each of them, whatever the items are.
"""

import re
from collections.abc import Iterator

from dpo_console.approval.proposal import Challenge, Proposal
from dpo_console.approval.ratings import TELLING_SENSITIVITIES, telling

_SEVERAL = re.compile(
    r"\b(all|every|everyone|everybody|each|whole|entire|both|pupils|students|children|boys|girls"
    r"|classes|siblings|year groups?|years \d+|key stages?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d+) (?:pupils|students|children)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(one|\d+|(?:a )?single|none|any) of (?:all )?(?:the )?\w+", re.IGNORECASE)
"""Words that mean several pupils, a number of them, and words that pick one out of several."""


def telling_cohort(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge to a cohort that tells sensitive data which no item lists."""
    listed = {item.slug for item in p.given}
    for kind in telling(p.cohort, p.catalogue) if not p.urgent else ():
        if kind.sensitivity in TELLING_SENSITIVITIES and kind.slug not in listed:
            rating = f"{kind.sensitivity}{kind.risk}"
            yield Challenge(
                f"cohort.{kind.slug}",
                f"“{_short(p.cohort)}” tells of each pupil what the school's list rates {rating}: "
                f"{kind.title}. List that as an item, or say why the recipient doesn't learn it.",
                blocks=True,
            )


def several_as_one(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge to words that mean more pupils than the number says."""
    if p.pupils is None or p.urgent:
        return
    for words in (p.cohort, p.words, *_free_words(p)):
        counts = [int(count.replace(",", "")) for count in _COUNTED.findall(words)]
        group = p.pupils == 1 and _SEVERAL.search(_ONE.sub("", words))
        if group or any(count > p.pupils for count in counts):
            pupils = "1 pupil" if p.pupils == 1 else f"{p.pupils} pupils"
            yield Challenge(
                "numbers",
                f"“{_short(words)}” means more than {pupils}. Correct the number, or say why it is "
                "right.",
                blocks=True,
            )
            return


def _free_words(p: Proposal) -> Iterator[str]:
    """Yield the words of items that are on no list, and those after an item of the list."""
    for item in p.given:
        kind = p.catalogue.get(item.slug)
        if kind is None:
            yield item.words
        elif item.instead not in kind.less:
            yield item.instead


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= 80 else f"{said[:79]}…"
