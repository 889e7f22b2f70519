"""Taking over requests from the spreadsheet that an office kept before."""
