"""The boundary for failure: whatever is raised while a file is worked on becomes a message about that file.

A step that fails as a whole stands in `boundary`; steps of which one may fail while the others still count stand in
`Failures.guard`. With DRAFTER_DEBUG in the environment messages end with the traceback.
"""

from __future__ import annotations

import contextlib
import os
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.core.errors import DrafterError, InputError
from drafter.system.failures import failure_words

if TYPE_CHECKING:
    from drafter.core.document import Location
    from drafter.core.findings import Broken

__all__ = ["DEBUG", "STRICT", "Failures", "boundary", "failure_message"]

DEBUG = "DRAFTER_DEBUG"
"""The environment variable that asks for tracebacks."""


@contextlib.contextmanager
def boundary(source: str) -> Iterator[None]:
    """Whatever is raised within leaves as an `InputError` about that file; an `InputError` passes as it is."""
    try:
        yield
    except DrafterError:
        raise
    except Exception as error:
        raise InputError.of(source, failure_message(error)) from error


def failure_message(error: Exception) -> str:
    """What went wrong, in Chinese; with the traceback for developers who ask for it."""
    words = failure_words(error)
    return f"{words}\n{''.join(traceback.format_exception(error))}" if os.environ.get(DEBUG) else words


@dataclass(slots=True, eq=False)
class Failures:
    """Steps over one file that failed, while the others went on."""

    broken: list[Broken] = field(default_factory=list)
    """Which step, where in the file, and why; each once."""
    keep: bool = True
    """Whether what fails is kept; else it is raised."""

    @contextlib.contextmanager
    def guard(self, step: str, location: Location | None = None, quote: str = "") -> Iterator[None]:
        """What is raised within is noted down, with the words of the document that it was about; what follows goes on."""
        try:
            yield
        except Exception as error:
            if not self.keep:
                raise
            from drafter.core.findings import Broken, Place

            words = str(error) if isinstance(error, DrafterError) else failure_message(error)
            place = None if location is None else Place(location)
            broken = Broken(step, f"“{quote}”：{words}" if quote else words, place)
            if broken not in self.broken:
                self.broken.append(broken)


STRICT = Failures(keep=False)
"""For callers that want to see what fails."""
