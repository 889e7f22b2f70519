"""The privacy notice: its words, what they lack, their versions, and what they don't cover."""
