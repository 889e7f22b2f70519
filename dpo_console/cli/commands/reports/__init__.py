"""Commands for registers, statistics and packs."""
