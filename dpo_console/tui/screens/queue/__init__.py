"""The queue: views, filters, marks, bulk acts and the month."""
