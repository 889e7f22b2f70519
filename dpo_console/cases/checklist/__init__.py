"""The checklist of a case: criteria, answers, and checks outstanding."""
