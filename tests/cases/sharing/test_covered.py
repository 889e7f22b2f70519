"""An approval covers each part of a sharing, and names the part that changed since."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

from dpo_console.cases.sharing.ruling import changed_words, parts_of
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PartyRow
from dpo_console.store.cases.disclosure_rows import ScopeItemRow, ScopeRow
from tests.cases.people.made_files import case_of, person
from tests.each import each

SCOPE = ScopeRow(
    1, "A study", "Names", "Year 6", "Art 6(1)(e)", "A power", "ordinary", "Secure portal",
    date(2027, 7, 31), "ab" * 32, "2024-2026", 180, "Art 9(2)(j)", "DPIA 3", "Contract 4", None,
)  # fmt: skip
ITEM = ScopeItemRow(1, 1, "attendance", "Attendance", "D", 5, "", True, False)
PEOPLE = (
    person("requester", "Ana Costa", organisation="Alder University"),
    person("recipient", "Ines Prado", organisation="Alder University", email="i@example.org"),
    person("subject", "Tom Doe"),
)
FILE = replace(case_of(*PEOPLE, kind="disclosure", requester_kind="researcher"), scope=SCOPE)
FILE = replace(FILE, scope_items=(ITEM,))

NOT_COVERED = ("case_id", "nonce", "review_on")
"""The secret of the digests, and the day of a review, which comes after the release."""


def scopes() -> Iterator[tuple[str, CaseFile]]:
    """Yield the case with each part of its scope changed, by the part's name."""
    other: dict[str, object] = {
        "until": date(2028, 7, 31), "pupils": 1, "path_kept": "compelled", "role": "joint",
    }  # fmt: skip
    for field in fields(ScopeRow):
        if field.name not in NOT_COVERED:
            value = other.get(field.name, "Something else")
            yield field.name, replace(FILE, scope=replace(SCOPE, **{field.name: value}))  # type: ignore[arg-type]
            if field.name not in ("path_kept", "role"):
                none = None if field.name in other else ""
                gone = replace(SCOPE, **{field.name: none})  # type: ignore[arg-type]
                yield f"no {field.name}", replace(FILE, scope=gone)


def items() -> Iterator[tuple[str, CaseFile]]:
    """Yield the case with its item changed in each way, withheld, and joined by another."""
    for name, value in (
        ("slug", ""), ("title", "Absence"), ("sensitivity", "E"), ("risk", 6),
        ("instead", "Sessions"), ("given", False),
    ):  # fmt: skip
        yield f"item {name}", replace(FILE, scope_items=(replace(ITEM, **{name: value}),))  # type: ignore[arg-type]
    another = replace(ITEM, id=2, slug="name", title="Name")
    yield "another item", replace(FILE, scope_items=(ITEM, another))


def people() -> Iterator[tuple[str, CaseFile]]:
    """Yield the case with each person changed, removed or joined by another."""
    asks, gets, whose = PEOPLE
    for way in ("name", "organisation", "address", "email", "phone"):
        yield f"recipient {way}", _with(asks, _other(gets, way), whose)
    for way in ("name", "organisation"):
        yield f"requester {way}", _with(_other(asks, way), gets, whose)
    yield "subject", _with(asks, gets, replace(whose, name="Eve Roe"))
    yield "no subject", _with(asks, gets)
    yield "another subject", _with(*PEOPLE, person("subject", "Eve Roe"))
    yield "no recipient", _with(asks, whose)
    yield "school", replace(FILE, case=FILE.case._replace(school="elm"))
    yield "kind", replace(FILE, case=FILE.case._replace(requester_kind="police"))


def _other(one: PartyRow, way: str) -> PartyRow:
    return replace(one, **{way: "Other"})  # type: ignore[arg-type]


def _with(*people: PartyRow) -> CaseFile:
    return replace(FILE, parties=people)


CHANGES = dict((*scopes(), *items(), *people()))


@each(name=CHANGES)
def test_any_change_is_named(name: str) -> None:
    file = CHANGES[name]
    assert not changed_words(parts_of(FILE), parts_of(FILE), FILE)
    named = changed_words(parts_of(FILE), parts_of(file), file)
    assert named.endswith("changed since")


def test_a_paper_may_follow_an_approval() -> None:
    before = replace(FILE, scope=replace(SCOPE, dpia="", agreement=""))
    assert not changed_words(parts_of(before), parts_of(FILE), FILE)
