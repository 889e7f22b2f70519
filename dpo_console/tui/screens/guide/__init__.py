"""The guide in the console: a search through its pages, and a page."""
