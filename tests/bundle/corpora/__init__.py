"""Made-up bundles: some hide one thing that a reader could find, some hide nothing."""
