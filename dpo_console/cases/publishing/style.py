"""The style of our pages: large text, strong contrast, one column, and paper when printed."""

INK, PAPER, LINK, LINE, BAND = "#1a1a1a", "#ffffff", "#0b3d91", "#767676", "#f2f2f2"
"""The colours: text, page, links, lines, and the heads of tables."""

PAIRS = ((INK, PAPER), (LINK, PAPER), (INK, BAND), (LINK, BAND), (PAPER, LINK))
"""Each colour of text with each colour behind it. Each pair has a contrast of 7 to 1 or more."""

STYLE = f"""\
:root {{ color-scheme: light; }}
body {{ margin: 0 auto; max-width: 46rem; padding: 1rem; color: {INK}; background: {PAPER};
  font: 1.125rem/1.6 Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }}
header p {{ margin: 0; font-weight: bold; }}
h1 {{ font-size: 1.9rem; line-height: 1.25; }}
h2 {{ font-size: 1.4rem; line-height: 1.3; margin-top: 2rem; }}
h3 {{ font-size: 1.15rem; margin-bottom: 0; }}
a {{ color: {LINK}; text-decoration: underline; }}
a:focus {{ outline: 3px solid {LINK}; outline-offset: 2px; }}
nav ul {{ list-style: none; margin: 0.5rem 0; padding: 0; border-bottom: 1px solid {LINE}; }}
nav li {{ display: inline-block; margin-right: 1rem; }}
nav a {{ display: inline-block; padding: 0.4rem 0; }}
nav a[aria-current] {{ color: {INK}; font-weight: bold; text-decoration: none; }}
.skip {{ position: absolute; left: -999rem; }}
.skip:focus {{ position: static; display: inline-block; padding: 0.5rem;
  color: {PAPER}; background: {LINK}; }}
.unseen {{ position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0; }}
th, td {{ border: 1px solid {LINE}; padding: 0.4rem 0.5rem; text-align: left;
  vertical-align: top; }}
thead th {{ background: {BAND}; }}
tbody th {{ font-weight: normal; }}
dt {{ font-weight: bold; }}
dd {{ margin: 0 0 0.6rem; }}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 11pt; }}
  nav, .skip {{ display: none; }}
  a {{ color: {INK}; }}
  h2, h3 {{ break-after: avoid; }}
  tr {{ break-inside: avoid; }}
}}
"""
