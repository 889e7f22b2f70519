"""Commands on retention, holds and erasure."""
