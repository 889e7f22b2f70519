"""Commands on the checklist."""
