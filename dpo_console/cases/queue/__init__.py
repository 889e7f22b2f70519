"""The queue: views, filters, sorts, pages and the month."""
