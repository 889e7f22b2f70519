"""What went before between the office and an organisation that asks."""
