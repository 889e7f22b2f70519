"""The file that goes is the one recorded, and the record is as the office left it."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.sentences import Gap, Phrase, Remedy


def unchanged(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a file or a record that was changed outside dpo_console."""
    letter = going.letter
    if going.spoilt:
        yield Gap("", going.spoilt, final=True)
    if going.outside and (going.releases or (letter and letter.waits)):
        yield Gap(
            "",
            Phrase(
                f"Its {going.outside} changed outside dpo_console, so what was assessed and ruled "
                "can't be relied on: ",
                Remedy("verify"),
                ". Log the request again, or restore a backup.",
            ),
            final=True,
        )
