"""Posted notices, recognised by the words kept with them."""

import pytest

from dpo_console.cases.clock.by_post import sent_by, went_by_post


@pytest.mark.parametrize(
    ("words", "by_post"),
    [
        ("Extension, letter no. 1, sent by post", True),
        ("sent by first class post to the home address", True),
        ("Posted in the 4 pm collection", True),
        ("by letter, signed for", True),
        ("Extension, letter no. 1, sent by secure e-mail", False),
        ("by post and by email", False),
        ("handed to the mother at the gate", False),
        ("through the parents' portal", None),
        ("via the portal", False),
        ("complex: over 4,000 emails, and a post is vacant", None),
        ("Extension, letter no. 1", None),
        ("", None),
    ],
)
def test_how_it_went(words: str, by_post: bool | None) -> None:
    assert went_by_post(words) is by_post


def test_how_a_letter_went_stands_in_its_note() -> None:
    assert (sent_by("post"), sent_by("by hand"), sent_by("")) == (
        "sent by post",
        "sent by hand",
        "",
    )
