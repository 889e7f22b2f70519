"""Plain accessible pages of HTML: no script, nothing from elsewhere, the same bytes each time."""
