"""Fixtures of offices in PostgreSQL, for all tests of the records."""

from tests.store.postgres_office import address, made, office, there

__all__ = ["address", "made", "office", "there"]
