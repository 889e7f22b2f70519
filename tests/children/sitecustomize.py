"""What every Python that a test starts runs first: this folder is on its PYTHONPATH."""

from tests.clock_guard import guard_doors

guard_doors()
