"""The public draw: a number for every pupil that anyone can recompute (contract, section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def digest(draw_seed: str, pupil_id: str) -> str:
    """The SHA-256 hex digest of `draw_seed|pupil_id` in UTF-8."""
    return sha256(f"{draw_seed}|{pupil_id}".encode()).hexdigest()


def draw_numbers(draw_seed: str, pupil_ids: Iterable[str]) -> dict[str, int]:
    """The position of every pupil, from 1, when sorted by digest."""
    ordered = sorted(pupil_ids, key=lambda pupil_id: (digest(draw_seed, pupil_id), pupil_id))
    return {pupil_id: position for position, pupil_id in enumerate(ordered, start=1)}
