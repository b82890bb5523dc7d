"""Makes `tests/` a place to import helpers from, whichever folder a test stands in."""
