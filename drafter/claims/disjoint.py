"""Parts of which none is inside another (省级, 市级, 区级): beside one that is the whole total there can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drafter.claims.lists import Listing
from drafter.claims.prose import Figure
from drafter.core.ranges import total

__all__ = ["are_too_much", "beside_all_of_it"]

Names = tuple[re.Pattern[str], ...]
PAIR = 2
"""The part that is all of the total, and the one that is too much."""


def beside_all_of_it(listing: Listing, apart: Iterable[Names]) -> Figure | None:
    """The only part that is something beside one that is the whole total already, where no part can be inside another."""
    some = [part for part in listing.parts if part.value]
    whole = [part for part in some if part.text == listing.head.text]
    if len(some) != PAIR or len(whole) != 1:
        return None
    return next(part for part in some if part is not whole[0]) if _are_apart(listing, apart) else None


def are_too_much(listing: Listing, apart: Iterable[Names]) -> bool:
    """Whether parts of which none is inside another are more together than the total, which no word widens."""
    more = total(part.range for part in listing.parts).low > listing.head.range.high
    return more and not listing.head.hedge and _are_apart(listing, apart)


def _are_apart(listing: Listing, apart: Iterable[Names]) -> bool:
    """Whether no part can be inside another: each bears one name of a set, and no two the same."""
    named = len(listing.labels) == len(listing.parts)
    return named and any(len(_each_by_its_own(listing.labels, names)) == len(listing.labels) for names in apart)


def _each_by_its_own(labels: Sequence[str], names: Names) -> set[int]:
    """The numbers of the names that are in one label each, and the only one there."""
    found = [[number for number, name in enumerate(names) if name.search(label)] for label in labels]
    return {numbers[0] for numbers in found if len(numbers) == 1}
