"""A part of a case that the product doesn't have, added in seven files: calls about the case."""
