"""The guide's line for an SSH key that also runs single commands, as sshd runs it."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from dpo_console.letters.word.saving import is_whole

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "dpo_console" / "guide" / "ssh.md").read_text(encoding="utf-8")


@pytest.fixture
def forced(home: Path, program: Path) -> str:
    """Return the line's command, with the places of this test."""
    found = re.search(r'command="(set -f.+SSH_ORIGINAL_COMMAND.+?)" ssh-', PAGE)
    assert found
    line = found[1].replace("/opt/dpo/.venv/bin/dpo-console", str(program))
    return line.replace("/srv/dpo", str(home))


def typed(forced: str, words: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the words after `ssh host` as sshd does."""
    env = {**os.environ, "SSH_ORIGINAL_COMMAND": words}
    return subprocess.run(
        ["/bin/sh", "-c", forced],
        env=env, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_command_is_run_as_the_key_s_own_person(forced: str, tmp_path: Path) -> None:
    ran = typed(forced, "dpo-console list --json", tmp_path)
    assert (ran.returncode, ran.stdout) == (0, b"[]\n")


def test_a_word_file_comes_through_whole(forced: str, tmp_path: Path) -> None:
    ran = typed(forced, "dpo-console statistics --report -", tmp_path)
    assert is_whole(ran.stdout)


@pytest.mark.parametrize(
    "words",
    [
        "dpo-console --as head list",
        "dpo-console --home / list",
        "dpo-console list; touch made",
        "dpo-console show $(touch made) `touch made`",
        "touch made",
    ],
)
def test_nothing_else_is_run_nor_as_anybody_else(forced: str, words: str, tmp_path: Path) -> None:
    ran = typed(forced, words, tmp_path)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert not (tmp_path / "made").exists()
