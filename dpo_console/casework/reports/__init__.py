"""Write registers, statistics, papers and evidence packs."""
