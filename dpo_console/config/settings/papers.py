"""Papers kept with cases, under [papers] in data/dpo.toml: how large each may be."""

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
