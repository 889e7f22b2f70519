"""The guide: its pages, read and drawn as lines of text for 80 columns."""
