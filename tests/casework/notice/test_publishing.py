"""`publish`: pages for the website that name no pupil, and are the same each time."""

import io
import zipfile
from pathlib import Path

import pytest

from dpo_console.approval.criteria import checklists
from dpo_console.approval.model import Path as Way
from dpo_console.cases.application import public_forms
from dpo_console.cases.notice.versions import versions
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests import NewRequest
from dpo_console.casework.notice.publishing import publish, publish_zip
from dpo_console.casework.requests import log_request
from dpo_console.casework.sharing.release import release
from dpo_console.errors import NotAllowed, Refused
from dpo_console.letters.word.returned.filled import read_filled
from tests.cases.publishing.test_site import check_structure
from tests.casework.gates import opened
from tests.conftest import TODAY, DeskOf, add_elm


@pytest.fixture
def released(desk: Desk, desk_of: DeskOf) -> str:
    """Release a pupil's data to a school, and return the reference."""
    reference = opened(desk, desk_of("head"), "school", Way.ORDINARY)
    release(desk, reference, TODAY, method="Encrypted transfer portal")
    return reference


def read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.glob("*.html")}


def test_the_pages_are_well_formed_the_same_twice_and_name_no_pupil(
    desk_of: DeskOf, released: str, tmp_path: Path
) -> None:
    made, left = publish(desk_of("head"), tmp_path / "site")
    pages = read(tmp_path / "site")
    forms = {form.file: (tmp_path / "site" / form.file) for form in public_forms().values()}
    assert {*pages, *forms} == set(made.files)
    asked = {name: read_filled(path.read_bytes(), name).answers for name, path in forms.items()}
    assert "search.complete/what" in asked["request-form.docx"]
    assert "points.listed/what" in asked["complaint-form.docx"]
    assert all(f'href="{name}"' in pages["ask.html"] for name in forms)
    assert left == ()
    for html in pages.values():
        check_structure(html)
        assert "Tom Doe" not in html
    assert "Westmarch Partnership" in pages["register.html"]
    assert "Encrypted transfer portal" in pages["register.html"]
    assert released in pages["register.html"]
    assert (
        "Version 1, in force since Wednesday 25 November 2026." in pages["notice-oak-pupils.html"]
    )
    for page in ("index.html", "notice-oak-pupils.html"):
        assert 'href="notice-oak-children.html"' in pages[page]
    assert 'href="notice-oak-pupils.html"' in pages["notice-oak-children.html"]
    assert "within 15 school days" in pages["ask.html"]
    later = desk_of(today=TODAY.replace(month=12))
    _, zipped = publish_zip(later)
    assert zipped == publish_zip(later)[1]
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == made.files


def test_how_we_decide_comes_from_the_criteria_themselves(desk: Desk, tmp_path: Path) -> None:
    publish(desk, tmp_path / "site")
    html = read(tmp_path / "site")["sharing.html"]
    for head in checklists()["sharing"].heads:
        assert head.says in html
    for one in checklists()["sharing"].criteria.values():
        if set(one.paths) <= {Way.PROCESSOR, Way.JOINT}:
            continue
        many = not one.kinds or len(one.kinds) >= 5
        asked = one.mandatory and many and Way.ORDINARY in one.paths
        assert bool(one.told) == asked, one.id
        assert one.told in html.replace("&#x27;", "'")
    assert html.index("Who is requesting the data") < html.index("The purpose for which")


def test_nothing_is_written_over_what_is_not_ours_or_while_the_notice_lacks_a_point(
    desk: Desk, desk_of: DeskOf, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    with pytest.raises(NotAllowed, match="who may not publish the pages"):
        publish(desk_of("clerk"), site)
    (site / "ask.html").write_text("<p>The school's own page</p>")
    with pytest.raises(Refused, match="isn't as we wrote it"):
        publish(desk, site)
    assert [path.name for path in site.iterdir()] == ["ask.html"]
    with desk.database.read() as ask:
        assert versions(ask, "oak") == ()
    (site / "ask.html").unlink()
    publish(desk, site)
    text = desk.home.notice.read_text()
    desk.home.notice.write_text(text.partition("# --- Visitors")[0].replace("security.", "# ", 2))
    with pytest.raises(Refused, match="how you store the information"):
        publish(desk, site)


PARENT = NewRequest(
    "sar", TODAY, "Jane Doe", requester_kind="parent", subjects=("Tom Doe",),
    email="jane@home.example.net", address="3 Old Row, Brookfield BR2 1AA",
)  # fmt: skip

NAMED = {
    "as Tom Frances Mary Anne Doe knows": "Tom Doe",
    "write to jane@home.example.net": "somebody by an address",
    "or come to 3 Old Row, Brookfield": "somebody by an address",
    "of a family at BR21AA": "somebody by an address",
    "write to office@oak.example.org, or come to Old Row, BR2 1AB": "",
}


@pytest.mark.parametrize(("words", "named"), NAMED.items())
def test_the_notice_names_nobody_of_a_case_and_tells_no_house_of_theirs(
    desk: Desk, tmp_path: Path, words: str, named: str
) -> None:
    log_request(desk, PARENT)
    notice = desk.home.notice.read_text()
    desk.home.notice.write_text(notice.replace("to teach", f"to teach, {words}, ", 1))
    if not named:
        publish(desk, tmp_path)
    else:
        with pytest.raises(Refused, match=named):
            publish(desk, tmp_path)


def test_a_page_that_is_no_longer_made_is_named(desk: Desk, tmp_path: Path) -> None:
    publish(desk, tmp_path)
    text = desk.home.notice.read_text()
    before, _, after = text.partition("# --- Visitors")
    desk.home.notice.write_text(before + after[after.index("# --- Words for children") :])
    assert publish(desk, tmp_path)[1] == ("notice-oak-visitors.html",)


def test_each_school_of_a_trust_has_its_own_notice(
    home: Path, desk_of: DeskOf, tmp_path: Path
) -> None:
    add_elm(home)
    settings = home / "data" / "dpo.toml"
    more = 'controller = "Brookfield Learning Trust"\naddress = "Elm Way, Brookfield"\n'
    maintained = settings.read_text().replace('type = "academy"', 'type = "maintained"')
    settings.write_text(maintained + more)
    notice = home / "data" / "notice.toml"
    own = '\n[school.elm.pupil]\npurposes.says = "to teach at Elm"\npurposes.stated = 2026-09-01\n'
    notice.write_text(notice.read_text() + own)
    publish(desk_of(), tmp_path / "site")
    pages = read(tmp_path / "site")
    assert "to teach at Elm" in pages["notice-elm-pupils.html"]
    assert "to teach at Elm" not in pages["notice-oak-pupils.html"]
    assert "<h3>Elm Park Academy</h3>" in pages["index.html"]
    assert "Elm Way" in pages["ask.html"]
    assert "School not known" not in "".join(pages.values())
