"""Forms: fields, controls, drafts and conflicts."""
