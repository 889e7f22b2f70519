"""The criteria for sharing pupil data with a third party, and the gate. Pure."""
