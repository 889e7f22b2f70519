"""The ruling on a third party's request: what it covers, who made it, and who makes the second."""
