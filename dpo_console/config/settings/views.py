"""The views that an office keeps of its cases, under [[view]] in data/dpo.toml."""

from typing import NamedTuple

ENTRY = "[[view]]"


class View(NamedTuple):
    """One view as it is written: the cases of one of ours (`view`) that meet `filter`.

    They are sorted by `sort`. `slug` is the view's name on the command line, or '' if it follows
    from the title.
    """

    title: str
    filter: str = ""
    sort: str = ""
    view: str = "all"
    slug: str = ""


def with_view(text: str, view: View) -> str:
    """Return the text of a dpo.toml with one more view, below everything else."""
    from tomlkit import string

    newline = "\r\n" if "\r\n" in text else "\n"
    said = {"title": view.title, "view": view.view, "filter": view.filter, "sort": view.sort}
    left_out = {"view": "all", "filter": "", "sort": ""}
    lines = [f"{k:6} = {string(v).as_string()}" for k, v in said.items() if left_out.get(k) != v]
    before = text.rstrip("\r\n")
    return newline.join([before, "", ENTRY, *lines, ""])
