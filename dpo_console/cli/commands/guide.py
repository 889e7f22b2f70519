"""The guide, and the reference of all commands: `guide`. The reference is made when it is read."""

from collections.abc import Iterator
from inspect import cleandoc

import click

from dpo_console import __version__
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup, sections
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, narrate, picked, report, say
from dpo_console.guide.pages import GuidePage, guide_page, guide_pages, plain

TOPIC = "commands"

TITLE = "Commands"

SUMMARY = "Every command by theme. Each explains itself with --help."

COMMANDS = "commands"
"""The topic of the reference, which is made when it is read."""


@subcommand()
@click.argument("topic", required=False, default="")
@click.option("--man", is_flag=True, help="Print every command as a man page.")
def guide(invocation: Invocation, topic: str, man: bool) -> None:
    """Read the guide: one page, or the list of pages. It needs no records.

    \b
      dpo-console guide
      dpo-console guide letters
      dpo-console guide commands
      dpo-console guide --man > dpo-console.1
    """
    if man:
        return _print_man_page(invocation)
    if topic:
        return _print_page(invocation, _page(topic))
    pages = guide_pages()
    if invocation.json:
        return document([picked(page, "topic title summary") for page in pages])
    columns([(page.topic, page.summary) for page in pages])
    return narrate(f"Every command: dpo-console guide {COMMANDS}")


def _page(topic: str) -> GuidePage:
    if topic != COMMANDS:
        return guide_page(topic)
    return reference(_program())


def _program() -> LoadingGroup:
    """Return the program that this command belongs to."""
    program = click.get_current_context().find_root().command
    if not isinstance(program, LoadingGroup):
        raise LookupError("the guide was called without its program")
    return program


def _print_page(invocation: Invocation, page: GuidePage) -> None:
    text = plain(page)
    report(invocation, {"topic": page.topic, "title": page.title, "text": text}, text)


def _print_man_page(invocation: Invocation) -> None:
    text = man_page(_program(), __version__)
    if invocation.json:
        document({"man": text})
    else:
        for line in text.splitlines():
            say(line)


def reference(program: LoadingGroup) -> GuidePage:
    """Return the page about all commands of the program."""
    blocks = [f"# {TITLE}", SUMMARY]
    for title, commands in sections().items():
        rows = []
        for name, (_, gist) in commands.items():
            rows += [f"| `{name}` | {gist} |", *_rows(_command(program, name))]
        blocks += [f"## {title}", "\n".join(["| command | does |", "| --- | --- |", *rows])]
    return GuidePage(TOPIC, TITLE, SUMMARY, "\n\n".join(blocks))


def _rows(group: click.Command) -> Iterator[str]:
    name = str(group.name)
    if isinstance(group, LoadingGroup):
        first = _before_subcommands(name, group)
        yield from (f"| `{first} {sub}` | {said} |" for sub, (_, said) in group.entries.items())


def _before_subcommands(path: str, group: LoadingGroup) -> str:
    """Return a group's name, with REF if its subcommands stand after a case's reference."""
    takes_a_case = any(isinstance(param, click.Argument) for param in group.params)
    return f"{path} REF" if takes_a_case else path


def _command(program: LoadingGroup, name: str) -> click.Command:
    found = program.get_command(click.Context(program), name)
    if found is None:
        raise LookupError(name)
    return found


def man_page(program: LoadingGroup, version: str) -> str:
    """Return the reference as a man page, in the language of roff."""
    return "\n".join(_man(program, version)) + "\n"


def _man(program: LoadingGroup, version: str) -> Iterator[str]:
    yield f'.TH DPO-CONSOLE 1 "" "dpo-console {version}"'
    yield from (".SH NAME", r"dpo-console \- requests, deadlines, approvals and letters of a DPO")
    yield from (".SH SYNOPSIS", ".B dpo-console", "[OPTIONS] [COMMAND]", ".SH DESCRIPTION")
    yield from _paragraphs(program.help or "")
    yield ".SH OPTIONS"
    yield from _options(program)
    for title, commands in sections().items():
        yield f'.SH "{_roff(title.upper())}"'
        for name in commands:
            yield from _entry(name, _command(program, name))


def _entry(path: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (f'.SS "{_roff(path)} {_roff(usage)}"', *_paragraphs(command.help or ""))
    yield from _options(command)
    if isinstance(command, LoadingGroup):
        for name in command.entries:
            sub = command.get_command(context, name)
            if sub:
                yield from _entry(f"{_before_subcommands(path, command)} {name}", sub)


def _options(command: click.Command) -> Iterator[str]:
    context = click.Context(command)
    for option in command.params:
        record = option.get_help_record(context)
        if isinstance(option, click.Option) and record:
            yield from (".TP", f".B {_roff(record[0])}", _roff(record[1]))


def _paragraphs(text: str) -> Iterator[str]:
    for block in cleandoc(text).split("\n\n"):
        lines = [_roff(line) for line in block.splitlines() if line != "\b"]
        as_is = block.startswith("\b")
        yield from (".PP", ".nf", *lines, ".fi") if as_is else (".PP", *lines)


def _roff(text: str) -> str:
    """Return text that roff prints as it is."""
    said = text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return f"\\&{said}" if said[:1] in (".", "'") else said
