"""The disclosure schedule: items found, their treatment, and its gaps."""
