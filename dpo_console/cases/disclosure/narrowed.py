"""Items left out under an exemption that covered more when they were checked."""

from collections.abc import Iterator

from dpo_console.cases.disclosure.item_numbers import items_words
from dpo_console.cases.disclosure.schedule_gaps import LEFT_OUT
from dpo_console.law.exemptions.exemptions import Exemption, exemptions
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow


def narrowed(file: CaseFile) -> Iterator[str]:
    """Yield a sentence for each exemption whose items in an open case must be looked at again.

    A second check after the change settles it.
    """
    if file.case.closed_on:
        return
    for slug, exemption in exemptions().items():
        numbers = [item.number for item in file.items if _is_earlier(item, slug, exemption)]
        if numbers:
            yield (
                f"{items_words(numbers)}: left out as “{exemption.title}” ({exemption.law}) before "
                "that ground was split in two. If the reason is an objection, or that the person "
                "would be refused the data, choose the other ground and weigh the public interest. "
                "Then repeat the second check."
            )


def _is_earlier(item: ItemRow, slug: str, exemption: Exemption) -> bool:
    """Return True for an item that was checked under this exemption before it was narrowed."""
    if item.exemption != slug or item.treatment not in LEFT_OUT or exemption.narrowed is None:
        return False
    return item.looked_on is not None and item.looked_on < exemption.narrowed
