"""PDF files: what they hold besides the page, and what a page holds besides what it shows."""
