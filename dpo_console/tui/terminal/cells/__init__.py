"""The terminal's cells: what each one shows, and the fewest bytes that change them."""
