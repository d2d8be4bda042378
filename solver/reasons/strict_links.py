"""Who must be with whom: strict links, carried on through everybody they join (contract, 3.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from solver.problem import Link, LinkKind

NOBODY_ELSE: frozenset[int] = frozenset()


class StrictLinks:
    """The company of every strictly linked pupil, by index.

    `group[p]`: all others who are in a group exactly where p is. `site[p]`: all others who are
    at a (block, location) exactly where p is, but not bound to the same group. A pupil who is
    in no strict link is in neither.
    """

    def __init__(self, links: Sequence[Link], index: Mapping[str, int]) -> None:
        strict = [link for link in links if link.strict]
        same_group = [link for link in strict if link.kind is LinkKind.SAME_GROUP]
        self.group = _company(same_group, index)
        everybody = _company(strict, index)
        self.site = {
            pupil: others - self.group.get(pupil, NOBODY_ELSE)
            for pupil, others in everybody.items()
        }


def _company(links: Sequence[Link], index: Mapping[str, int]) -> dict[int, frozenset[int]]:
    circles: dict[int, set[int]] = {}
    for link in links:
        a, b = index[link.pupil_a], index[link.pupil_b]
        joined = circles.get(a, {a}) | circles.get(b, {b})
        for pupil in joined:
            circles[pupil] = joined
    return {pupil: frozenset(circle - {pupil}) for pupil, circle in circles.items()}
