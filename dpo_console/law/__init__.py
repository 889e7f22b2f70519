"""What the law says: statutes and calendars as data, and the clock that reads them. Pure."""
