"""Progress of a backup or a restore, in percent at a terminal."""

from dpo_console.cli.output import progress


class Progress:
    """A teller of progress, which prints only when the percentage changes."""

    def __init__(self, what: str) -> None:
        """Begin at nothing."""
        self.what = what
        self.shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done, of how much."""
        percent = done * 100 // max(total, 1)
        if percent != self.shown:
            self.shown = percent
            progress(f"{self.what}: {percent} %", last=percent == 100)
