"""Writing dpo.toml, and keeping the comments that the officer made in it."""
