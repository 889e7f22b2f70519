"""What leaves the office: one pure function that checks it, and the checks that it runs."""
