"""The audit chain, the digests that it vouches for, and soundness."""
