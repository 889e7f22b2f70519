"""Frozen classes filled from TOML tables, and what a faulty table says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import pytest

from dpo_console.errors import BadFile
from dpo_console.toml_file import Table, toml_table
from dpo_console.toml_marks import Key, Name, SameAs, Words, inside, one_of, some_of, whole
from dpo_console.toml_reader import read, read_each


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Wheel(NamedTuple):
    size: int
    spokes: int = 32


USUAL = Wheel(15, 36)


@dataclass(frozen=True, slots=True)
class Engine:
    name: Name
    power: Annotated[int, whole(1, 500)]


def both_ways(table: Table, key: str, default: str) -> str:
    return table.take(key, str, default)[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    make: Words
    built: Annotated[date, Key("from")]
    colour: Colour = Colour.RED
    trim: Literal["plain", "rich"] = "plain"
    electric: bool = False
    wheels: Annotated[tuple[Wheel, ...], Key("wheel")]
    spare: Wheel | None
    first: Wheel = USUAL
    owners: tuple[str, ...] = ()
    colours: tuple[Colour, ...] = ()
    trims: frozenset[Literal["plain", "rich"]] = frozenset()
    engines: Mapping[str, Engine] = field(default_factory=dict)
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, str]
    doors: int = 4
    opening: Annotated[int, SameAs("doors")]
    fuel: Annotated[str, one_of(lambda: ("petrol", "diesel"))] = ""
    markets: Annotated[tuple[str, ...], some_of(("uk", "ie"), "has no {name}, but {known}.", "!")]
    price: Annotated[int | None, inside("sale", whole(1, 9))] = None
    back: Annotated[str, both_ways] = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        if self.electric and self.fuel:
            yield "fuel", "is for a car that isn't electric."


LEAST = 'make = "Mini"\nfrom = 2026-02-05\nmarkets = ["uk"]\n'


def table_of(text: str) -> Table:
    return toml_table(Path("car.toml"), text)


def car(text: str = "") -> Car:
    return read(Car, table_of(LEAST + text))


def test_read_fills_what_is_left_out_with_the_defaults() -> None:
    assert car() == Car(
        make="Mini", built=date(2026, 2, 5), wheels=(), spare=None, words={}, opening=4,
        markets=("uk",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('colour = "blue"', "colour", Colour.BLUE),
        ('trim = "rich"', "trim", "rich"),
        ("electric = true", "electric", True),
        ("wheel = [{ size = 16 }, { size = 17, spokes = 9 }]", "wheels", (Wheel(16), Wheel(17, 9))),
        ("spare = { size = 14 }", "spare", Wheel(14)),
        ("first = { size = 14 }", "first", Wheel(14, 36)),
        ('owners = ["Ann", "Bo"]', "owners", ("Ann", "Bo")),
        ('colours = ["blue", "red"]', "colours", (Colour.BLUE, Colour.RED)),
        ('trims = ["rich"]', "trims", frozenset({"rich"})),
        ("engines.rear.power = 90", "engines", {"rear": Engine("rear", 90)}),
        ('extras.roof = ["bars"]', "extras", {"roof": ("bars",)}),
        ('words.horn = "toot"', "words", {"horn": "toot"}),
        ("doors = 2", "opening", 2),
        ("doors = 2\nopening = 3", "opening", 3),
        ('fuel = "diesel"', "fuel", "diesel"),
        ("sale.price = 5", "price", 5),
        ('back = "abc"', "back", "cba"),
    ],
)
def test_read_takes_each_kind_of_annotation(text: str, name: str, value: object) -> None:
    taken = getattr(car(text), name)
    assert taken == value
    assert type(taken) is type(value)


def test_read_returns_the_members_of_an_enum() -> None:
    assert type(car('colours = ["blue"]').colours[0]) is Colour


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("electric = 1", "key electric: is 1, but must be true or false."),
        ("doors = true", "key doors: is True, but must be a whole number."),
        ('colour = "green"', "key colour: is 'green', but must be one of red, blue."),
        ('trim = "poor"', "key trim: is 'poor', but must be one of plain, rich."),
        ('fuel = "coal"', "key fuel: is 'coal', but must be one of petrol, diesel."),
        ('colours = ["green"]', "key colours: has 'green', but must be of red, blue."),
        ('trims = ["poor"]', "key trims: has 'poor', but must be of plain, rich."),
        ("owners = [1]", "key owners: must be a list of texts in quotes."),
        ("wheel = 4", "key wheel: is 4, but must be a list in [ ]."),
        ("wheel = [4]", "key wheel: must be a list of tables."),
        ("wheel = [{ size = 1 }, {}]", "key wheel[2].size: is missing; it must be a whole number."),
        ("spare = 4", "key spare: is 4, but must be a table."),
        ("spare = { sise = 1 }", "key spare.size: is missing; it must be a whole number."),
        ("first = { wide = 1 }", "key first.wide: is not a key that belongs here. Is it misspelt?"),
        ("engines.rear.power = 501", "key engines.rear.power: is 501, but must be 1 to 500."),
        ("engines.rear = 5", "key engines.rear: is 5, but must be a table."),
        ("extras.roof = 1", "key extras.roof: is 1, but must be a list in [ ]."),
        ("words.horn = 1", "key words.horn: must be text in quotes."),
        ("sale.price = 0", "key sale.price: is 0, but must be 1 to 9."),
        ("sale.prize = 1", "key sale.prize: is not a key that belongs here. Is it misspelt?"),
        ("colur = 'red'", "key colur: is not a key that belongs here. Is it misspelt?"),
        ("built = 2026-02-05", "key built: is not a key that belongs here. Is it misspelt?"),
        ("electric = true\nfuel = 'petrol'", "key fuel: is for a car that isn't electric."),
    ],
)  # fmt: skip
def test_read_refuses_a_faulty_table_by_key(text: str, says: str) -> None:
    with pytest.raises(BadFile) as caught:
        car(text)
    assert str(caught.value) == f"car.toml, {says}"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('make = "Mini"', "", "key make: is missing; it must be text in quotes."),
        ("Mini", " ", "key make: is empty. Fill it in, or leave the key out if that is allowed."),
        ("from = 2026-02-05", "", "key from: is missing; it must be a date such as 2026-02-05."),
        ("2026-02-05", "'5 May'", "key from: is '5 May', but must be a date such as 2026-02-05."),
        ('"uk"', '"fr"', "key markets: has no fr, but uk, ie."),
        ('["uk"]', "[]", "key markets: !"),
        ('markets = ["uk"]', "", "key markets: is missing; it must be a list in [ ]."),
    ],
)
def test_read_refuses_what_is_missing_or_empty(old: str, new: str, says: str) -> None:
    with pytest.raises(BadFile) as caught:
        read(Car, table_of(LEAST.replace(old, new)))
    assert str(caught.value) == f"car.toml, {says}"


def test_read_takes_no_field_that_is_given() -> None:
    assert read(Wheel, table_of("spokes = 3"), size=9) == Wheel(9, 3)
    with pytest.raises(BadFile, match="key size: is not a key"):
        read(Wheel, table_of("size = 3"), size=9)


def test_read_like_another_takes_only_what_differs() -> None:
    assert read(Wheel, table_of("spokes = 3"), Wheel(7)) == Wheel(7, 3)


def test_read_each_names_every_table() -> None:
    engines = read_each(Engine, table_of("[front]\npower = 1\n['a.b']\npower = 2"))
    assert engines == {"front": Engine("front", 1), "a.b": Engine("a.b", 2)}
    with pytest.raises(BadFile, match="key rear: is 1, but must be a table"):
        read_each(Engine, table_of("rear = 1"))
