"""Who looked at which case: the spool that readers write, and the table that it is kept in."""
