"""Numbers in words, small ones untold: they could show whom a register is about."""

from dpo_console.text import counted

FEW = 5
"""Fewer releases than this are not told by their number: one case could be guessed from it."""


def counted_words(releases: int) -> str:
    """How many releases are only counted; the same words whether there is one or none."""
    said = f"fewer than {FEW}" if releases < FEW else str(releases)
    return (
        "Releases to the police, courts, safeguarding partners and individuals, urgent ones, and "
        f"those that can't be told without naming somebody, are not listed: {said}."
    )


def pupils_words(pupils: int | None, small: int) -> str:
    """How many pupils a release is about; fewer than `small` are told as just that."""
    if pupils is None:
        return ""
    return f"fewer than {small}" if pupils < small else str(pupils)


def how_many(pupils: int | None) -> str:
    """A number of pupils as it is, for the full register; '' where none is known."""
    return counted(pupils, "pupil") if pupils else ""
