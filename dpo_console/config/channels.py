"""The ways by which a request can come."""

WORDS = {
    "email": "by e-mail",
    "letter": "by letter",
    "phone": "by telephone",
    "in-person": "in person",
    "portal": "through our website",
    "other": "",
}
"""How a letter says them."""

CHANNELS = tuple(WORDS)
"""How they are typed and kept."""
