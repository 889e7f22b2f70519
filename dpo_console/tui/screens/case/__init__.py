"""One case: its screen, drawing, forms and commands."""
