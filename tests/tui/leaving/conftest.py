"""The prepared office of tests/leaving, for tries through keys."""

from tests.leaving.conftest import _noon, prepared, shared

__all__ = ["_noon", "prepared", "shared"]
