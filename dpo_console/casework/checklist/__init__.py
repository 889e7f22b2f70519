"""Answer the checklist of a case."""
