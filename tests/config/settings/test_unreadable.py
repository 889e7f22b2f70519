"""A home that this account may not read is named, and no other is used in its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dpo_console.config import Home, find_home, load_settings
from dpo_console.config.new_home import make_home
from dpo_console.errors import BadFile, BadInput, Refused
from tests.conftest import make_home as made_home
from tests.permissions import permissions_bind


@pytest.fixture(params=["data", "."])
def closed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Yield a home closed to this account, itself or in its data/."""
    root = made_home(tmp_path / "home")
    folder = root / request.param
    folder.chmod(0)
    try:
        with permissions_bind():
            yield root
    finally:
        folder.chmod(0o700)


def test_it_is_named_and_not_taken_for_missing(closed: Path) -> None:
    with pytest.raises(BadFile, match=r"dpo\.toml: can't be read \(Permission denied\)"):
        load_settings(Home(closed))


def test_no_new_home_is_made_in_it(closed: Path) -> None:
    with pytest.raises(Refused, match=f"No home can be made at {closed}: Permission denied"):
        make_home(closed)


@pytest.mark.parametrize("closed", ["data"], indirect=True)
def test_standing_in_it_uses_no_other(closed: Path) -> None:
    assert find_home(None, {}, closed).root == closed


def test_an_unknown_account_in_a_path_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="~nobody-of-that-name/dpo"):
        find_home("~nobody-of-that-name/dpo", {}, tmp_path)


def test_where_the_folder_one_stands_in_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "dpo-console" in str(find_home(None, {}, Path()).root)
    with pytest.raises(BadInput, match="dpo: "):
        find_home("dpo", {}, Path())
