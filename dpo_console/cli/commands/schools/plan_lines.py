"""The changes of a term import, printed as lines."""

from pathlib import Path

from dpo_console.casework.schools.term_import import TermImport, told, what_it_says
from dpo_console.cli.output import columns, narrate, say


def print_plan(planned: TermImport, path: Path) -> None:
    """Print the content of a file, the changes from importing it, and every doubt about it."""
    say(f"{path}: {what_it_says(planned)}")
    for title, lines in told(planned):
        say(f"\n{title}")
        columns([(line,) for line in lines], indent=2)


def print_written(planned: TermImport, backup: Path | None) -> None:
    """Print the result of a plan to stderr. `backup` is the copy of the earlier file."""
    if backup:
        narrate(
            f"Written into {planned.file.path}. As it was before: {backup}\n"
            "A console that is open shows the old dates until it is opened again."
        )
    elif planned.changes:
        narrate("Nothing was written. Leave out --dry-run to do it.")
    else:
        narrate("Nothing was written: data/dpo.toml says all this already.")
