"""Papers kept with a case: their files, and whether each is as it was kept."""
