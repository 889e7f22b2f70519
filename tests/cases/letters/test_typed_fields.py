"""A day in a letter is a day, in the right direction and format; a ground is one of the law's."""

from datetime import date

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.letters.typed_fields import as_meant
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput
from dpo_console.law.exemptions.exemptions import exemptions
from tests.each import each

TODAY = date(2026, 11, 25)
TOO_MUCH = "manifestly excessive (clearly more than is reasonable)"
NOT_MEANT = "manifestly unfounded (clearly not made to use this right)"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("identity.reply_by", "2027-01-02", "Saturday 2 January 2027"),
        ("identity.reply_by", "2 Jan 2027", "Saturday 2 January 2027"),
        ("identity.reply_by", "Saturday 2 January 2027", "Saturday 2 January 2027"),
        ("opinion.reply_by", "today", "Wednesday 25 November 2026"),
        ("search.asked_on", "12/11/2026", "Thursday 12 November 2026"),
        ("search.asked_on", "yesterday", "Tuesday 24 November 2026"),
        ("refusal.ground", "excessive", TOO_MUCH),
        ("fee.ground", "Unfounded, and excessive", f"{NOT_MEANT} and {TOO_MUCH}"),
        ("refusal.exemption", "DPA 2018, Schedule 2, paragraph 19 (privilege)",
         "DPA 2018, Schedule 2, paragraph 19 (privilege)"),
        ("identity.reply_by", "", ""),
        ("summary", "31 February", "31 February"),
    ],
)  # fmt: skip
def test_an_entry_stands_in_the_letter_as_all_others_do(field: str, typed: str, says: str) -> None:
    assert as_meant({field: typed}, "sar", TODAY) == {field: says}


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("identity.reply_by", "soon", "is not a day. Write it like 7 Dec, .* or tomorrow"),
        ("search.asked_on", "soon", "is not a day. .* or 3 days ago"),
        ("identity.reply_by", "31 February 2027", "is not a day"),
        ("clarification.close_on", "2026-11-24", "Tue 24 Nov 2026 has passed"),
        ("disclosure.link_until", "2025-12-18", "has passed"),
        ("search.asked_on", "26 Nov 2026", "is still to come"),
        ("refusal.ground", "annoying", "unfounded, excessive, or both"),
        ("refusal.exemption", "Schedule 9, paragraph 3", "cites no ground that the law has"),
        ("refusal.exemption", "section 40(2)", "cites no ground"),
        ("refusal.exemption", "because the head says so", "cites no ground"),
    ],
)
def test_what_is_no_day_or_no_ground_is_refused_naming_the_field(
    field: str, typed: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        as_meant({field: typed}, "sar", TODAY)
    assert caught.value.field == field


@each(slug=exemptions())
def test_every_exemption_may_be_cited_by_its_law_and_by_its_slug(slug: str) -> None:
    exemption = exemptions()[slug]
    for kind in exemption.kinds:
        for cited in (exemption.law, slug, f"{exemption.title} ({exemption.law})"):
            assert as_meant({"refusal.exemption": cited}, kind, TODAY)


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        ("foi", "section 12 (cost)"),
        ("foi", "section 14 (vexatious)"),
        ("foi", "section 40(2) (personal data of others)"),
        ("eir", "regulation 13"),
        ("eir", "regulation 12(4)(b)"),
        ("sar", "UK GDPR Article 12(5)"),
    ],
)
def test_every_ground_that_a_hint_names_is_a_ground(kind: str, ground: str) -> None:
    assert as_meant({"refusal.exemption": ground}, kind, TODAY)


@pytest.mark.parametrize(
    ("kind", "cited"),
    [
        ("sar", "Schedule 2, Part 1, paragraph 5"),
        ("sar", "paragraph 16 of Part 3 of Schedule 2 to the DPA 2018"),
        ("sar", "DPA 2018 Sch 3 para 19"),
        ("sar", "Sch 2 paras 16 and 17"),
        ("sar", "Sch 3, Part 2, paras 5-6"),
        ("foi", "sections 40(2) and 41"),
        ("foi", "FOIA s.39"),
        ("eir", "reg 13(1)"),
        ("eir", "regulation 12(5)(d)"),
        ("erasure", "UK GDPR Art 17(3)(b)"),
        ("portability", "Article 20(3)"),
    ],
)
def test_a_ground_may_be_cited_as_lawyers_cite_it(kind: str, cited: str) -> None:
    assert as_meant({"refusal.exemption": cited}, kind, TODAY)


@pytest.mark.parametrize(
    ("kind", "cited"),
    [
        ("sar", "Sch 2 para 99"),
        ("sar", "Schedule 2"),
        ("sar", "para 16"),
        ("sar", "Sch 3 para 20"),
        ("sar", "UK GDPR Art 17(3)(b)"),
        ("foi", "section 99"),
        ("eir", "reg 12(4)"),
    ],
)
def test_what_the_law_has_not_for_this_request_is_no_ground(kind: str, cited: str) -> None:
    with pytest.raises(BadInput, match="cites no ground"):
        as_meant({"refusal.exemption": cited}, kind, TODAY)


def test_no_letter_prints_a_day_that_is_none_and_its_preview_says_so(desk: Desk) -> None:
    asks = NewRequest("sar", date(2026, 11, 2), "Jane Doe", address="1 Low Road")
    sar = log_request(desk, asks).reference
    given = {"doubt": "we have not met", "documents": "A passport", "reply_by": "soonish"}
    assert any("is not a day" in gap for gap in preview_letter(
        desk, sar, "identity-request", given).missing)  # fmt: skip
    with pytest.raises(BadInput, match="is not a day"):
        write_letter(desk, sar, "identity-request", given)
