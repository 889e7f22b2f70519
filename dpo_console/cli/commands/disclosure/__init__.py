"""Commands on the disclosure schedule."""
