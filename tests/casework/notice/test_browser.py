"""Every kind of page for the website through axe-core in headless Chromium, on two widths.

It runs where both can be had: Chromium from the system, and axe-core from npm. AXE_CORE names its
file, such as node_modules/axe-core/axe.min.js.
"""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dpo_console.casework.notice.publishing import website
from dpo_console.casework.office.opening import open_desk
from tests.conftest import HALF_PAST_SEVEN, TODAY

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core/axe.min.js"))

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = ("360,800", "1280,900")

RUN = f"""axe.run(document, {{runOnly: {json.dumps(RULES)}}}).then(found => {{
  const out = document.createElement('pre');
  out.id = 'found';
  out.textContent = JSON.stringify([...found.violations, ...found.incomplete]
    .map(one => [one.id, one.nodes.map(node => node.html)]));
  document.body.appendChild(out);
}})"""


def findings(page: Path, width: str) -> object:
    """Return what axe-core finds in a page, which has its script."""
    line = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width}",
            "--virtual-time-budget=20000", "--dump-dom", page.as_uri()]  # fmt: skip
    shown = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    told = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    return json.loads(html.unescape(told[1])) if told else "axe-core didn't run"


@pytest.mark.slow
@pytest.mark.skipif(not BROWSER, reason="there is no Chromium: apt-get install chromium")
@pytest.mark.skipif(not AXE.is_file(), reason="AXE_CORE names no file: npm install axe-core")
def test_axe_core_finds_nothing_on_any_kind_of_page(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "home")
    desk = open_desk(tmp_path / "home", today=TODAY, clock=lambda: HALF_PAST_SEVEN)
    scripts = f"<script>{AXE.read_text('utf-8')}</script><script>{RUN}</script></body>"
    files = website(desk).files
    others = tuple(f"notice-{school.slug}-" for school in desk.settings.schools[1:])
    for name in (n for n in files if n.endswith(".html") and not n.startswith(others)):
        content = files[name]
        page = tmp_path / name
        page.write_text(content.decode().replace("</body>", scripts))
        for width in WIDTHS:
            assert findings(page, width) == [], (name, width)
