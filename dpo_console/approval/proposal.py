"""A proposed sharing, and the challenges to it, as plain values and in a few words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dpo_console.approval.data_items import DataItem, ListedItem, standard_items
from dpo_console.approval.model import Path

SMALL_NUMBER = 10
"""The number of pupils below which numbers are small, unless the office sets another."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed sharing: its content, its recipient and its footing.

    `catalogue` has the school's data items by slug. `named` is True if the request is about pupils
    it names. `cohort` says whose data it is, in words. `pupils` is None if their number is unknown.
    `words` describe anything to be shared besides the items, in the office's own words. `rated` is
    True if the checklist says that each item has been rated. `urgent`: it was released already, for
    safeguarding. `notice_lacks` asks about what the privacy notice doesn't mention, or is ''.
    `conduct` tells what the records show against the same organisation, or is ''. `role_said` is
    the recipient's role for these data in its own words, or ''. `consent` are the consents that
    stand, or ''. `country` is where the data are held, and `cover` what allows them to be there.
    """

    requester_kind: str
    school_type: str
    path: Path
    catalogue: Mapping[str, DataItem]
    items: tuple[ListedItem, ...] = ()
    cohort: str = ""
    pupils: int | None = None
    years: str = ""
    purpose: str = ""
    basis: str = ""
    condition: str = ""
    dpia: str = ""
    agreement: str = ""
    named: bool = False
    words: str = ""
    rated: bool = False
    urgent: bool = False
    small_number: int = SMALL_NUMBER
    notice_lacks: str = ""
    conduct: str = ""
    role_said: str = ""
    consent: str = ""
    country: str = ""
    cover: str = ""

    @property
    def given(self) -> tuple[ListedItem, ...]:
        """The items that would be given."""
        return tuple(item for item in self.items if item.given)

    def kinds(self) -> Iterator[tuple[ListedItem, DataItem]]:
        """Yield the items that would be given and are on the school's list, each with its entry."""
        for item in self.given:
            if item.slug in self.catalogue:
                yield item, self.catalogue[item.slug]


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge, in a sentence.

    `criterion` is the one whose evidence also answers it, once met, or ''. A `final` challenge
    accepts no reason: only a change of the proposal answers it. `ratings` are the two ratings that
    differ, where it is about one.
    """

    name: str
    says: str
    blocks: bool = False
    criterion: str = ""
    final: bool = False
    ratings: str = ""


_WORDS = {
    "words": "data in words that nobody has rated",
    "rating": "the rating of",
    "cohort": "what the cohort tells:",
    "numbers": "how many pupils the words mean",
    "only": "the rating of your own words for a part of",
    "words-too": "what is withheld, beside words that may hold it",
    "legitimate-interests": "legitimate interests as the basis",
    "special-category": "the condition for special category data",
    "schedule-1": "the condition of DPA 2018 Sch 1",
    "criminal-data": "what allows data about offences",
    "asks": "what the law asks before it is given:",
    "less": "whether less than … would do",
    "small-numbers": "whether small numbers make a pupil known",
    "identifying": "data that identify pupils",
    "years": "how many years",
    "notice": "whether the privacy notice covers it",
    "conduct": "earlier conduct of the organisation",
    "declarations": "who signs a declaration for data that identify pupils",
    "consent": "consent as the basis",
    "no-consent": "consent as the basis, which nobody is recorded to have given",
    "agreement": "the contract or arrangement",
    "role": "the recipient's role",
    "adequacy": "what allows a transfer abroad",
    "dpia": "whether a DPIA is needed",
    "statement": "the statement under DPA 2018 Sch 2",
    "order-items": "which items the order names",
    "beyond-order": "not named in the order:",
}


def challenge_words(name: str, ratings: str = "") -> str:
    """Return the subject of a challenge in a few words, by its name, with any `ratings`."""
    what, _, item = name.partition(".")
    known = standard_items().get(item)
    title = known.title if known else item.replace("-", " ")
    about = f" “{title}”" if item and what != "words-too" else ""
    before, _, after = _WORDS.get(what, what).partition(" …")
    return f"{before}{about}{after}{f' ({ratings})' if ratings else ''}"
