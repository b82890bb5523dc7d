"""A `Report` for people and programs: text, JSON, SARIF, a page, a working table. Nothing here judges."""
