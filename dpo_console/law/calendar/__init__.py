"""Days that count: bank holidays, school terms, and counting."""
