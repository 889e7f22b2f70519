"""`scope`: a third party's request, item by item, and the challenges to it."""

import pytest

from tests.cli.conftest import Run

SCOPE = ["purpose", "items", "cohort", "lawful_basis", "power", "path", "method", "until", "years",
         "pupils", "condition", "dpia", "agreement", "review", "listed"]  # fmt: skip
ITEM = ["slug", "title", "sensitivity", "risk", "instead", "given", "ordered"]


def test_json_of_a_scope(dpo: Run, disclosure: str) -> None:
    ran = dpo(
        "scope", disclosure, "--item", "ks2-reading", "--item", "dob:less", "--item", "religion",
        "--item", "Bus pass=D3", "--years", "2024-2026", "--pupils", "30", "--dpia", "D 7",
        "--agreement", "A 9", "--review", "2027-01-31", "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert list(ran.json) == ["reference", "scope", "challenges", "gate"]
    scope = ran.json["scope"]
    assert list(scope) == SCOPE
    assert (scope["pupils"], scope["years"], scope["review"]) == (30, "2024-2026", "2027-01-31")
    assert all(list(item) == ITEM for item in scope["listed"])
    assert [(i["slug"], i["sensitivity"], i["risk"], i["instead"]) for i in scope["listed"]] == [
        ("ks2-reading", "D", 5, ""), ("date-of-birth", "C", 4, "Age in years"),
        ("religion", "B", 4, ""), ("", "D", 3, ""),
    ]  # fmt: skip
    found = {c["name"]: c for c in ran.json["challenges"]}
    assert set(found) == {"special-category", "less.ks2-reading", "small-numbers"}
    assert found["special-category"]["blocks"] is True
    assert found["special-category"]["reason"] is None
    assert found["special-category"]["says"] in ran.json["gate"]["reasons"]
    assert dpo("checklist", disclosure, "--json").json["challenges"] == ran.json["challenges"]


def test_items_are_added_changed_kept_back_and_dropped(dpo: Run, disclosure: str) -> None:
    def listed(*options: str) -> list[tuple[str, str, bool]]:
        ran = dpo("scope", disclosure, *options, "--json")
        assert ran.code == 0, ran.err
        found = ran.json["scope"]["listed"]
        return [(i["slug"] or i["title"], i["instead"], i["given"]) for i in found]

    assert listed("--item", "name", "--item", "postcode") == [
        ("name", "", True), ("postcode", "", True),
    ]  # fmt: skip
    assert listed("--withhold", "Postcode") == [("name", "", True), ("postcode", "", False)]
    assert listed("--item", "postcode:less") == [
        ("name", "", True), ("postcode", "Postcode district", False),
    ]  # fmt: skip
    assert listed("--give", "2", "--drop", "1") == [("postcode", "Postcode district", True)]
    assert listed("--item", "sex", "--withhold", "all") == [
        ("postcode", "Postcode district", False), ("sex", "", False),
    ]  # fmt: skip
    assert listed("--purpose", "Buses")[0][0] == "postcode"
    assert listed("--drop", "all") == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--item", "postcod"], "Did you mean: postcode"),
        (["--drop", "name"], "'name' is not among the items"),
        (["--pupils", "0"], "0"),
        (["--item", "name=A9"], "'A9' is no rating"),
        (["--because", "less.name=We must"], "no question is called 'less.name'"),
        (["--because", "less.name"], "NAME=TEXT"),
    ],
)
def test_what_means_nothing_is_wrong_usage(
    dpo: Run, disclosure: str, options: list[str], says: str
) -> None:
    ran = dpo("scope", disclosure, *options)
    assert ran.code == 2
    assert says in ran.err


def test_a_page_shows_items_and_what_speaks_against_them(dpo: Run, disclosure: str) -> None:
    dpo("scope", disclosure, "--item", "name", "--item", "postcode", "--pupils", "50",
        "--withhold", "postcode", "--basis", "legitimate interests")  # fmt: skip
    out = dpo("scope", disclosure).out
    assert "C1" in out
    assert "withheld" in out
    assert "can't be a state school's basis" in out
    assert "less.name" in out
    answered = dpo("scope", disclosure, "--because", "less.name=Names are matched by hand")
    assert "Your answer: “Names are matched by hand”" in answered.out
    checklist = dpo("checklist", disclosure).out
    assert "Take care" in checklist
    assert "What speaks against it" in checklist


def test_nothing_goes_beyond_an_order(dpo: Run) -> None:
    added = dpo("add", "disclosure", "--received", "today", "--requester", "The Clerk",
                "--requester-kind", "court", "--json")  # fmt: skip
    reference = added.json["reference"]
    ordered = dpo("scope", reference, "--power", "Order of 20 Nov", "--ordered", "attendance")
    assert ordered.code == 0, ordered.err
    beyond = dpo("scope", reference, "--item", "address")
    assert beyond.code == 1
    assert "Home address is not named in the order" in beyond.err
    kept_back = dpo("scope", reference, "--item", "address", "--withhold", "address")
    assert kept_back.code == 0, kept_back.err
    assert dpo("scope", reference, "--give", "address").code == 1
    assert dpo("scope", reference, "--ordered", "address", "--give", "address").code == 0


def test_an_approval_in_part_gives_less(dpo: Run, disclosure: str) -> None:
    part = ("decide", disclosure, "part", "--reason", "Enough for the study, without the names")
    unsaid = dpo(*part, person="head")
    assert (unsaid.code, unsaid.err) == (2, "left_out: Say what is not approved.\n")
    assert dpo(*part, "--left-out", "The names", person="head").code == 0
    decision = dpo("show", disclosure, "--json").json["decision"]
    assert decision["left_out"] == "The names"
    assert dpo("scope", disclosure, "--item", "ks2-reading").code == 0
    refused = dpo(*part, person="head")
    assert refused.code == 1
    assert "--left-out" in refused.err
    assert dpo("scope", disclosure, "--item", "name").code == 0
    mistyped = dpo(*part, "--left-out", "The names", person="head")
    assert mistyped.code == 2
    assert "'The names' is not among the items that are asked for: " in mistyped.err
    ran = dpo(*part, "--left-out", "name", person="head")
    assert ran.code == 0, ran.err
    decision = dpo("show", disclosure, "--json").json["decision"]
    assert (decision["ruling"], decision["left_out"]) == ("part", "Name")
    assert not decision["lapsed"]
    assert "withheld" in dpo("scope", disclosure).out
    assert "left out: Name" in dpo("show", disclosure).out


def test_data_items_are_listed_and_found_by_words(dpo: Run) -> None:
    keys = ["slug", "title", "category", "sensitivity", "risk", "less", "less_risk", "special",
            "criminal", "marks", "identity", "reaches", "places", "also"]  # fmt: skip
    every = dpo("data-items", "--json").json
    assert len(every) > 50
    assert all(list(item) == keys for item in every)
    assert [item["slug"] for item in dpo("data-items", "dob", "--json").json] == ["date-of-birth"]
    out = dpo("data-items", "personal").out
    assert "less: Age in years / Month and year of birth" in out
    assert "Ethnic group" not in out


def test_lawful_bases_say_for_whom_they_are_not(dpo: Run) -> None:
    found = dpo("lawful-bases", "--json").json
    assert list(found) == ["bases", "conditions"]
    assert "6(1)(f)" in {basis["article"] for basis in found["bases"] if basis["not_for"]}
    assert "Sch 1 Part 2" in dpo("lawful-bases").out


def test_a_call_back_is_not_made_to_a_number_of_their_own(dpo: Run, disclosure: str) -> None:
    ran = dpo("call-back", disclosure, "01632 960100", "--found", "the university's website")
    assert ran.code == 0, ran.err
    rows = dpo("checklist", disclosure, "--json").json["criteria"]
    (answer,) = [row for row in rows if row["id"] == "who.person"]
    assert (answer["verdict"], "found independently" in answer["evidence"]) == ("met", True)
    assert dpo("call-back", disclosure, "01632 960100").code == 2
