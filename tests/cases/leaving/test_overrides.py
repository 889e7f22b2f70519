"""Gaps that an override listed, found again after their questions were reworded."""

import pytest

from dpo_console.cases.leaving.overrides import went_under
from dpo_console.sentences import TO_ANSWER, Gap

LISTED = {
    "who.identity: waits for information. Is it sure who asks?",
    "content.harm: to answer: Is harm likely?",
    "who.orders: Was every order looked for? Answer it again, because the pupil has changed",
    "It was refused on Wed 25 Nov 2026.",
}


@pytest.mark.parametrize(
    "gap",
    [
        Gap("who.identity", "waits for information", "Are we sure who the requester is?"),
        Gap("content.harm", TO_ANSWER, "Did the DSL look for anything likely to cause harm?"),
        Gap(
            "who.orders", "Answer it again, because the pupil has changed",
            "Did you look for court orders?", again=True,
        ),
        Gap("", "It was refused on Wed 25 Nov 2026."),
    ],
)  # fmt: skip
def test_a_gap_that_went_under_an_override_is_known_though_its_question_is_reworded(
    gap: Gap,
) -> None:
    assert went_under(gap, LISTED)


@pytest.mark.parametrize(
    "gap",
    [
        Gap("who.identity", TO_ANSWER, "Is it sure who asks?"),
        Gap("who.identity", "waits for information. Not met", "Is it sure who asks?"),
        Gap("content.harm", "not met", "Is harm likely?"),
        Gap("content.withheld", TO_ANSWER, "Is harm likely?"),
        Gap(
            "who.orders", "Answer it again, because the address has changed",
            "Was every order looked for?", again=True,
        ),
        Gap("", "It was refused on Thu 26 Nov 2026."),
        Gap("", TO_ANSWER, "Is harm likely?"),
    ],
)  # fmt: skip
def test_another_gap_is_not_settled_by_an_override(gap: Gap) -> None:
    assert not went_under(gap, LISTED)
