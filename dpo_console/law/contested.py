"""Which readings of the law are kept open in a case, put into words."""

from collections.abc import Iterator

from dpo_console.law.reckoning import Case, Reckoning

ASKED_ON_A_ROLLED_DAY = "if a weekend or holiday doesn't move the last day to ask or notify"


def contested_words(case: Case, reckoning: Reckoning) -> str:
    """Why `safe_by` lies before the due date, such as `if the day of an answer counts`.

    '' where no reading is earlier.
    """
    if reckoning.safe_by == reckoning.settled.due:
        return ""
    return ", and ".join(_reasons(case, reckoning)) or ASKED_ON_A_ROLLED_DAY


def _reasons(case: Case, reckoning: Reckoning) -> Iterator[str]:
    settled, duty = reckoning.settled, reckoning.duty
    counted = {asking.name for asking in settled.counted}
    if counted & {start.by for start in case.version.starts if start.contested}:
        yield "if the clock doesn't wait for an authority to act"
    if counted & {pause.by for pause in case.version.pauses if pause.strictly != pause.counts}:
        yield "if the day of a clarification's answer counts as running"
    if duty.strictly != duty.limits:
        yield "if the first day is counted too"
    if duty.rolls_by and settled.unrolled != settled.due:
        yield "if a weekend or holiday doesn't move the last day"
