"""One letter: `letter`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "preview": (
        "letters.letters_list",
        "Print a letter's words as Word will show them, or (exit 1) all that it still lacks.",
    ),
    "write": ("letters.writing", "Write the Word file and print its path."),
    "sent": ("letters.sending", "Record that a letter was sent."),
    "sent-again": ("letters.sending", "Record that a letter went out once more."),
    "email": (
        "letters.sending",
        "Print an e-mail draft with the latest Word file attached, for your own mail program.",
    ),
    "adopt": (
        "letters.writing",
        "Take in a letter that was edited in Word, as a version of its own.",
    ),
    "batch": ("letters.writing", "Write one letter for many cases."),
    "fetch": ("letters.sending", "Print the bytes of the latest Word file, for your own machine."),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def letter() -> None:
    """Preview one letter, write its Word file, fetch it, and mark it as sent.

    \b
      dpo-console letter preview SAR-2026-0042 acknowledgement
      dpo-console letter write SAR-2026-0042 acknowledgement
      ssh host dpo-console letter fetch SAR-2026-0042 > reply.docx
      dpo-console letter sent SAR-2026-0042 acknowledgement --method email
    """
