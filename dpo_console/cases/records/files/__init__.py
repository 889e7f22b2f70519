"""The files that the records vouch for: letters, papers, sealed pages, and what a kill leaves."""
