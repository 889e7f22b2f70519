"""The checklist keeps the privacy notice's promises, for every requester and path."""

from pathlib import Path as FilePath

import pytest

from dpo_console.approval.criteria import (
    Checklist,
    checklist_for,
    checklists,
    criteria_for,
    criterion,
)
from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind, requester_kinds
from dpo_console.errors import BadFile, BadInput
from tests.each import each

FOUR_HEADS = ["who", "purpose", "sensitivity", "handling"]
THREE_SETS_OF_TERMS = ["confidentiality", "security", "retention"]
BY_AGREEMENT = ["insurer", "researcher", "supplier", "media", "other"]
ROLES = ["processing", "joint"]
"""The terms that stand beside the notice's own, by the role of the recipient."""

ORDERED = {"who.order-sealed", "who.order-addressed", "sensitivity.order-scope"}

HEADS = """
title = "Approval"
kinds = ["disclosure", "sar"]
paths = ["ordinary", "compelled", "urgent"]

[endings]
given = ["disclosed"]

[heads.who]
title = "Who"
says = "Known."
"""
WHOLE = """
[person]
question = "Known?"
evidence = "How"
mandatory = true
paths = ["ordinary", "urgent"]
source = "Art 5"
"""


def mandatory(kind: str, path: Path) -> set[str]:
    return {c.id for c in criteria_for("disclosure", kind, path) if c.mandatory}


def test_the_heads_are_the_notices_own() -> None:
    heads = checklist_for("disclosure").heads
    assert [head.slug for head in heads] == [*FOUR_HEADS, *THREE_SETS_OF_TERMS, *ROLES]
    assert [head.title for head in heads][:4] == [
        "Who is requesting the data",
        "The purpose for which it is required",
        "The level and sensitivity of the data",
        "The arrangements to store and handle it",
    ]


@pytest.mark.parametrize("found", checklists().values(), ids=lambda c: c.slug)
def test_a_criterion_is_a_question_with_evidence_and_a_source(found: Checklist) -> None:
    for name in found.criteria:
        c = criterion(name)
        assert c.question.endswith("?"), name
        assert len(c.question) <= 150, name
        assert c.evidence[0].isupper(), name
        assert not c.evidence.endswith((".", "?")), name
        assert c.source, name


@each(kind=requester_kinds())
def test_a_choice_is_assessed_under_all_four_heads(kind: str) -> None:
    asked = mandatory(kind, Path.ORDINARY)
    assert {name.split(".")[0] for name in asked} >= set(FOUR_HEADS)
    assert {"purpose.necessary", "purpose.lawful-basis", "sensitivity.at-risk"} <= asked
    assert not ORDERED & asked


@pytest.mark.parametrize("kind", BY_AGREEMENT)
def test_who_receives_data_by_agreement_accepts_all_three_sets_of_terms(kind: str) -> None:
    asked = mandatory(kind, Path.ORDINARY)
    assert {name.split(".")[0] for name in asked} >= set(THREE_SETS_OF_TERMS)


@each(kind=requester_kinds())
def test_what_is_compelled_is_not_balanced_but_identified_scoped_secured_and_recorded(
    kind: str,
) -> None:
    asked = mandatory(kind, Path.COMPELLED)
    assert asked == {"who.person", "who.power", "handling.transfer", "handling.record", *ORDERED}
    every = criteria_for("disclosure", kind, Path.COMPELLED)
    assert not [c.id for c in every if c.head == "purpose"]


@pytest.mark.parametrize("kind", ["la-safeguarding", "police", "nhs"])
def test_an_urgent_release_is_accounted_for_afterwards(kind: str) -> None:
    afterwards, before = mandatory(kind, Path.URGENT), mandatory(kind, Path.ORDINARY)
    assert afterwards - before == {"handling.record"}
    left = {n for n in before - afterwards if n.split(".")[0] in FOUR_HEADS}
    assert left == {"handling.transfers"}, "nothing urgent waits for that"


@pytest.mark.parametrize(
    ("kind", "path"),
    [(k.slug, path) for k in requester_kinds().values() for path in k.roles],
)
def test_a_role_asks_what_the_ordinary_path_asks_and_more(kind: str, path: Path) -> None:
    """Only our own terms are replaced: a processor's contract has them, point by point."""
    ordinary, role = mandatory(kind, Path.ORDINARY), mandatory(kind, path)
    terms = {"confidentiality.use", "confidentiality.disclosure", "security.environment",
             "retention.destruction"}  # fmt: skip
    laxer = {"purpose.compatible", "purpose.in-place", "sensitivity.rating", "sensitivity.linkage"}
    assert ordinary - role <= (terms | laxer if path is Path.PROCESSOR else set())
    added = {name.partition(".")[0] for name in role - ordinary}
    assert added >= {"who", "processing" if path is Path.PROCESSOR else "joint"}


def test_each_point_of_article_28_3_is_asked_of_a_processor() -> None:
    asked = [c for c in criteria_for("disclosure", "supplier", Path.PROCESSOR) if c.mandatory]
    cited = " ".join(c.source for c in asked)
    points = [f"28(3)({point})" for point in "abcdefgh"]
    assert all(
        point in cited for point in [*points, "28(1)", "28(2)", "28(4)", "33(2)", "44A to 49A"]
    )


@pytest.mark.parametrize("kind", ["police", "solicitor", "mp", "cafcass"])
def test_whoever_gets_data_by_choice_is_asked_of_storage_and_accepts_terms(kind: str) -> None:
    """The privacy notice promises strict terms, and that our policies must allow a sharing."""
    terms = {"confidentiality.use", "security.environment", "retention.end"}
    asked = mandatory(kind, Path.ORDINARY)
    assert {"handling.storage", "purpose.policy", *terms} <= asked
    assert not terms & mandatory(kind, Path.COMPELLED)
    assert requester_kind(kind).terms
    assert requester_kind(kind).short


@each(kind=requester_kinds())
def test_the_checklist_stays_workable(kind: str) -> None:
    thorough = kind in ("researcher", "supplier")
    assert 11 <= len(mandatory(kind, Path.ORDINARY)) <= (36 if thorough else 21)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("supplier", {"who.onward", "sensitivity.dpia", "purpose.compatible", "purpose.in-place"}),
        ("researcher", {"purpose.ethics", "confidentiality.identify", "confidentiality.outputs",
                        "sensitivity.small-numbers", "who.access", "retention.destruction"}),
        ("police", {"who.officer", "who.victim-notice", "purpose.police-purpose"}),
        ("dwp-hmrc", {"who.officer", "purpose.police-purpose"}),
        ("mp", {"who.authority"}),
        ("solicitor", {"who.authority"}),
        ("insurer", {"who.authority", "handling.security"}),
    ],
)  # fmt: skip
def test_each_kind_is_asked_what_belongs_to_it(kind: str, asked: set[str]) -> None:
    assert asked <= mandatory(kind, Path.ORDINARY)


def test_safeguarding_waits_for_no_dpia_and_no_agreement() -> None:
    asked = {c.id for path in Path for c in criteria_for("disclosure", "la-safeguarding", path)}
    assert not {"sensitivity.dpia", "handling.agreement", "retention.end"} & asked


def test_unknown_names_are_refused_with_close_ones() -> None:
    with pytest.raises(BadInput, match=r"'who\.persons'\. Did you mean: who\.person"):
        criterion("who.persons")
    with pytest.raises(BadInput, match=r"'@@@'\. Did you mean: [a-z]+\."):
        criterion("@@@")
    with pytest.raises(BadInput, match=r"'polise'\. Did you mean: police"):
        criteria_for("disclosure", "polise", Path.ORDINARY)


@pytest.fixture
def folder(tmp_path: FilePath) -> FilePath:
    (tmp_path / "approval").mkdir()
    (tmp_path / "approval" / "heads.toml").write_text(HEADS)
    (tmp_path / "approval" / "who.toml").write_text(WHOLE)
    return tmp_path


def test_a_whole_file_is_read(folder: FilePath) -> None:
    found = checklists(folder)["approval"]
    assert found.criteria["who.person"].paths == (Path.ORDINARY, Path.URGENT)
    assert (found.ending("disclosed"), found.ending("withdrawn")) == ("given", "")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("question = ", "qestion = ", r"key person\.question: is missing"),
        ('"Known?"', '" "', r"key person\.question: is empty"),
        ('"How"', "7", r"key person\.evidence: is 7"),
        ("mandatory = true", 'mandatory = "yes"', r"key person\.mandatory: .* true or false"),
        ('"urgent"', '"fast"', r"key person\.paths: names 'fast', but knows only ordinary"),
        ('["ordinary", "urgent"]', "[]", r"key person\.paths: is empty"),
        ("source", "kinds = ['wizard']\nsource", r"key person\.kinds: names 'wizard'"),
        ("source", "not_kinds = ['wizard']\nsource", r"key person\.not_kinds: names 'wizard'"),
        ("source", "kinds = ['mp']\nnot_kinds = ['nhs']\nsource", r"not_kinds: .*beside kinds"),
        ("source", "optional_for = ['compelled']\nsource", r"optional_for: .*isn't asked"),
        ("source", "kinds = ['mp']\noptional_for = ['nhs']\nsource", r"optional_for: .*'nhs'"),
        ("= true", "= false\noptional_for = ['mp']", "optional_for: means nothing"),
        ("source", "case_kinds = ['foi']\nsource", r"case_kinds: names 'foi', but knows only dis"),
        ("source", "endings = ['lost']\nsource", r"endings: names 'lost', but knows only given"),
        ('paths = ["ordinary", "urgent"]\n', "", r"key person\.paths: is missing"),
        ("source", "colour = 'red'\nsource", r"key person\.colour: is not a key"),
        ("[person]", "person = 1\n[x]", "key person: is 1, but must be a table"),
        ("[person]", "[person", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_naming_file_criterion_and_key(
    folder: FilePath, old: str, new: str, says: str
) -> None:
    (folder / "approval" / "who.toml").write_text(WHOLE.replace(old, new, 1))
    with pytest.raises(BadFile, match=rf"who\.toml.*{says}"):
        checklists(folder)


def test_a_file_that_no_head_names_is_not_passed_over(folder: FilePath) -> None:
    (folder / "approval" / "extra.toml").write_text(WHOLE)
    with pytest.raises(BadFile, match=r"extra\.toml: is no head"):
        checklists(folder)
