"""The data items that can be requested, one by one."""

from pathlib import Path

import pytest

from dpo_console.approval.data_items import (
    SENSITIVITIES,
    ListedItem,
    catalogue,
    listed,
    office_item,
    scales,
    standard_items,
)
from dpo_console.errors import BadFile, BadInput
from dpo_console.toml_file import read_toml
from tests.each import each

NOTICE = {
    "personal", "characteristics", "assessment", "attendance", "sen", "behaviour", "safeguarding",
    "medical", "post-16", "images",
}  # fmt: skip
"""The categories of the privacy notice."""


def test_the_items_cover_the_notices_categories() -> None:
    assert {item.category for item in standard_items().values()} >= NOTICE
    assert set(scales().sensitivities) == set(SENSITIVITIES)
    assert list(scales().risks) == [1, 2, 3, 4, 5, 6]


@each(slug=standard_items())
def test_less_is_never_more_identifying(slug: str) -> None:
    item = standard_items()[slug]
    assert item.less_risk >= item.risk
    assert item.sensitivity in SENSITIVITIES


@pytest.mark.parametrize(
    ("slug", "special", "criminal", "marks"),
    [
        ("ethnic-group", True, False, ()),
        ("medical", True, False, ()),
        ("ehc-plan", True, False, ("SEND",)),
        ("offences", False, True, ()),
        ("child-protection", True, True, ("safeguarding",)),
        ("free-school-meals", False, False, ("free school meals",)),
        ("looked-after", False, False, ("looked-after",)),
        ("ks2-reading", False, False, ()),
    ],
)
def test_what_the_law_treats_apart_is_marked(
    slug: str, special: bool, criminal: bool, marks: tuple[str, ...]
) -> None:
    item = standard_items()[slug]
    assert (item.special, item.criminal, item.marks) == (special, criminal, marks)


@pytest.mark.parametrize(
    ("wanted", "means"),
    [
        ("postcode", ListedItem("postcode", "Postcode", "C", 2)),
        ("DOB", ListedItem("date-of-birth", "Date of birth", "C", 2)),
        ("Date of Birth", ListedItem("date-of-birth", "Date of birth", "C", 2)),
        ("dob:less", ListedItem("date-of-birth", "Date of birth", "C", 4, "Age in years")),
        ("postcode:first half", ListedItem("postcode", "Postcode", "C", 4, "first half")),
        ("ks2-reading=b3", ListedItem("ks2-reading", "Key stage 2 reading result", "B", 3)),
        ("postcode:less=E6", ListedItem("postcode", "Postcode", "E", 6, "Postcode district")),
        ("Bus pass = D3", ListedItem("", "Bus pass", "D", 3)),
    ],
)
def test_what_is_typed_says_item_less_and_rating(wanted: str, means: ListedItem) -> None:
    assert listed(standard_items(), wanted) == means


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("postcod", "Did you mean: postcode"),
        ("Bus pass", "give its sensitivity"),
        ("postcode=F2", "'F2' is no rating"),
        ("postcode=A7", "'A7' is no rating"),
        ("sex:less", "Nothing less is known"),
        ("=A1", "no data item ''"),
    ],
)
def test_what_means_nothing_is_refused_with_what_would(wanted: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        listed(standard_items(), wanted)
    assert says in str(caught.value)


def office(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "dpo.toml"
    file.write_text(f"[[data_item]]\n{text}")
    return file


def test_an_office_changes_what_differs_and_adds_its_own(tmp_path: Path) -> None:
    (entry,) = read_toml(
        office(tmp_path, 'slug = "postcode"\nsensitivity = "B"\n')
    ).tables("data_item")  # fmt: skip
    changed = office_item(entry)
    assert (changed.sensitivity, changed.risk, changed.title) == ("B", 2, "Postcode")
    own = 'slug = "bus"\ntitle = "Bus pass"\ncategory = "personal"\nsensitivity = "D"\nrisk = 3\n'
    (entry,) = read_toml(office(tmp_path, own)).tables("data_item")
    items = catalogue([changed, office_item(entry)])
    assert items["postcode"].sensitivity == "B"
    assert items["bus"].title == "Bus pass"
    assert list(items)[-1] == "bus"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('slug = "bus"\n', "title: is missing"),
        ('slug = "postcode"\nrisk = 7\n', "risk: is 7"),
        ('slug = "postcode"\ncategory = "buses"\n', "category: is 'buses'"),
        ('slug = "postcode"\nsensitivity = "F"\n', "sensitivity: is 'F'"),
        ('slug = "postcode"\nsensitive = true\n', "sensitive: is not a key"),
    ],
)
def test_a_wrong_entry_is_refused_by_key(tmp_path: Path, text: str, says: str) -> None:
    (entry,) = read_toml(office(tmp_path, text)).tables("data_item")
    with pytest.raises(BadFile, match=says):
        office_item(entry)
