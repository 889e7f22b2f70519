"""Which words tell a place on a map, and which only look like it."""

from dpo_console.cases.people.matching.map_places import map_places
from tests.each import each

PLACES = {
    "She is at ///filled.count.soap now": ("///filled.count.soap",),
    "/// Filled.Count.Soap": ("/// Filled.Count.Soap",),
    "near filled.count.soap.": ("filled.count.soap",),
    "filled\uff0ecount\uff0esoap": ("filled.count.soap",),
    "fil\u00adled.count.soap": ("filled.count.soap",),
    "what3words: filled count soap": ("what3words: filled count soap",),
    "https://w3w.co/filled.count.soap": ("https://w3w.co/filled.count.soap",),
    "51.50735, -0.12776": ("51.50735, -0.12776",),
    "51.5073° N, 0.1277° W": ("51.5073° N, 0.1277° W",),
    "51° 30' 26\" N": ("51° 30' 26\" N",),
    "9C3XGV4C+X2": ("9C3XGV4C+X2",),
    "The flat is at TQ 2990 8040.": ("TQ 2990 8040",),
    "SU123456": ("SU123456",),
    "see https://www.google.co.uk/maps/@51.5,-0.1": ("https://www.google.co.uk/maps/@51.5,-0.1",),
    "https://maps.app.goo.gl/abCD12 and a.b": ("https://maps.app.goo.gl/abCD12",),
}
NONE = (
    "www.oakfield.example.org", "jane.anne.doe@example.org", "https://example.org/some.page.html",
    "final.report.docx", "elmfield.primary.school", "It ended. Then.", "12.50 and 3.75", "e.g. so",
    "Art 12.3, 4.5", "1.234, 5 and 67.89", "Mr.Doe.said", "10+2", "and/or", "A+B",
    "TA 12 34 56 C", "TA123456C", "no 123456", "SU 12345", "SAR-2026-000123",
)  # fmt: skip


@each(text=PLACES)
def test_a_place_on_a_map_is_found_as_it_is_written(text: str) -> None:
    assert map_places(text) == PLACES[text]


@each(text=NONE)
def test_websites_files_and_sums_are_no_places(text: str) -> None:
    assert map_places(text) == ()
