"""A school's term dates: read from dpo.toml, imported from a calendar file or CSV, written back."""
