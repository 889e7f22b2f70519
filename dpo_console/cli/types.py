"""Types for values on a command line: days, spans, NAME=DATE."""

from datetime import date, datetime

import click

from dpo_console.cases.disclosure import parse_numbers
from dpo_console.cli.invocation import Invocation, london_today
from dpo_console.errors import BadInput
from dpo_console.text import clean, show_line
from dpo_console.typed_days import parse_day, parse_moment

Parameter = click.Parameter | None
Context = click.Context | None

NUMBER = click.IntRange(1, 1_000_000_000)
"""The number of a fact, or a case's version: none is ever higher."""


def refuse_unstorable(value: object, param: click.Parameter) -> None:
    """Raise BadInput, naming the parameter, for text in a value that no record can hold."""
    if isinstance(value, str):
        clean(value, label(param))
    elif isinstance(value, tuple):
        for part in value:
            refuse_unstorable(part, param)


class Day(click.ParamType[date]):
    """A day: ISO, or any human form that is unambiguous."""

    name = "date"

    def convert(self, value: object, param: Parameter, ctx: Context) -> date:
        """Read it. Raises BadInput that lists the accepted forms."""
        if isinstance(value, date):
            return value
        return parse_day(str(value), _today(ctx), label(param))


class DayOrMinute(click.ParamType[date | datetime]):
    """A day, or a minute in Europe/London if a limit is in hours."""

    name = "date"

    def convert(self, value: object, param: Parameter, ctx: Context) -> date | datetime:
        """Read it. Raises BadInput that lists the accepted forms."""
        if isinstance(value, date):
            return value
        return parse_moment(str(value), _today(ctx), label(param))


class NamedMoment(click.ParamType[tuple[str, date | datetime]]):
    """NAME=DATE: a fact and its day or minute."""

    name = "name=date"

    def convert(self, value: object, param: Parameter, ctx: Context) -> tuple[str, date | datetime]:
        """Read both. Raises BadInput for an invalid date."""
        fact, when = _halves(value, param, "NAME=DATE")
        return fact, DayOrMinute().convert(when, param, ctx)


class Assignment(click.ParamType[tuple[str, str]]):
    """FIELD=VALUE."""

    name = "field=value"

    def convert(self, value: object, param: Parameter, ctx: Context) -> tuple[str, str]:
        """Read both. Raises BadInput if there is no field."""
        form = param.metavar if isinstance(param, click.Option) else None
        return _halves(value, param, form or "FIELD=VALUE")


class Numbers(click.ParamType[tuple[int, ...]]):
    """Numbers of items, with ranges: 1-40,52."""

    name = "numbers"

    def convert(self, value: object, param: Parameter, ctx: Context) -> tuple[int, ...]:
        """Read them. Raises BadInput for other than numbers and ranges."""
        return parse_numbers(str(value), label(param))


class Span(click.ParamType[tuple[date, date]]):
    """FROM..TO: two days and all between them."""

    name = "from..to"

    def convert(self, value: object, param: Parameter, ctx: Context) -> tuple[date, date]:
        """Read both. Raises BadInput for an invalid date, or the wrong order."""
        first, dots, last = str(value).partition("..")
        if not dots:
            raise BadInput(f"{label(param)} {show_line(first, 60)}: write FROM..TO.")
        span = Day().convert(first, param, ctx), Day().convert(last, param, ctx)
        if span[0] > span[1]:
            raise BadInput(f"{label(param)} {value}: the first day is after the last.")
        return span


def _halves(value: object, param: Parameter, form: str) -> tuple[str, str]:
    name, equals, rest = str(value).partition("=")
    if not (name and equals):
        typed = show_line(name, 60)
        raise BadInput(f"{label(param)} {typed}: write {form}, such as {typed or 'name'}=...")
    return name, rest


def _today(ctx: Context) -> date:
    invocation = ctx.find_object(Invocation) if ctx else None
    return invocation.today if invocation else london_today()


def label(param: Parameter) -> str:
    """Return a parameter as people know it: --received, REF."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return param.human_readable_name if param else "date"
