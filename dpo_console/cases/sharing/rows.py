"""A planned sharing, its ruling and its release as shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from dpo_console.approval.data_items import ListedItem

DAYS_TO_CERTIFY = 14
"""The days a recipient has, after its use ends, to certify that the data were destroyed.

The statute of third-party requests counts the same days.
"""


def certificate_by(ends: date) -> date:
    """Return the day by which a certificate should come, if use ends on a day."""
    return ends + timedelta(days=DAYS_TO_CERTIFY)


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a request, which is exactly what an approval covers.

    `items` are free words, and `listed` the separate data items. `years` is such as 2024-2026.
    `condition` is the condition of UK GDPR Art 9 or 10. `dpia` and `agreement` are references to
    papers. `review_on` is the day of the review of the sharing.
    """

    purpose: str = ""
    items: str = ""
    cohort: str = ""
    lawful_basis: str = ""
    power: str = ""
    path: str = "ordinary"
    method: str = ""
    until: date | None = None
    years: str = ""
    pupils: int | None = None
    condition: str = ""
    dpia: str = ""
    agreement: str = ""
    review_on: date | None = None
    listed: tuple[ListedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """An objection to a sharing.

    One that `blocks` prevents a release until it has a `reason`. A `final` one accepts no reason:
    the scope must change. `on_checklist` is True if the reason is the evidence of a check, which
    speaks of the whole list, and not an answer to this objection alone. `ratings` are the two
    ratings that differ, where it is about one.
    """

    name: str
    says: str
    blocks: bool
    final: bool
    reason: str
    on_checklist: bool = False
    ratings: str = ""

    @property
    def of_rating(self) -> bool:
        """True if it doubts how a listed item is rated, which the list of items settles."""
        return self.name.partition(".")[0] in ("rating", "only")

    @property
    def answer(self) -> str:
        """The reason with the place where it was given, in words."""
        where = " on the checklist" if self.on_checklist else ""
        return f"Your answer{where}: “{self.reason}”"


@dataclass(frozen=True, slots=True)
class Signed:
    """An event on a day, with the words recorded about it."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class AfterRelease:
    """The follow-up of a release.

    `what` has a line for each item. `about` is whose data it is. `urgently` is why it could not
    wait, or ''. `terms` says where to find them. `signed` is who signed them, and when. `chased`
    lists the days on which the certificate of destruction was chased. If a review is the last one,
    `review_due` is empty. `corrections` is what was corrected since. Nobody signs for data that
    were `compelled`.
    """

    on: date
    what: str
    about: str
    to: str
    how: str
    urgently: str
    terms: str
    signed: tuple[Signed, ...]
    review_due: date | None
    reviews: tuple[Signed, ...]
    destruction_due: date | None
    chased: tuple[date, ...]
    certificate: Signed | None
    corrections: tuple[str, ...] = ()
    compelled: bool = False

    @property
    def owes_certificate(self) -> bool:
        """True if a certificate of destruction has still to come."""
        return self.destruction_due is not None and self.certificate is None

    @property
    def certificate_due(self) -> date | None:
        """The day by which the certificate should come, or None if none is owed."""
        return certificate_by(self.destruction_due) if self.destruction_due else None

    def is_late(self, today: date) -> bool:
        """Return True if the certificate should have come by now and has not."""
        due = self.certificate_due
        return self.certificate is None and due is not None and due < today
