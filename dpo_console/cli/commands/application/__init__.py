"""Commands on the application form."""
