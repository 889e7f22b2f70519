"""The methods by which a letter or a notice is given."""

import pytest

from dpo_console.config.methods import method_named, sent_by


@pytest.mark.parametrize(
    ("typed", "method"),
    [
        ("post", "post"),
        ("By  Post", "post"),
        ("first-class post", "post"),
        ("secure e-mail", "email"),
        ("hand", "hand"),
        ("by post and by e-mail", ""),
        ("not by post", ""),
        ("Egress", ""),
        ("", ""),
    ],
)
def test_method_named_takes_the_whole_of_what_is_typed(typed: str, method: str) -> None:
    assert method_named(typed) == method


def test_sent_by_words_the_method_of_a_letter() -> None:
    assert [sent_by(how) for how in ("post", "by hand", "")] == [
        "sent by post",
        "sent by hand",
        "",
    ]
