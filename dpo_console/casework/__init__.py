"""The officer's acts: one call is one transaction and one audit entry, plain values in and out."""
