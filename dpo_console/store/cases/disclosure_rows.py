"""The parts of a case about what is searched, disclosed and shared: rows and declarations."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from dpo_console.approval.model import ROLES
from dpo_console.store.cases.parts import Covered, KeptAs, Note, Part, WorkedOut


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A third party's request. `nonce` is 64 random hex digits.

    `role` is the recipient's role where it is no controller of its own, or ''. It has a path of its
    own, which is ordinary where it is kept.
    """

    case_id: int
    purpose: str
    items: str
    cohort: str
    lawful_basis: str
    power: str
    path_kept: Annotated[str, KeptAs("path")]
    method: str
    until: date | None
    nonce: str
    years: str
    pupils: int | None
    condition: str
    dpia: str
    agreement: str
    review_on: date | None
    role: Annotated[str, Note("scope.role")] = ""

    @property
    def path(self) -> str:
        """The path through the gate. Words that name no role are none."""
        return self.role if self.role in ROLES else self.path_kept


@dataclass(frozen=True, slots=True)
class ScopeItemRow:
    """One requested data item. `ordered`: the order or duty that compels disclosure names it."""

    id: int
    position: int
    slug: str
    title: str
    sensitivity: str
    risk: int
    instead: str
    given: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of the search plan.

    `hold`: the place deletes data automatically, after `deletes_after` days if that is known. Then
    `gone_on` is when the data held on receipt will be lost. `told` and `asked` name the people told
    and asked. `result` is '' until the place has answered, then found, nothing or not-searched,
    with its `note`.
    """

    id: int
    number: Annotated[int, KeptAs("position")]
    slug: str
    title: str
    holder: str
    hold: bool
    deletes_after: int | None
    told_on: Annotated[date | None, KeptAs("hold_on")]
    asked_on: date | None
    reply_by: date | None
    chased_on: date | None
    answered_on: date | None
    result: str
    told: Annotated[str, Note("place.told")] = ""
    asked: Annotated[str, Note("place.asked")] = ""
    note: Annotated[str, Note("place")] = ""
    gone_on: Annotated[date | None, WorkedOut()] = None

    @property
    def is_open(self) -> bool:
        """True if the place has neither answered nor been left out with a reason."""
        return self.answered_on is None

    @property
    def to_tell(self) -> bool:
        """True if its holder still needs a preservation notice."""
        return self.hold and self.told_on is None and self.is_open

    @property
    def to_ask(self) -> bool:
        """True if the place has still to be asked."""
        return self.is_open and self.asked_on is None

    def is_overdue(self, today: date) -> bool:
        """Return True if its answer is overdue."""
        return self.is_open and self.reply_by is not None and self.reply_by < today


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the disclosure schedule.

    `source` is the title of the place where it was found, and `gap` what it still needs. `in_file`
    says where it stands in the files of the answer, as `item_pages` reads it.
    """

    id: int
    number: int
    place_id: int | None
    category: str
    title: str
    dated: date | None
    pages: int
    treatment: str
    exemption: str
    reason: str
    treated_by: str
    opinion_says: str
    opinion: str
    opinion_on: date | None
    looked_by: str
    looked_on: date | None
    in_file: Annotated[str, Note("item.file")] = ""
    source: Annotated[str, WorkedOut()] = ""
    gap: Annotated[str, WorkedOut()] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParts:
    """The parts of one case that its view shows row by row, as the records have them."""

    places: tuple[PlaceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureParts(ShownParts):
    """These parts of one case."""

    scope: ScopeRow | None = None
    scope_items: tuple[ScopeItemRow, ...] = ()
    items: tuple[ItemRow, ...] = ()


DISCLOSURE_PARTS: dict[str, Part] = {
    "scope": Part(
        "scope", ScopeRow, "case_id", only=True, copied=True,
        called="What is shared",
        covered=(
            Covered(
                "scope",
                "purpose, items, cohort, lawful_basis, power, path, method, until, nonce",
                "case_id",
                words=True,
            ),
            Covered(
                "scope",
                "years, pupils, condition, dpia, agreement, review_on",
                "case_id",
                "years <> '' OR pupils IS NOT NULL OR condition <> '' OR dpia <> '' "
                "OR agreement <> '' OR review_on IS NOT NULL",
                "scope_further",
                words=True,
                later=True,
            ),
        ),
    ),
    "scope_items": Part(
        "scope_item", ScopeItemRow, "position", copied=True,
        called="Item asked for",
        covered=(
            Covered(
                "scope_item", "id, position, slug, sensitivity, risk, given, ordered", later=True
            ),
            Covered("scope_item", "id, title, instead", words=True, later=True),
        ),
    ),
    "places": Part(
        "place", PlaceRow, "position", copied=True, goes=True,
        called="Place searched",
        packed=(
            "number", "slug", "title", "holder", "hold", "gone_on", "told_on", "told", "asked_on",
            "asked", "reply_by", "chased_on", "answered_on", "result", "note",
        ),
        covered=(
            Covered(
                "place",
                "id, position, slug, hold, deletes_after, hold_on, asked_on, reply_by, chased_on, "
                "answered_on, result, recorded_by, recorded_at",
                later=True,
            ),
            Covered("place", "id, title, holder", words=True, later=True),
        ),
    ),
    "items": Part(
        "item", ItemRow, "number", copied=True, goes=True,
        called="Schedule, item",
        packed=(
            "number", "source", "category", "title", "dated", "pages", "treatment", "exemption",
            "reason", "treated_by", "opinion_says", "opinion", "opinion_on", "looked_by",
            "looked_on", "gap",
        ),
        covered=(
            Covered(
                "item",
                "id, number, place_id, category, dated, pages, treatment, exemption, treated_by, "
                "opinion_says, opinion_on, looked_by, looked_on, recorded_by, recorded_at",
                later=True,
            ),
            Covered("item", "id, title, reason, opinion", words=True, later=True),
        ),
    ),
}  # fmt: skip
"""Every one of these parts, by the field that holds it."""
