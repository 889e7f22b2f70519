"""Tables as CSV and XLSX files: text stays text, and no cell is ever a formula."""
