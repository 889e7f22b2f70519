"""An act that the product doesn't have, added in three places: acts, calling and call_form."""
