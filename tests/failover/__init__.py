"""Records on PostgreSQL servers that fail, with the servers of Debian's packages."""
