"""Storage: the tables, the database, the audit chain, migrations and search."""
