"""Papers kept with cases, and messages that come in: [papers] and [intake] in data/dpo.toml."""

from typing import Annotated, NamedTuple

from dpo_console.toml_marks import whole

MEGABYTE = 1_000_000


class Papers(NamedTuple):
    """The office's limit. `largest_mb` is the size of the largest paper, in megabytes."""

    largest_mb: Annotated[int, whole(1, 200)] = 25

    @property
    def largest(self) -> int:
        """The same in bytes."""
        return self.largest_mb * MEGABYTE


USUAL_PAPERS = Papers()
"""Of an office that says nothing of papers."""


class Intake(NamedTuple):
    """The school's mail. `domains` are those from which its own people write.

    A message that was set aside may be deleted once `months` have gone by. No law sets a number.
    """

    domains: tuple[str, ...] = ()
    months: Annotated[int, whole(1, 120)] = 6


USUAL_INTAKE = Intake()
"""Of an office that says nothing of messages."""
