"""Items get their pages from the files of the answer: said by a person, counted by the program."""

import pytest

from dpo_console.cases.bundle.reading import FileToCheck
from dpo_console.cases.disclosure.item_pages import page_words
from dpo_console.cases.disclosure.schedule_view import schedule
from dpo_console.cases.leaving.item_pages import pages_told
from dpo_console.cases.letters.schedule_letters import disclosure_fields
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.bundle.checking import check_files
from dpo_console.casework.disclosure.item_places import place_items
from dpo_console.casework.disclosure.schedule import NewItem, add_items, remove_items
from dpo_console.casework.disclosure.schedule_treatment import treat_items
from dpo_console.errors import BadInput, Refused
from tests.bundle.pdf_files import pdf, words
from tests.casework.disclosure.conftest import log


@pytest.fixture
def listed(desk: Desk) -> str:
    """Return a case with items of 2, 3 and no pages, and a checked file of 7 pages."""
    sar = log(desk)
    items = [NewItem(f"Part {n}", "pupil-record", "Paper", pages=n) for n in (2, 3, 0)]
    add_items(desk, sar, items)
    treat_items(desk, sar, [1, 2, 3], "release")
    check_files(desk, sar, (FileToCheck("reply.pdf", pdf(*[words] * 7)),))
    return sar


def places(desk: Desk, sar: str) -> list[tuple[int, str]]:
    return [(item.pages, page_words([item])) for item in schedule(desk, sar).items]


def told(desk: Desk, sar: str) -> tuple[str, ...]:
    return pages_told(file_meant(desk, sar))


def test_items_stand_one_after_the_other_and_their_pages_are_counted(
    desk: Desk, listed: str
) -> None:
    assert told(desk, listed) == ()
    place_items(desk, listed, [1, 2], "reply.pdf", "1-5")
    assert told(desk, listed) == (
        "Item 3: in no file of the answer.",
        "Pages 6-7 of reply.pdf: of no item in the schedule.",
    )
    place_items(desk, listed, [3], "reply.pdf", "6-7")
    assert places(desk, listed) == [
        (2, "pages 1-2 of reply.pdf"), (3, "pages 3-5 of reply.pdf"), (2, "pages 6-7 of reply.pdf"),
    ]  # fmt: skip
    assert told(desk, listed) == ()
    enclosed = disclosure_fields(file_meant(desk, listed))["schedule"]
    assert enclosed.endswith(": 3 documents, 7 pages in all (pages 1-7 of reply.pdf)")
    event = case_view(desk, listed).timeline[-1]
    assert event.text == "Said where item 3 can be found: in reply.pdf, pages 6-7"
    assert verify(desk).sound


def test_a_file_that_changed_is_asked_about_again(desk: Desk, listed: str) -> None:
    place_items(desk, listed, [1, 2, 3], "reply.pdf", "1-3")
    check_files(desk, listed, (FileToCheck("reply.pdf", pdf(*[words] * 4)),))
    assert told(desk, listed)[0] == ("Items 1-3: that file changed or doesn't go. Say again where.")
    place_items(desk, listed, [1, 2, 3], "")
    assert told(desk, listed) == ()


def test_what_is_withheld_stands_in_no_file(desk: Desk, listed: str) -> None:
    place_items(desk, listed, [1], "reply.pdf", "1-2")
    treat_items(desk, listed, [1], "withhold", exemption="sch2-16", reason="Ann")
    assert "Item 1 is withheld, and stands on pages 1-2 of reply.pdf." in told(desk, listed)
    with pytest.raises(Refused, match="Item 1: withheld"):
        place_items(desk, listed, [1], "reply.pdf")


def test_a_removed_items_pages_go_with_it(desk: Desk, listed: str) -> None:
    place_items(desk, listed, [3], "reply.pdf", "1")
    remove_items(desk, listed, [3], "Twice")
    add_items(desk, listed, [NewItem("Another", "pupil-record", "Paper")])
    assert places(desk, listed)[-1] == (0, "")


@pytest.mark.parametrize(
    ("numbers", "name", "pages", "says"),
    [
        ([1], "other.pdf", "", r"no checked file other.pdf .* Files with pages: reply.pdf"),
        ([1], "reply.pdf", "6-9", "reply.pdf has 7 pages, so no page 9"),
        ([1], "reply.pdf", "1,3", "1,3 has a hole"),
        ([1, 2], "reply.pdf", "", "these items have 5 pages together, and there are 7"),
        ([2, 3], "reply.pdf", "1-3", "Say the pages of each item alone"),
        ([9], "reply.pdf", "", "9"),
    ],
)
def test_pages_that_dont_add_up_are_refused(
    desk: Desk, listed: str, numbers: list[int], name: str, pages: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        place_items(desk, listed, numbers, name, pages)
