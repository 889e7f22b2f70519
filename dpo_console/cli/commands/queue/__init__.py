"""Commands on the queue."""
