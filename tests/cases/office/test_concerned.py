"""Two names that may be one person's, where that person may then not rule."""

import pytest

from dpo_console.cases.office.permissions import may_be_the_same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ruth Castle", "Ruth Castle", True),
        ("Castle, Ruth", "Ms Ruth A. Castle", True),
        ("R. Castle", "Ruth Castle", True),
        ("Ruth Castle", "R Castle", True),
        ("Ruth", "Ruth Castle", False),
        ("Rita Castle", "Ruth Castle", False),
        ("R. Castell", "Ruth Castle", False),
    ],
)
def test_a_title_an_order_and_an_initial_hide_nobody(one: str, other: str, same: bool) -> None:
    assert may_be_the_same(one, other) is same
    assert may_be_the_same(other, one) is same
