"""Keep the disclosure schedule: items, treatment, spreadsheet."""
