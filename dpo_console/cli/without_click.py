"""Plain lines of options, read without click: they greet a login, or open the console."""

from collections.abc import Mapping, Sequence
from datetime import date

from dpo_console.cli.invocation import Invocation
from dpo_console.typed_days import parse_day

VALUED = ("--home", "--today", "--as", "--on")
"""The options that take a value."""


def plain_options(arguments: Sequence[str]) -> Mapping[str, str] | None:
    """Return the options of a line that click need not read, or None for any other line.

    Such a line is plain `due`, or has no command and opens the console.
    """
    found: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        valued = word in VALUED and (word != "--on" or "due" in found)
        value = next(words, None) if valued else ""
        if value is None or word in found or not (valued or word in ("due", "--json")):
            return None
        found[word] = value
    return found


def is_plain_due(arguments: Sequence[str]) -> bool:
    """Return True for a line that greets a login."""
    return "due" in (plain_options(arguments) or ())


def give_plain(invocation: Invocation, options: Mapping[str, str]) -> None:
    """Take the global options as typed. Raises BadInput for an invalid day."""
    invocation.home = options.get("--home")
    invocation.person = options.get("--as")
    invocation.json = "--json" in options
    invocation.today_given = plain_day(invocation, options, "--today")


def plain_day(invocation: Invocation, options: Mapping[str, str], name: str) -> date | None:
    """Return the day of an option, counted from the real one."""
    return parse_day(options[name], invocation.today, name) if name in options else None
