"""Messages that come in, under [intake] in data/dpo.toml: our domains, and how long they wait."""

from typing import Annotated, NamedTuple

from dpo_console.toml_marks import whole


class Intake(NamedTuple):
    """The school's mail. `domains` are those from which its own people write.

    A message that was set aside may be deleted once `months` have gone by. No law sets a number.
    """

    domains: tuple[str, ...] = ()
    months: Annotated[int, whole(1, 120)] = 6


USUAL_INTAKE = Intake()
"""Of an office that says nothing of messages."""
