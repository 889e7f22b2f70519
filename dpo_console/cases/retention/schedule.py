"""The retention schedule of this office, and when the records of a case may go. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.sharing.after_release import after_release
from dpo_console.config import Settings
from dpo_console.config.settings.settings import OwnPeriod
from dpo_console.law.regimes import RELATED, SAME_MESSAGE
from dpo_console.law.retention import CountsFrom, CoveredRecords, Period, later_by_years, period_for
from dpo_console.store.cases.case_file import CaseFile

UNDISPUTED = (SAME_MESSAGE, "repeat", RELATED)
"""The natures of a link that say nothing of a dispute."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Some records of one case, and the first day on which they may go, or None if they stay.

    `own` is the office's own period, if one counts instead of ours.
    """

    covers: CoveredRecords
    period: Period
    own: OwnPeriod | None
    began: date
    ends: date | None


def own_period(settings: Settings, covers: CoveredRecords, kind: str) -> OwnPeriod | None:
    """Return the office's own period for some records of this kind, or None."""
    of_class = [own for own in settings.retention if own.covers is covers]
    named = [own for own in of_class if kind in own.kinds]
    return next(iter(named or [own for own in of_class if not own.kinds]), None)


def kept(file: CaseFile, settings: Settings) -> tuple[Kept, ...]:
    """Return each class of records of a closed case, with its end. An open case has none."""
    return tuple(_kept(file, settings)) if file.case.closed_on else ()


def _kept(file: CaseFile, settings: Settings) -> Iterator[Kept]:
    disputed = any(link.nature not in UNDISPUTED for link in file.links)
    for covers in CoveredRecords:
        period = period_for(covers, file.case.kind)
        own = own_period(settings, covers, file.case.kind)
        began = _began(file, period.event)
        ends = later_by_years(began, own.years) if own else period.ends(began, disputed=disputed)
        yield Kept(covers, period, own, began, ends)


def whole_case_ends(kept: tuple[Kept, ...]) -> date | None:
    """Return the first day on which a whole case may be erased: each class has ended.

    The log line isn't one of them, because it stays.
    """
    ends = [one.ends for one in kept if one.covers is not CoveredRecords.LOG]
    return max((end for end in ends if end), default=None)


def _began(file: CaseFile, event: CountsFrom) -> date:
    """Return the day of the event, or of the closing if that came later."""
    closed = file.case.closed_on or date.min
    shared = after_release(file) if event is CountsFrom.SHARING_ENDED else None
    if shared is None:
        return closed
    ended = shared.certificate.on if shared.certificate else shared.destruction_due
    return max(closed, ended or closed, shared.on)
