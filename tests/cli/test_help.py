"""Every command has an explanation and an example."""

import re
from collections.abc import Iterator
from inspect import cleandoc

import click
import pytest

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.program import program
from tests.cli.conftest import Run
from tests.each import each

CONTRACT = [
    "demo", "init", "kinds", "clock", "add", "quick", "list", "show", "explain", "note", "assign",
    "fact", "correct", "checklist", "assess", "decide", "release", "letters", "letter", "close",
    "reopen", "due", "register", "verify",
]  # fmt: skip


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(program, obj=Invocation(lambda desk: 0))
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            first = f"{name} REF" if takes_a_case(command) else name
            for sub in command.list_commands(context):
                below = command.get_command(context, sub)
                assert below is not None
                yield f"{first} {sub}", below


def takes_a_case(command: click.Command) -> bool:
    return any(isinstance(parameter, click.Argument) for parameter in command.params)


COMMANDS = dict(commands())
GROUPS = [name for name, command in COMMANDS.items() if isinstance(command, click.Group)]


def test_every_command_of_the_contract_is_there() -> None:
    letter = ["letter preview", "letter write", "letter sent", "letter fetch"]
    assert {*CONTRACT, *letter} <= set(COMMANDS)


@each(name=COMMANDS)
def test_a_command_is_explained_with_an_example(name: str, bare: Run) -> None:
    ran = bare(*name.split(), "--help")
    assert ran.code == 0
    example = re.escape(f"dpo-console {name}").replace("REF", r"\w+-\d+-\d+")
    assert re.search(example, ran.out)
    for parameter in COMMANDS[name].params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


@each(name=[name for name in COMMANDS if name not in GROUPS])
def test_every_command_has_json(name: str, bare: Run) -> None:
    assert "--json" in bare(*name.split(), "--help").out


@pytest.mark.parametrize("group", [program, *(COMMANDS[name] for name in GROUPS)])
def test_a_gist_is_the_first_sentence_of_the_command_help(group: LoadingGroup) -> None:
    for name in group.entries:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        assert command.help
        paragraph = " ".join(cleandoc(command.help).partition("\n\n")[0].split())
        assert group.entries[name][1] == f"{paragraph.partition('. ')[0].rstrip('.')}."
        assert group.entries[name][1] == command.get_short_help_str(1_000)


def test_the_front_page_lists_every_command(bare: Run) -> None:
    out = bare("--help").out
    assert all(f"\n  {name} " in out for name in COMMANDS if " " not in name)


def test_an_unknown_command_is_refused_with_the_likeliest_names(bare: Run) -> None:
    for typed, meant in (("setings", "Did you mean: settings?"), ("schools", "terms")):
        ran = bare(typed)
        assert ran.code == 2
        assert meant in ran.err
    assert "Did you mean: check?" in bare("settings", "chek").err
    assert "Did you mean" not in bare("xyzzy").err
