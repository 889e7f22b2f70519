"""Backups: which are kept, and when the last one was checked. casework/backup has their files."""
