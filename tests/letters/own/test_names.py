"""Every name that a wording may use is explained, with an example."""

from dpo_console.letters.catalogue import catalogue, letter_kind
from dpo_console.letters.own.names import NameUse, every_name, names_of
from dpo_console.letters.wording.conditions import CONDITIONS
from dpo_console.letters.wording.fields import FIELDS


def test_every_field_and_condition_has_a_meaning_and_every_field_an_example() -> None:
    found = {each.name: each for each in every_name()}
    assert found.keys() >= {*FIELDS, *CONDITIONS, "part.signature", "part.rights"}
    assert all(each.meaning for each in found.values())
    assert all(each.example for each in found.values() if each.use is NameUse.FIELD)
    assert found["dpo.email"].typed == "{dpo.email}"
    assert found["open"].typed == "::: when open"


def test_a_letter_s_names_are_those_of_its_wording_and_all_that_the_law_demands() -> None:
    found = {each.name: each for each in names_of("extension")}
    demanded = {demand.field for demand in letter_kind("extension").demands}
    assert demanded == {name for name, each in found.items() if each.demanded}
    assert "Art 12A(3)" in found["sentence.extension-dates"].meaning
    assert {"part.rights", "dpo.phone"} <= found.keys()
    assert "fee.amount" not in found


def test_the_names_of_every_letter_can_be_listed() -> None:
    assert all(names_of(letter) for letter in catalogue())
