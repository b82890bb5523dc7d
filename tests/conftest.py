"""Makes `tests/` a place to import helpers from, whichever folder a test stands in; settings of property tests."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("drafter", deadline=None)
settings.load_profile("drafter")
