"""Facts to diagnosed situations, before any template runs: each fact belongs to one situation, stated once."""
