"""The list of items of a sharing: how it changes, and what may stand in it."""

from dataclasses import replace
from pathlib import Path

import pytest

from dpo_console.approval.data_items import ListedItem
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import Scope, catalogue, changed, cohort_words
from dpo_console.casework.requests import log_request
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadInput
from tests.cases.sharing.test_scope_items import SCOPE, items
from tests.casework.sharing.test_sharing import REQUEST
from tests.conftest import DeskOf


def test_a_list_changes_by_slug_title_and_number(desk: Desk) -> None:
    settings = desk.settings
    first = changed(settings, (), add=["name", "postcode=A1"], ordered=["attendance"])
    assert [(i.key, i.ordered) for i in first] == [
        ("name", False), ("postcode", False), ("attendance", True),
    ]  # fmt: skip
    second = changed(settings, first, drop=["Name"], keep_back=["2"], ordered=["postcode"])
    assert [(i.key, i.given, i.ordered, i.sensitivity) for i in second] == [
        ("postcode", False, True, "A"), ("attendance", True, True, "D"),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="'name' is not among the items"):
        changed(settings, second, give=["name"])


@pytest.mark.parametrize(
    "wrong",
    [
        ListedItem("name", "Name", "F", 1),
        ListedItem("name", "Name", "A", 7),
        ListedItem("name", "Name", "A", 0),
        ListedItem("", " ", "A", 1),
    ],
)
def test_a_rating_that_is_none_is_not_kept(desk: Desk, wrong: ListedItem) -> None:
    reference = log_request(desk, REQUEST).reference
    with pytest.raises(BadInput):
        set_scope(desk, reference, replace(SCOPE, listed=(wrong,)))
    with pytest.raises(BadInput, match="listed twice"):
        set_scope(desk, reference, replace(SCOPE, listed=items(desk, "name", "name")))
    with pytest.raises(BadInput, match="number of pupils"):
        set_scope(desk, reference, replace(SCOPE, pupils=0))


def test_an_office_with_a_shorter_scale(desk_of: DeskOf, home: Path) -> None:
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text() + "\n[sharing]\nrisks = 5\n")
    desk = desk_of()
    assert catalogue(desk.settings)["counts"].risk == 5
    reference = log_request(desk, REQUEST).reference
    with pytest.raises(BadInput, match="1 to 5"):
        set_scope(desk, reference, replace(SCOPE, listed=items(desk, "name=A6")))


@pytest.mark.parametrize(
    ("cohort", "pupils", "words"),
    [
        ("Year 6", 1200, "Year 6, 1,200 pupils"),
        ("One pupil", 1, "One pupil"),
        ("", 1, "1 pupil"),
        ("", None, ""),
    ],
)
def test_whose_data_is_told_once(cohort: str, pupils: int | None, words: str) -> None:
    assert cohort_words(Scope(cohort=cohort, pupils=pupils)) == words
