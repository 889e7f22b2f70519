"""Upgrade an office of an earlier release to this one, as an administrator does, and go back.

    python .dev/upgrade.py               # from 0.4.0, with 10 kills
    python .dev/upgrade.py b870f5b 100   # from any commit, with as many kills as you say

Both wheels are built from git and installed by pip in a bare environment. The earlier release makes
a home and works in it. This release opens copies of it, and is killed in the middle. Each copy must
be sound afterwards, and a day's work goes on. Then the earlier release takes its copy back.
"""

import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMIT = "b870f5b"  # release 0.4.0

A_DAY_BEFORE = """
clerk quick 'sar Jane Doe re Tom Doe, email, yesterday, at pennywort'
clerk note SAR-2026-0019 'She rang – in a hurry ✓'
clerk letter write SAR-2026-0019 acknowledgement
clerk letter sent SAR-2026-0019 acknowledgement --method post
dpo verify"""
A_DAY_AFTER = """
dpo verify
clerk quick 'sar Ann Lee re Sam Lee, email, yesterday, at pennywort'
clerk note SAR-2026-0019 'She rang again'
clerk letter write SAR-2026-0020 acknowledgement
clerk letter sent SAR-2026-0020 --method post
dpo close SAR-2026-0019 --outcome withdrawn --note 'She has it'
dpo verify"""


def wheel(folder: Path, at: str = "") -> Path:
    """Build the wheel of a commit, such as @b870f5b, or else of the last one. Return it."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder]
    subprocess.run([*pip, f"git+file://{Path(__file__).parents[1]}{at}"], check=True)
    return next(folder.glob("*.whl"))


class Office:
    """A bare environment, with the release that was last installed there."""

    def __init__(self, folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        self.programs = folder / "bin"

    def install(self, built: Path) -> None:
        """Install a wheel over the release that is there."""
        subprocess.run([self.programs / "pip", "install", "--quiet", built], check=True)

    def begin(self, home: Path, act: str) -> "subprocess.Popen[bytes]":
        """Begin an act in a home. Its first word says who does it."""
        command = [self.programs / "dpo-console", "--home", home, "--as", *shlex.split(act)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def work(self, home: Path, acts: str) -> None:
        """Do acts in a home, one a line. Stop at one that is refused."""
        for act in acts.strip().splitlines():
            if self.begin(home, act).wait():
                raise SystemExit(f"Refused: {act}")


def main(commit: str = COMMIT, kills: str = "10") -> None:
    """Upgrade, go back, and print what was seen."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        earlier, this = wheel(folder / "earlier", f"@{commit}"), wheel(folder / "this")
        office, home, struck = Office(folder / "env"), folder / "home", 0
        office.install(earlier)
        office.work(home, f"dpo demo --keep {home} --no-open{A_DAY_BEFORE}")
        office.install(this)
        for number in range(int(kills)):
            copy = shutil.copytree(home, folder / f"copy-{number}")
            opening = office.begin(copy, "dpo list")
            while opening.poll() is None and not (copy / "data" / "backups").exists():
                time.sleep(0.001)
            time.sleep(number / int(kills) / 2)
            opening.kill()
            struck += opening.wait() < 0
            office.work(copy, A_DAY_AFTER)
        print(f"{kills} upgrades, {struck} of them killed: all sound, and the day went on.")
        office.work(home, A_DAY_AFTER)
        (kept,) = (home / "data" / "backups").glob("records-layout-*.sqlite3")
        office.install(earlier)
        if office.begin(home, "dpo verify").wait() == 0:
            raise SystemExit("The earlier release opened upgraded records.")
        for left in (home / "data").glob("records.sqlite3*"):
            left.unlink()
        kept.rename(home / "data" / "records.sqlite3")
        office.work(home, "clerk note SAR-2026-0019 Back")
        print(f"{earlier.name} refused the upgraded records, and went on with the copy of before.")


if __name__ == "__main__":
    main(*sys.argv[1:])
