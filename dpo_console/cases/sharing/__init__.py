"""Sharing with third parties: scope, challenges, gate, and duties after release."""
