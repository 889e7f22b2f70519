"""Upgrade an office of an earlier release to this one, as an administrator does, and go back.

    python .dev/upgrade.py              # from 0.4.0, with 20 kills
    python .dev/upgrade.py v0.4.0 100   # from any commit, with as many kills as you say

Both wheels are built from git and installed by pip in a bare environment. The earlier release makes
a home and works in it. This release opens copies of it, and is killed in the middle. Each copy must
be sound afterwards, and a day's work goes on. Then the earlier release takes its copy back.
"""

import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMIT = "b870f5b"
"""The commit of release 0.4.0."""

A_DAY_BEFORE = (
    ("clerk", "quick", "sar Jane Doe re Tom Doe, email, yesterday, at pennywort"),
    ("clerk", "note", "SAR-2026-0019", "She rang – in a hurry ✓"),
    ("clerk", "letter", "write", "SAR-2026-0019", "acknowledgement"),
    ("clerk", "letter", "sent", "SAR-2026-0019", "acknowledgement", "--method", "post"),
)
A_DAY_AFTER = (
    ("clerk", "quick", "sar Ann Lee re Sam Lee, email, yesterday, at pennywort"),
    ("clerk", "note", "SAR-2026-0019", "She rang again"),
    ("clerk", "letter", "write", "SAR-2026-0020", "acknowledgement"),
    ("clerk", "letter", "sent", "SAR-2026-0020", "--method", "post"),
    ("dpo", "close", "SAR-2026-0019", "--outcome", "withdrawn", "--note", "She has it"),
    ("dpo", "verify"),
)


def wheel(commit: str, folder: Path) -> Path:
    """Build the wheel of a commit, and return it."""
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder / "code", filter="data")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*pip, str(folder), str(folder / "code")], check=True)
    (built,) = folder.glob("*.whl")
    return built


class Office:
    """A bare environment, and the homes that the release installed there opens."""

    def __init__(self, folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
        self.bin = folder / "env" / "bin"

    def install(self, built: Path) -> None:
        """Install a wheel over the release that is there."""
        pip = [str(self.bin / "pip"), "install", "--quiet", "--force-reinstall"]
        subprocess.run([*pip, str(built)], check=True)

    def command(self, home: Path, who: str, *arguments: str) -> list[str]:
        """Return a command line in a home, as that person."""
        return [str(self.bin / "dpo-console"), "--home", str(home), "--as", who, *arguments]

    def work(self, home: Path, *acts: tuple[str, ...]) -> None:
        """Do acts in a home, each as the person who is named first. Stop at one that is refused."""
        for who, *arguments in acts:
            subprocess.run(self.command(home, who, *arguments), check=True, capture_output=True)

    def killed(self, home: Path, after: float) -> bool:
        """Open a home, and kill it so many seconds after its upgrade began. Return if it was."""
        with subprocess.Popen(self.command(home, "dpo", "list"), stdout=subprocess.PIPE) as opening:
            while opening.poll() is None and not (home / "data" / "backups").exists():
                time.sleep(0.001)
            time.sleep(after)
            opening.kill()
        return opening.returncode < 0


def main(commit: str = COMMIT, kills: str = "20") -> int:
    """Upgrade, and print what was seen. A refusal is an error with the command that it refused."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        earlier, this = wheel(commit, folder / "earlier"), wheel("HEAD", folder / "this")
        office, home = Office(folder), folder / "home"
        office.install(earlier)
        office.work(home, ("dpo", "demo", "--keep", str(home), "--no-open"))
        office.work(home, *A_DAY_BEFORE, ("dpo", "verify"))
        office.install(this)
        struck = 0
        for number in range(int(kills)):
            copy = shutil.copytree(home, folder / f"copy-{number}")
            struck += office.killed(copy, number / int(kills) * 0.6)
            office.work(copy, ("dpo", "verify"), *A_DAY_AFTER)
        print(f"{kills} upgrades, {struck} killed in the middle: all sound, and the day went on.")
        office.work(home, *A_DAY_AFTER)
        (kept,) = (home / "data" / "backups").glob("records-layout-*.sqlite3")
        office.install(earlier)
        refused = subprocess.run(office.command(home, "dpo", "verify"), capture_output=True)
        if refused.returncode == 0:
            raise SystemExit("The earlier release opened upgraded records.")
        for left in (home / "data").glob("records.sqlite3*"):
            left.unlink()
        shutil.copy2(kept, home / "data" / "records.sqlite3")
        office.work(home, ("clerk", "show", "SAR-2026-0019"), ("clerk", "note", "SAR-2026-0019", "Back"))
        print(f"{earlier.name} refused the upgraded records, and went on with the copy of before.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
