"""The summaries of made-up cases, in words that the requester may read."""

import re

from dpo_console.demo.building import stock
from dpo_console.demo.scenario import scenarios

LONGEST = 160

REMARK = re.compile(
    r"\b(aged|asks?|asked|wants|rang|objects|considering|father|mother|grandfather|we|us|our)\b"
    r"|teaching assistant|caretaker|section 47|sealed|parental responsibility|years?,? \w+ sites",
    re.IGNORECASE,
)
"""Words on people, channels or warnings, which belong in a note on the case."""

SUMMARIES = sorted(
    {
        *(case.request.summary for case in scenarios()),
        *(summary for pattern in stock().patterns for summary in pattern.summaries),
    }
)


def test_a_summary_reads_on_after_you_are_asking_for() -> None:
    for summary in SUMMARIES:
        assert summary[0].islower() or summary[0] == "“", summary
        assert not re.search(r"[.!?](\s|$)", summary), summary
        assert len(summary) <= LONGEST, summary


def test_a_summary_holds_no_remark_of_the_office() -> None:
    assert SUMMARIES
    assert not [summary for summary in SUMMARIES if REMARK.search(summary)]


def test_a_third_party_request_names_no_pupil_in_its_summary() -> None:
    third_party = [c.request for c in scenarios() if c.request.kind == "disclosure"]
    assert third_party
    for request in third_party:
        names = {part for subject in request.subjects for part in subject.split()}
        assert not names & set(re.findall(r"\w+", request.summary))


def test_what_matters_about_the_asker_is_noted_on_the_case_instead() -> None:
    told = {c.request.requester: [s.what for s in c.steps if s.verb == "note"] for c in scenarios()}
    assert any("aged 13" in note for note in told["Matilda Osei"])
    assert any("parents live apart" in note for note in told["Simon Tarleton"])
