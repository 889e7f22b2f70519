"""The letters that a pupil can be sent, by who may ask for what and who each letter is to."""

from dpo_console.cases.sharing.fitting import fits
from dpo_console.law.calendar.schools import TYPES
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import LetterKind
from dpo_console.letters.wording.conditions import TO_PUPIL


def goes_to_pupil(letter: LetterKind) -> bool:
    """Return True if only pupils get it, or if a requester who may be a pupil gets it."""
    if letter.to_pupil:
        return True
    refuses = any(fit.name == TO_PUPIL and not fit.wanted for fit in letter.fits)
    return (
        letter.addressee is To.REQUESTER
        and not refuses
        and any(fits(kind, "pupil", TYPES) for kind in letter.kinds)
    )
