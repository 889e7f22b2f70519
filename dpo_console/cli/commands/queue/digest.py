"""What needs doing, as a page of text or an e-mail: `digest`."""

from dataclasses import asdict

import click

from dpo_console.casework.digest.digest import Digest, digest_text
from dpo_console.casework.digest.digest import digest as digest_of
from dpo_console.casework.digest.mailing import mail_digest
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, pour, report, say
from dpo_console.letters.email_draft import plain_email
from dpo_console.text import counted


@subcommand()
@click.option("--email", is_flag=True, help="Print an e-mail to yourself, for your mail program.")
@click.option("--send", is_flag=True, help="Send it to the people under [mail].")
@click.option("--names", is_flag=True, help="Include the names of requesters and pupils.")
def digest(invocation: Invocation, email: bool, send: bool, names: bool) -> None:
    """Print what is due, paused, waiting, unsigned or to be destroyed, without names.

    Restricted cases are left out for everybody. The last line is the number and hash of the audit
    log's last entry. Keep the e-mail, and verify --head compares the records with it.

    \b
      dpo-console digest
      ssh host dpo-console digest --email > digest.eml
      dpo-console digest --send
    """
    desk = invocation.desk()
    if send:
        sent = mail_digest(desk, names=names)
        report(invocation, {"sent": sent}, f"{counted(sent, 'e-mail')} sent.")
        return
    found = digest_of(desk, names=names)
    if invocation.json:
        document(_json(found))
    elif email:
        mine, ours = desk.person.email, desk.settings.dpo.email
        text = digest_text(found)
        made = plain_email(to=mine, subject=found.subject, words=text, sent_from=ours)
        pour(made.as_bytes(), "An e-mail", "digest --email > digest.eml")
    else:
        say(digest_text(found).rstrip("\n"))


def _json(found: Digest) -> dict[str, object]:
    parts = {part.name: [asdict(line) for line in part.lines] for part in found.parts}
    return {"on": found.on.isoformat(), "subject": found.subject, "head": found.head, **parts}
