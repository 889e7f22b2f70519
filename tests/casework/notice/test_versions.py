"""Versions of the notice: kept for good, counted from their day, compared, shown with a case."""

import re
from datetime import date

import pytest

from dpo_console.approval.model import Path
from dpo_console.cases.letters.letter_fields import fields_of
from dpo_console.cases.notice.checked import CheckedNotice, check_notice, whether_true
from dpo_console.cases.notice.coverage import noticed
from dpo_console.cases.notice.versions import Version, in_force, kept_words, versions
from dpo_console.cases.notice.whole import as_text, hash_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.notice.publishing import publish_notice
from dpo_console.casework.notice.writing import notices
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.scope import answer_challenge, set_scope
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.law.notice import points as law_points
from tests.casework.gates import assessed, file_of, opened, scope_of
from tests.conftest import TODAY, DeskOf

SEPTEMBER = date(2026, 9, 1)


def restate(desk: Desk, was: str, now: str) -> None:
    text = desk.home.notice.read_text()
    assert was in text
    desk.home.notice.write_text(text.replace(was, now))


def every(desk: Desk) -> tuple[Version, ...]:
    with desk.database.read() as ask:
        return versions(ask, "oak")


def checked(desk: Desk) -> CheckedNotice:
    (found,) = check_notice(desk)
    return found


def test_a_version_keeps_its_words_and_the_days_on_which_it_counted(desk: Desk) -> None:
    (first,) = publish_notice(desk, since=SEPTEMBER)
    assert publish_notice(desk) == (first,)  # no word has changed
    restate(desk, "health services and the next school", "health services and the next schools")
    (second,) = publish_notice(desk)
    assert [(v.number, v.since, v.until) for v in every(desk)] == [
        (1, SEPTEMBER, date(2026, 11, 24)), (2, TODAY, None),
    ]  # fmt: skip
    found = every(desk)
    assert in_force(found, date(2026, 8, 31)) is None
    assert in_force(found, date(2026, 11, 24)) == found[0]
    assert in_force(found, TODAY) == found[1]
    with desk.database.read() as ask:
        for version in found:
            assert hash_of(as_text(kept_words(ask, version))) == version.sha256
        assert kept_words(ask, found[1]) == notices(desk)[0].written
    assert second.sha256 != first.sha256
    assert verify(desk).sound


def test_only_a_whole_notice_of_a_later_day_is_published(desk: Desk, desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed, match="who may not publish the privacy notice"):
        publish_notice(desk_of("clerk"))
    publish_notice(desk, since=SEPTEMBER)
    restate(desk, "No decision about pupils", "No such decision about pupils")
    with pytest.raises(BadInput, match="Version 1 counts from Tue 1 Sep 2026"):
        publish_notice(desk, since=date(2026, 8, 1))
    text = desk.home.notice.read_text()
    desk.home.notice.write_text(re.sub(r"(?:automated\.\w+ += .*\n)+", "", text, count=1))
    with pytest.raises(Refused, match="whether a computer decides alone"):
        publish_notice(desk)
    assert len(every(desk)) == 1


def test_a_notice_that_names_a_pupil_is_never_published(desk: Desk) -> None:
    log_request(desk, NewRequest("sar", TODAY, "Jane Doe", subjects=("Tom Doe",)))
    restate(desk, "to teach, support and protect pupils", "to teach Tom Doe and other pupils")
    with pytest.raises(Refused, match="It names Tom Doe"):
        publish_notice(desk)


def test_a_case_shows_the_version_that_counted_as_it_came(desk: Desk) -> None:
    publish_notice(desk, since=SEPTEMBER)
    restate(desk, "to teach, support and protect pupils", "to support pupils")
    publish_notice(desk)
    old = log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe")).reference
    new = log_request(desk, NewRequest("sar", TODAY, "Jane Roe")).reference
    assert case_view(desk, old).notice == "version 1, from Tue 1 Sep 2026 to Tue 24 Nov 2026"
    assert case_view(desk, new).notice == "version 2, from Wed 25 Nov 2026"


def test_the_check_names_each_sentence_that_changed_and_its_cause(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_notice(desk, since=SEPTEMBER)
    assert checked(desk).is_true
    restate(desk, "We do not send it outside", "We never send it outside")
    settings = desk.home.settings
    settings.write_text(settings.read_text().replace("01632 960123", "01632 960124"))
    transfers = next(c for c in checked(desk).changed if c.section == "transfers")
    assert transfers.was == "We do not send it outside the United Kingdom."
    assert transfers.now == "We never send it outside the United Kingdom."
    assert transfers.because == "data/notice.toml"
    right = law_points.NamedRight(says="be told a joke", child="You can hear a joke.", law="none")
    monkeypatch.setattr(law_points, "rights", lambda *_: (right,))
    monkeypatch.setattr("dpo_console.cases.notice.composing.rights", lambda *_: (right,))
    by_law = [change for change in checked(desk).changed if change.section == "rights"]
    assert "be told a joke." in by_law[0].now
    assert "see the information" in by_law[0].was
    assert by_law[0].because.startswith("The law")


def test_a_statement_of_over_a_year_ago_is_asked_about_and_stops_nothing(desk_of: DeskOf) -> None:
    later = desk_of(today=date(2027, 9, 4))
    publish_notice(later)
    found = checked(later)
    assert found.old[-1].startswith("How we use information about visitors: automated, categories")
    assert found.is_true


def lacks(desk: Desk, reference: str) -> list[str]:
    return [c.says for c in case_view(desk, reference).challenges if c.name == "notice"]


FOR_A_HEARING = ("to keep children safe", "to keep children safe, also for hearings in December")


def test_a_sharing_that_the_notice_does_not_mention_is_told_before_the_ruling(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = log_request(
        desk,
        NewRequest("disclosure", TODAY, "Priya Nair", requester_kind="researcher",
                   organisation="Fenwick University"),
    ).reference  # fmt: skip
    set_scope(desk, reference, scope_of(desk, Path.ORDINARY))
    assert lacks(desk, reference) == []  # nothing has been published
    restate(desk, '"reports", "attendance",', '"reports",')
    publish_notice(desk)
    (says,) = lacks(desk, reference)
    assert says == (
        "The privacy notice (version 1) doesn't mention: researcher or university (Fenwick "
        "University); the purpose “A hearing on 4 December”; "
        "Attendance, session by session. Publish version 2 first, or say why not."
    )
    fields = fields_of(desk, file_of(desk, reference), {})
    assert says in str(fields["decision.open"])
    answer_challenge(desk, reference, "notice", "We write to the families on 1 December")
    fields = fields_of(desk, file_of(desk, reference), {})
    assert says not in str(fields["decision.open"])
    restate(desk, '"reports",', '"reports", "attendance",')
    restate(desk, '"the next school"', '"Fenwick University and the next school"')
    restate(desk, *FOR_A_HEARING)
    publish_notice(desk)
    assert lacks(desk, reference) == []
    say(desk, reference, {"recipient.country": "India"})
    (says,) = lacks(desk, reference)
    assert "that the data are kept in India (it says: “We do not send it outside the United" in says
    restate(desk, "We do not send it outside the United Kingdom.", "We send some of it to India.")
    publish_notice(desk)
    assert lacks(desk, reference) == []


@pytest.mark.parametrize(
    ("kind", "path"), [("court", Path.COMPELLED), ("police", Path.ORDINARY), ("dfe", Path.ORDINARY)]
)
def test_a_compelled_release_never_waits_for_the_notice(desk: Desk, kind: str, path: Path) -> None:
    restate(desk, *FOR_A_HEARING)
    publish_notice(desk)
    reference = assessed(desk, kind, path)
    with desk.database.read() as ask:
        told = noticed(ask, desk, file_of(desk, reference))
    assert bool(told) == (kind == "police")
    assert bool(lacks(desk, reference)) == (kind == "police")


def test_a_standing_sharing_that_the_notice_does_not_mention_is_listed(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = opened(desk, desk_of("head"), "dfe", Path.ORDINARY)
    release(desk, reference, TODAY, method="Encrypted transfer portal")
    restate(desk, *FOR_A_HEARING)
    publish_notice(desk)
    assert checked(desk).is_true
    text = desk.home.notice.read_text()
    desk.home.notice.write_text(re.sub(r'kind +=.*"dfe".*\n', "", text))
    (version,) = publish_notice(desk)  # the words are the same, but cover less
    assert every(desk) == (version,)
    assert version.number == 1
    ((found, says),) = checked(desk).releases
    assert found == reference
    assert says.startswith("given Wed 25 Nov 2026: department for education")


def test_what_is_still_our_example_is_counted_and_named(desk: Desk) -> None:
    before = checked(desk).as_printed
    pupils = "How we use information about pupils"
    assert (pupils, "transfers") in before
    restate(desk, "We do not send it outside", "We never send it outside")
    after = checked(desk).as_printed
    assert (pupils, "transfers") not in after
    assert ("The contact under “Who else to ask”", "Brookfield Council") in after
    said = whether_true([checked(desk)])
    counts = re.search(r": (\d+) statements, (\d+) table rows and 1 contact are still this", said)
    assert counts
    assert int(counts[1]) + int(counts[2]) + 1 == len(after)
