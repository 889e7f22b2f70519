"""Commands on letters and wordings."""
