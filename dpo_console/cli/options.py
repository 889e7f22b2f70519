"""The options that every command takes, and those that several commands share."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import click

from dpo_console.cli.completion import complete
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.types import NUMBER, Assignment, Day, Numbers, refuse_unstorable

Callback = Callable[[click.Context, click.Parameter, tuple[object, ...]], None]

Maker = Callable[[Callable[..., object]], click.Command]

Decorated = TypeVar("Decorated", bound=Callable[..., object])

NUMBERS = click.argument("numbers", type=Numbers())

WHY = click.option("--why", required=True, metavar="TEXT", help="Why. It is kept in the history.")

VERSION = click.option(
    "--version",
    type=NUMBER,
    metavar="N",
    help="Refuse if the case has changed since version N. `show --json` tells the version.",
)

Given = tuple[tuple[str, str], ...]

SET = click.option(
    "--set",
    "given",
    type=Assignment(),
    multiple=True,
    metavar="FIELD=VALUE",
    help="Fill in a field. `letters REF` lists the fields.",
)


def text_option(
    name: str, metavar: str, what: str, *called: str
) -> Callable[[Decorated], Decorated]:
    """Return an option for words, which is '' where it isn't given. `called` is its parameter."""
    return click.option(name, *called, default="", metavar=metavar, help=what)


def day_option(name: str, what: str, *called: str) -> Callable[[Decorated], Decorated]:
    """Return an option for a day, which is None where it isn't given."""
    return click.option(name, *called, type=Day(), metavar="DATE", help=what)


OVERRIDE = text_option("--override", "TEXT", "Why it goes despite a check.")


def global_options(*, hidden: bool = False) -> list[click.Parameter]:
    """Return --home, --today, --as and --json. `hidden` keeps the first three off a help page."""
    return [
        _option("--home", "DIR", "home", "The folder with data/ and exports/.", hidden),
        _option(
            "--today",
            "DATE",
            "today_given",
            "Work as if it were that day. The audit log keeps real time.",
            hidden,
            Day(),
        ),
        _option(
            "--as",
            "PERSON",
            "person",
            "Who is acting, where one account serves several people.",
            hidden,
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            help="Print one JSON document and nothing else.",
            callback=_take_json,
        ),
    ]


def _option(
    name: str,
    metavar: str,
    field: str,
    what: str,
    hidden: bool,
    type_: click.ParamType[object] | None = None,
) -> click.Option:
    """Return an option that is read before the command's own, which may need it.

    It takes every occurrence, to detect two.
    """
    return click.Option(
        [name],
        metavar=metavar,
        help=what,
        type=type_,
        callback=_take(field),
        hidden=hidden,
        multiple=True,
        expose_value=False,
        is_eager=True,
    )


def _take(field: str) -> Callback:
    def callback(ctx: click.Context, param: click.Parameter, values: tuple[object, ...]) -> None:
        for value in values:
            _invocation(ctx).give(param.opts[0], field, value)

    return callback


def _take_json(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        _invocation(ctx).json = True


def _invocation(ctx: click.Context) -> Invocation:
    invocation = ctx.find_object(Invocation)
    if invocation is None:
        raise LookupError("the command line was called without an Invocation")
    return invocation


class WithGlobals(click.Command):
    """A command that takes the global options after its name too."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own parameters and the global ones."""
        complete(self.params)
        return [*super().get_params(ctx), *global_options(hidden=True)]

    def invoke(self, ctx: click.Context) -> object:
        """Run it. Raises BadInput, naming the argument, for text that can't be kept."""
        for param in self.params:
            refuse_unstorable(ctx.params[param.name or ""], param)
        result: object = super().invoke(ctx)
        return result


class Subcommand(WithGlobals):
    """A subcommand."""


def subcommand(name: str | None = None) -> Maker:
    """Return what makes a subcommand of a function, which takes the Invocation first.

    Its name is the function's if none is given.
    """
    return lambda function: click.command(name, cls=Subcommand)(click.pass_obj(function))


def case_command(name: str | None = None) -> Maker:
    """Return what makes a subcommand of a function that takes the reference of a case next."""
    reference = click.argument("reference", metavar="REF")
    return lambda function: subcommand(name)(reference(function))


def after_case(name: str | None = None) -> Maker:
    """Return what makes a subcommand of OfCase of such a function. The reference stands before."""

    def made(function: Callable[..., object]) -> click.Command:
        @click.pass_context
        @wraps(function)
        def with_case(ctx: click.Context, /, **given: object) -> object:
            before = ctx.parent.params["reference"] if ctx.parent else ""
            return function(ctx.ensure_object(Invocation), before, **given)

        return click.command(name, cls=Subcommand)(with_case)

    return made


class Group(WithGlobals, LoadingGroup):
    """A command with subcommands that also acts without one."""


class OfCase(Group):
    """Subcommands after a case's reference. Global options may stand between the two."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments before the subcommand, options first."""
        commands = self.list_commands(ctx)
        first = next((n for n, word in enumerate(args) if n and word in commands), len(args))
        options = args[1:first] if args and not args[0].startswith("-") else []
        return super().parse_args(ctx, [*options, args[0], *args[first:]] if options else args)
