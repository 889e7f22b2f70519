"""A new home from a backup: `restore`."""

import click

from dpo_console.cases.records.witness import LARGEST, as_kept
from dpo_console.casework.backup.erasures import Since, settle
from dpo_console.casework.backup.restoring import Restored
from dpo_console.casework.backup.restoring import restore as restore_backup
from dpo_console.casework.office.opening import RESTORED, administrator_desk
from dpo_console.casework.office.own_files import refuse_new_home
from dpo_console.cli.commands.backup.backup import HASH, source, stream, when
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import narrate, report
from dpo_console.config.files.folders import whole_path
from dpo_console.config.files.incoming import within
from dpo_console.errors import BadInput
from dpo_console.text import counted

GONE = (
    "What was protected, restricted, refused or withdrawn since the backup isn't in these records. "
    "Enter it again before anything is sent, above all whose details are kept from whom."
)
"""Words for a restored home that can be changed again."""

CONFIRM = "If it is yours, let it run with: dpo-console settings check --confirm"


@subcommand()
@click.argument("file", metavar="[FILE|-]", required=False, type=click.Path(allow_dash=True))
@click.option("--to", metavar="DIR", type=click.Path(), help="The new home. Default: --home.")
@click.option("--identity", metavar="KEYFILE", help="The file with the private key that opens it.")
@click.option("--erasures", metavar="LIST", help="The witness file, for the erasures made since.")
@text_option("--no-erasures-since", "TEXT", "How you know that there were none.", "none")
@text_option("--override", "TEXT", "Why it is restored although it isn't sound.")
@HASH
def restore(
    invocation: Invocation,
    file: str | None,
    to: str | None,
    identity: str | None,
    erasures: str | None,
    none: str,
    override: str,
    sha256: str,
) -> None:
    """Make a new home from a backup, after checking its records. Nothing is overwritten.

    A case that was erased after the backup stands in it again. Until --erasures or
    --no-erasures-since settles that, the new home is read-only. Without FILE, they settle it for
    a home that was restored before.

    \b
      dpo-console restore office.tar.gz.age --identity key.txt --to /srv/dpo
      dpo-console --home /srv/dpo restore --erasures witness.jsonl
    """
    refuse_new_home(invocation.place(), invocation.person)
    if erasures and none:
        raise BadInput("Give --erasures or --no-erasures-since, not both.")
    if erasures == file == "-":
        raise BadInput("Only one file can come on stdin.")
    since = _since(invocation, erasures, none)
    if file is None:
        _settle(invocation, since)
        return
    root = whole_path(to) if to else invocation.place().root
    with source(invocation, file, identity, "Restoring", sha256) as backup:
        made = restore_backup(backup, root, since, override)
    invocation.saved = True
    _print(invocation, made)


def _since(invocation: Invocation, erasures: str | None, none: str) -> Since:
    if not erasures:
        return Since(none=none.strip())
    with stream(invocation, erasures) as (opened, name):
        return Since(within(opened.read(LARGEST + 1), LARGEST, name), name)


def _settle(invocation: Invocation, since: Since) -> None:
    if not since.is_known:
        raise BadInput("Name a backup, or settle a restored home: --erasures LIST.")
    desk = administrator_desk(invocation.place().root)
    erased = settle(desk, since)
    invocation.saved = True
    said = f"{counted(erased, 'case')} erased again. The records can be changed now."
    report(invocation, {"home": str(desk.home.root), "erased": erased}, said)
    narrate(GONE)


def _print(invocation: Invocation, made: Restored) -> None:
    about = made.about
    found = {
        "home": str(made.home),
        "made_at": about.made_at,
        "sha256": made.sha256,
        "chain": about.chain,
        "head": as_kept(about.head),
        "files": len(about.files),
        "seconds": round(made.seconds, 1),
        "erased": made.erased,
        "faults": list(made.faults),
    }
    report(invocation, found, str(made.home))
    narrate(
        f"Restored and checked in {made.seconds:.1f} seconds: {counted(len(about.files), 'file')} "
        f"as of {when(about.made_at)}."
    )
    narrate(f"Records {about.chain}, head {as_kept(about.head)}, SHA-256 {made.sha256}")
    if made.held:
        narrate(f"Its settings name a program, which is held back: {made.held}\n{CONFIRM}")
    settled = "" if made.erased is None else f"{counted(made.erased, 'case')} erased again. {GONE}"
    narrate(settled or RESTORED)
