"""The activities that paper and feeds tell of: those that one can still be in."""

from __future__ import annotations

from collections.abc import Sequence

from web.public.offer.catalogue import Shown
from web.public.offer.seen import seen_here


def going() -> Sequence[Shown]:
    """The published activities here by title, without those of which no group goes on."""
    return [each for each in seen_here().offers if each.runs is None or each.runs]
