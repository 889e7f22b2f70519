"""Numbers in words, with small ones withheld: they could show who a register is about."""

from dpo_console.text import counted

FEW = 5
"""The lowest number of releases that is published: one case could be guessed from fewer."""


def counted_words(releases: int) -> str:
    """Return the number of releases only counted, in the same words for one or none."""
    missing = (
        f"Up to {FEW - 1} releases may be left out (their exact number could identify a family)"
        if releases < FEW
        else f"{releases} releases are left out"
    )
    return (
        f"This list is for publication. {missing}: those to the police, a court, a safeguarding "
        "partner or an individual, urgent ones, and any that would name somebody."
    )


def pupils_words(pupils: int | None, small: int) -> str:
    """Return the number of pupils in a release, giving any below `small` as just that."""
    if pupils is None:
        return ""
    return f"fewer than {small}" if pupils < small else str(pupils)


def how_many(pupils: int | None) -> str:
    """Return a number of pupils as it is, for the full register, or '' if unknown."""
    return counted(pupils, "pupil") if pupils else ""
