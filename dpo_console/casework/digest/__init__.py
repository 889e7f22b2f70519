"""The digest: what needs doing, for the inbox of somebody on the staff."""
