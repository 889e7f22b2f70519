"""The letters that a case may need as JSON."""

from typing import TYPE_CHECKING

from dpo_console.cli.as_json.values import Json

if TYPE_CHECKING:
    from dpo_console.cases.letters.rows import LetterChoice
    from dpo_console.letters.catalogue import LetterKind


def letter_choice(choice: "LetterChoice") -> Json:
    """Return a letter, with its fit for a case and the parts it still lacks."""
    return {
        "name": choice.name,
        "title": choice.title,
        "fits": choice.fits,
        "missing": list(choice.missing),
    }


def letter_kind(value: "LetterKind") -> Json:
    """Return a letter, without a case to fit."""
    return {
        "name": value.name,
        "title": value.title,
        "fits": None,
        "missing": [],
    }
