"""The form that a requester fills in."""
