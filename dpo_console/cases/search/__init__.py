"""The search plan: places searched, and late answers."""
