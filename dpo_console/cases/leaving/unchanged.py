"""The file that goes is the one recorded, and the record is as the office left it."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.sentences import Gap, Phrase, Remedy


def unchanged(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a file or a record that was changed outside dpo_console."""
    case, letter = going.file.case.reference, going.letter
    if going.recorded != going.found and letter:
        yield Gap(
            "",
            Phrase(
                "The Word file isn't the one recorded. Take in the edited file: ",
                Remedy("letter", ("adopt", case, letter.name, "FILE")),
                ". Or write the letter again: ",
                Remedy("letter", ("write", case, letter.name)),
            ),
            final=True,
        )
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
