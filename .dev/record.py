"""Draw the way of a morning through the demo, as one SVG whose pictures follow each other.

    python .dev/record.py

It writes .github/pictures/morning.svg: the list, a case, a decision and a letter.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.tui.conftest import opened
from tests.tui.looks import (
    PICTURES,
    SAR,
    SHARING,
    Way,
    as_picture,
    desk_of,
    go,
    nothing_by_the_clock,
)  # fmt: skip

SECONDS = 4
WAYS = (
    Way("list", keys="j j"),
    Way("case", SAR),
    Way("request", keys='N "sar Jane Doe re Tom Doe, email, yesterday"'),
    Way("checklist", SHARING, "A"),
    Way("decision", SHARING, "A d"),
    Way("letter", "CMP-2026-0002", "L"),
)
"""The screens, in the order in which they are shown."""

STYLE = """
.picture {{ visibility: hidden; animation: shown {all}s step-end infinite }}
@keyframes shown {{ 0% {{ visibility: visible }} {share}% {{ visibility: hidden }} }}
@media (prefers-reduced-motion) {{ .picture {{ animation: none }}
  .picture:nth-of-type(2) {{ visibility: visible }} }}
"""
"""One picture at a time; the case alone for people who don't want anything to move."""


async def pictures(home: Path) -> list[str]:
    """Return each screen as an SVG of its own, whose names no other has."""
    drawn = []
    async with opened(desk_of(home), (80, 24)) as console:
        for number, way in enumerate(WAYS):
            await go(console, way)
            drawn.append(as_picture(console).replace("dpo-console-", f"p{number}-"))
    return drawn


def together(drawn: list[str]) -> str:
    """Return one SVG that shows each picture in turn."""
    box = drawn[0].split('viewBox="')[1].split('"')[0]
    style = STYLE.format(all=SECONDS * len(drawn), share=100 / len(drawn))
    shown = "".join(
        f'<g class="picture" style="animation-delay: {SECONDS * number}s">{one}</g>'
        for number, one in enumerate(drawn)
    )
    return f'<svg viewBox="{box}" xmlns="http://www.w3.org/2000/svg"><style>{style}</style>{shown}</svg>'


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made, nothing_by_the_clock():
        whole = together(asyncio.run(pictures(Path(made) / "home")))
    (PICTURES / "morning.svg").write_text(whole, encoding="utf-8")
    print(f"{len(whole) // 1024} KB")
