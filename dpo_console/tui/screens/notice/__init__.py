"""The privacy notice: its versions, and what is no longer true in it."""
