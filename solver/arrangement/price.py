"""What groups and tutors cost (contract, 3.10), and what a plan costs at least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solver.model.layout import ASSISTANT, LEAD, Ints, Layout
from solver.model.program import Floats

MINUTES_AN_HOUR = 60


@dataclass(frozen=True)
class Price:
    """Costs in cent-minutes (sixtieths of a cent, so that they are whole numbers).

    Shapes: `of_group` int[G] is what a group costs beside its tutors, `of_post` int[T] what the
    tutor is paid in it.
    """

    of_group: Ints
    of_post: Ints

    @classmethod
    def of(cls, layout: Layout) -> Price:
        """The prices of a layout."""
        problem = layout.problem
        fixed = np.array([offer.group_cents for offer in problem.offers], dtype=np.int64)
        wage = np.array([tutor.hourly_cents for tutor in problem.tutors], dtype=np.int64)
        minutes = np.array(
            [sum(s.end - s.start for s in block.sessions) for block in problem.blocks],
            dtype=np.int64,
        )
        return cls(
            MINUTES_AN_HOUR * fixed[layout.group_offer],
            wage[layout.post_tutor] * minutes[layout.group_block[layout.post_group]],
        )

    @property
    def in_cents(self) -> bool:
        """Whether every price is a whole number of cents."""
        return not (
            np.any(self.of_group % MINUTES_AN_HOUR) or np.any(self.of_post % MINUTES_AN_HOUR)
        )

    def with_cheapest_team(self, layout: Layout) -> Ints:
        """int[G]: what each group costs at least: with the cheapest tutors it could have."""
        total = self.of_group.copy()
        for role, wanted in (
            (LEAD, [offer.leads for offer in layout.problem.offers]),
            (ASSISTANT, [offer.assistants for offer in layout.problem.offers]),
        ):
            posts = np.flatnonzero(layout.post_role == role)
            order = posts[np.lexsort((self.of_post[posts], layout.post_group[posts]))]
            group = layout.post_group[order]
            turn = np.arange(len(order)) - np.searchsorted(group, group)
            paid = order[turn < np.array(wanted, dtype=np.int64)[layout.group_offer[group]]]
            np.add.at(total, layout.post_group[paid], self.of_post[paid])
        return total


def least_total(layout: Layout, held: Mapping[tuple[int, int], int], price: Floats) -> float:
    """The least that the places of all pupils can cost, one by one.

    Of each rank a pupil has so many places in different offers: the cheapest of each offer count.

    Args:
        layout: the decisions.
        held: how many places of each rank each pupil has.
        price: float[X], what each place costs.
    """
    ranks = int(layout.place_rank.max(initial=0)) + 1
    offers = len(layout.problem.offers) + 1
    kind = layout.place_pupil * ranks + layout.place_rank
    offer, at = np.unique(
        kind * offers + layout.group_offer[layout.place_group], return_inverse=True
    )
    cheapest = np.full(len(offer), np.inf)
    np.minimum.at(cheapest, np.asarray(at).ravel(), price)
    order = np.lexsort((cheapest, offer // offers))
    kinds = (offer // offers)[order]
    turn = np.arange(len(order)) - np.searchsorted(kinds, kinds)
    wanted = np.array([held[divmod(one, ranks)] for one in kinds.tolist()], dtype=np.int64)
    return float(cheapest[order][turn < wanted].sum())
