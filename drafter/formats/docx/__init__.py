"""Word files: read, written, commented."""
