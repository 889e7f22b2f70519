"""The contributor's files: what they name is there, and the licence is part of the package."""

import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dpo_console"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = (ROOT / "README.md", *sorted((ROOT / ".github").glob("*.md")))


def test_licence_is_named_and_packed() -> None:
    assert PYPROJECT["project"]["license-files"] == ["dpo_console/LICENSE"]
    assert "LICENSE" in PYPROJECT["tool"]["setuptools"]["package-data"]["dpo_console"]
    licence = (PACKAGE / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License\n\nCopyright (c) 2026 dpo_console contributors\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_contents_lead_to_headings(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


@pytest.mark.parametrize(("page", "least"), [("CONTRIBUTING", 15), ("ARCHITECTURE", 15)])
def test_contributors_pages_name_files_that_exist(page: str, least: int) -> None:
    text = (ROOT / ".github" / f"{page}.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_.]+/)+[a-z_]*(?:\.[a-z]+)?)`", text)
    assert len(named) > least
    assert [n for n in named if not (ROOT / n).exists() and not (PACKAGE / n).exists()] == []


@pytest.mark.parametrize("name", ["check", "lint", "run"])
def test_check_scripts_can_be_run(name: str) -> None:
    assert os.access(ROOT / ".ci" / name, os.X_OK)
