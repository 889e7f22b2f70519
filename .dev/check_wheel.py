"""Build the wheel and check that it holds every file of the package, the licence among them.

    python .dev/check_wheel.py

It needs pip, and the network or a cache for the build backend.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LICENCE = "dpo_console/LICENSE"


def wanted() -> set[str]:
    """Return every file of the package that git knows, as the wheel names it."""
    listed = subprocess.run(
        ["git", "ls-files", "dpo_console"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(listed.stdout.split())


def packed(folder: Path) -> set[str]:
    """Build the wheel from a clean copy of what git knows, and return the names of its files."""
    copy = folder / "copy"
    subprocess.run(["git", "checkout-index", "--all", f"--prefix={copy}/"], cwd=ROOT, check=True)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*pip, str(folder), str(copy)], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def main() -> int:
    """Return 0 where nothing is missing, else 1, with the names of what is."""
    with tempfile.TemporaryDirectory() as folder:
        names = packed(Path(folder))
    missing = sorted(wanted() - names)
    if not any(name.endswith(f"licenses/{LICENCE}") for name in names):
        missing.append(f"{LICENCE} among the wheel's licences")
    for name in missing:
        print(f"The wheel lacks {name}.", file=sys.stderr)
    if not missing:
        print(f"The wheel holds all {len(wanted())} files of the package, and its licence.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
