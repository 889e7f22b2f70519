"""The law: statutes and calendars as data, and the clock that reads them. Pure."""
