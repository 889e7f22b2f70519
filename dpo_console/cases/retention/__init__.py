"""How long records of a case are kept, holds against disposal, and what speaks against it."""
