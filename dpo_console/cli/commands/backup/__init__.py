"""Commands that back up the records, check backups and restore them."""
