"""Earlier reports in one file: kept, listed, removed, and asked for the passages that a report may have been copied from."""

from drafter.reuse.archive.query import Scope, find_sources
from drafter.reuse.archive.store import Archive

__all__ = ["Archive", "Scope", "find_sources"]
