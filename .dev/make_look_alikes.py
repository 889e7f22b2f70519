"""Write dpo_console/cases/people/matching/look_alikes.py from `confusable-homoglyphs`.

That package holds the Unicode Consortium's table of characters that look alike (UTS #39). Run this
by hand when a new edition is out:

    python -m pip install confusable-homoglyphs
    python .dev/make_look_alikes.py
"""

import json
import unicodedata
from importlib.resources import files
from pathlib import Path
from textwrap import wrap

TARGET = Path(__file__).parent.parent / "dpo_console/cases/people/matching/look_alikes.py"
WIDTH = 90
PAGE = '''\
"""Letters of other alphabets that a reader takes for ours.

Written by .dev/make_look_alikes.py: change that, not this. Source: Unicode, Inc., confusables.txt
(UTS #39), under the Unicode License v3 (https://www.unicode.org/license.txt).
"""

FOREIGN = (
{foreign}
)
"""The letters, in the order of `OURS`."""

OURS = (
{ours}
)
"""The letters for which they are taken."""
'''


def look_alikes() -> dict[str, str]:
    """Return each foreign letter with ours. Compatibility forms of ours need no entry."""
    table = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    found = {
        entry["c"]: letter.lower()
        for letter, alike in table.items()
        if len(letter) == 1 and letter.isascii() and letter.isalpha()
        for entry in alike
        if len(entry["c"]) == 1 and entry["c"].isalpha() and not _is_ours(entry["c"])
    }
    small = {letter.lower(): ours for letter, ours in found.items()}
    return dict(sorted((small | found).items()))


def _is_ours(letter: str) -> bool:
    return unicodedata.normalize("NFKD", letter)[0].isascii()


def page() -> str:
    """Return the module. Letters stand as code points, because many fonts lack them."""
    found = look_alikes()
    foreign = [f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in found]
    lines = (f'    "{line.replace(" ", "")}"' for line in wrap(" ".join(foreign), WIDTH + 12))
    ours = (f'    "{line}"' for line in wrap("".join(found.values()), WIDTH))
    return PAGE.format(foreign="\n".join(lines), ours="\n".join(ours))


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
