"""The letters of a case: choices, fields, conditions and gaps."""
