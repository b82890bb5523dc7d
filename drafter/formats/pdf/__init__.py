"""PDF files, read."""
