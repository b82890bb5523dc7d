"""How many examples a law of hypothesis gets: few in every run, ten times as many with ``--hypothesis-profile=thorough``."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

__all__ = ["examples"]


def examples(usual: int, **more: Any) -> settings:
    """Settings with more or fewer examples than the profile's, which stands for 100."""
    return settings(max_examples=max(1, usual * settings.default.max_examples // 100), **more)
