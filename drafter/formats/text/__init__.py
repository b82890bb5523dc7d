"""Plain text and Markdown, read."""
