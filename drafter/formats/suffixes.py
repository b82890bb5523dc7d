"""How the names of files end that can be read: one list for reading a file and for finding documents in folders."""

from __future__ import annotations

__all__ = ["BINARY", "MARKDOWN", "READABLE"]

MARKDOWN = frozenset({".md", ".markdown"})
TEXT = MARKDOWN | {".txt"}
OWN = frozenset({".docx", ".xlsx", ".pdf"})
"""What is read directly."""
CONVERTED = frozenset({".doc", ".wps", ".rtf", ".odt", ".xls", ".et", ".ods"})
"""What LibreOffice converts first."""
BINARY = (OWN | CONVERTED) - {".rtf"}
"""What is no text, whatever its first bytes look like."""
READABLE = OWN | CONVERTED | TEXT
