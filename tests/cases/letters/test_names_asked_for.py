"""A text names the same pupils, if they are asked for by its words or all compared with it."""

from collections.abc import Mapping
from itertools import product
from random import Random

import pytest

from dpo_console.cases.letters.typed_pupils import known_pupils, typed_pupils
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.matching import names_told
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.store.asking import Row, Value
from dpo_console.store.reads.people import people_kept
from tests.many_cases import Made, write_cases

FIRST = (
    "Tom", "tess", "ANNE", "Zoë", "Al", "Jo-Anne", "Mr Tom", "D’Arcy", "Łukasz", "Will", "A.",
    "Ana María", "O", "Jose\u0301", "Ag\u00adnes", "\u0422om", "X Æ", "Mary Lou", "7even", "",
)  # fmt: skip
LAST = (
    "Ford", "doe", "O'Neil", "O’Neil", "Smith-Jones", "García", "Núñez", "Grant", "Lee", "Doe ",
    "de la Cruz", "Esq.", "Mr", "Lady", "Ford Ford", "Żak", "(Doe)", "Doe2", "St.Clair", "Ng",
    "\uff26ord", "Stra\u00dfe", "F\u043erd", "Ford\u200b", "Mc'", "Llanfair" * 6, "",
)  # fmt: skip
NAMES = tuple(sorted({f"{first} {last}".strip() for first, last in product(FIRST, LAST)} - {""}))


def written(random: Random, name: str) -> str:
    """Return a name as a letter may have it: told in another way, or with more around it."""
    parts = name.split()
    ways = (
        name, name.upper(), name.lower(), name.title(), "".join(parts), "-".join(parts),
        " ".join(reversed(parts)), f"{parts[-1]}, {parts[0]}", f"{name}’s",
        f"({name})", f"{parts[0]} Ray {parts[-1]}", f"{parts[0]} and Kim {parts[-1]}",
        f"see{''.join(parts)}here", parts[-1], parts[0], name.replace("'", "’"), f"Mrs {name}",
        "\u00ad".join(name),
    )  # fmt: skip
    return random.choice(ways)


def test_a_text_names_the_same_pupils_by_its_words_as_by_all_names(desk: Desk) -> None:
    write_cases(desk.home.database, (Made("sar", "oak", subject=name) for name in NAMES))
    known, random, met = known_pupils(desk), Random(7), set[str]()
    assert len(known) > 400
    for _ in range(60):
        told = [written(random, random.choice(NAMES)) for _ in range(12)]
        text, typed = " with ".join(told[:8]), ", ".join(told[8:])
        says, said = NamesTold(text), NamesTold(typed, any_case=True)
        named = [name for name in known if name in says or name in said]
        assert typed_pupils(desk, text, typed) == named, (text, typed)
        met.update(named)
    assert len(met) > len(known) / 2


def test_a_text_of_too_many_words_is_compared_with_all_names(desk: Desk) -> None:
    write_cases(desk.home.database, iter([Made("sar", "oak")]))
    whole = "Tom Doe " + " ".join(f"w{n}" for n in range(names_told.MOST_WORDS))
    assert NamesTold(whole).name_words is None
    assert NamesTold("x" * 400, any_case=True).name_words is None
    assert typed_pupils(desk, whole) == typed_pupils(desk, "", f"TomDoe{'x' * 400}") == ["Tom Doe"]


@pytest.mark.of_the_file
def test_names_are_found_by_an_index(desk: Desk) -> None:
    plan: list[str] = []

    def explained(sql: str, values: Mapping[str, Value]) -> list[Row]:
        plan.extend(str(line[3]) for line in ask(f"EXPLAIN QUERY PLAN {sql}", values))
        return []

    with desk.database.read() as ask:
        people_kept(explained, "staff", among=["doe"])
    assert "SEARCH p USING INDEX party_by_word (<expr>=?)" in plan
