"""A page of HTML: its structure, its contrast, and no word that could be read as markup."""

import itertools
import re
from html.parser import HTMLParser

from dpo_console.cases.publishing import PAIRS, STYLE, Page, page_html
from dpo_console.cases.records.files import is_whole_page
from dpo_console.letters.letter import Paragraph, Rows, Run, Style

HARSH = '<script>alert("x")</script> & "quotes" \'single\''

PAGE = Page(
    "one.html",
    f"About {HARSH}",
    "One",
    (
        ("First", (Paragraph(Style.BODY, (Run("See www.example.org/a?b=1&c=2.", live=True),)),)),
        (
            "Second",
            (
                Paragraph(Style.BULLET, (Run(HARSH),)),
                Paragraph(Style.BULLET, (Run("Two", bold=True),)),
                Rows(("Who", "Why"), ((HARSH, "Line\nbreak"), ("B", "C"))),
                Rows((), (("Telephone", "01632 960123"),)),
            ),
        ),
    ),
    lead="A lead.",
)
OTHER = Page("two.html", "Two", "Two", ())


class Structure(HTMLParser):
    """The tags of a page in order, each with its attributes, and the depth at its end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def check_structure(html: str) -> Structure:
    """Assert the things that a browser's checker asks of any page."""
    found = Structure(html)
    names = [name for name, _ in found.tags]
    assert found.open == []
    assert found.all("html") == [{"lang": "en-GB"}]
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [a["id"] for _, a in found.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert all(cell["scope"] in ("row", "col") for cell in found.all("th"))
    assert names.count("table") == names.count("caption")
    assert not {"script", "img", "link", "iframe", "form", "object"} & set(names)
    assert not any(key.startswith("on") or key == "style" for _, a in found.tags for key in a)
    assert not re.search(r"url\(|@import", html)
    targets = [str(a["href"]) for a in found.all("a")]
    assert all(re.match(r"#|mailto:|https?://|[\w-]+\.(html|docx)", target) for target in targets)
    return found


def test_a_page_is_well_formed_and_needs_nothing_from_elsewhere() -> None:
    html = page_html(PAGE, "Oak Lane", (PAGE, OTHER)).decode()
    found = check_structure(html)
    assert {"aria-current": "page", "href": "one.html"} in found.all("a")
    assert next(a["href"] for a in found.all("a")) == "#main"
    assert "https://www.example.org/a?b=1&amp;c=2" in html
    assert "@media print" in html


def test_words_are_never_markup() -> None:
    html = page_html(PAGE, HARSH).decode()
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 6
    assert "Line<br>break" in html


def test_a_page_is_known_by_its_seal_until_it_is_edited() -> None:
    page = page_html(PAGE, "Oak Lane")
    assert page == page_html(PAGE, "Oak Lane")
    assert is_whole_page(page)
    assert not is_whole_page(page.replace(b"A lead", b"A lie"))
    assert not is_whole_page(b"<html></html>\n")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_pair_of_colours_has_the_contrast_of_wcag_aaa() -> None:
    for one, other in PAIRS:
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 7, (one, other)
    assert set(re.findall("#[0-9a-f]{6}", STYLE)) <= {c for pair in PAIRS for c in pair} | {
        "#767676"
    }
