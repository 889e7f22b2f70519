"""SQLite and PostgreSQL side by side in one run: python -m tests.benchmarks.side_by_side."""
