"""Made-up bundles: some hide one thing that their reader could bring to light, some hide nothing."""
