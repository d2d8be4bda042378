"""The rules of the contract's section 3 as rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

import numpy as np

from solver.model.agenda import agenda_rows
from solver.model.extra_columns import several
from solver.model.layout import ASSISTANT, LEAD, Layout
from solver.model.program import Ints, Rows
from solver.plan import Group
from solver.problem import SMALL_GROUP, LinkKind


class RuleRows(ABC):
    """Writes the rows, one method for each rule of the contract's section 3.

    What each program adds of its own, subclasses write: how many places a pupil has, and what the
    extra columns mean.

    Args:
        layout: the decisions.
        within: int[P], for each pupil a column that stands in for the 1 of at-most-one among
            their places; None where there is none such.

    Raises:
        Impossible: a pin asks for a tutor who cannot be there.
    """

    def __init__(self, layout: Layout, within: Ints | None = None) -> None:
        self.layout = layout
        self.within = within
        self.rows = Rows()
        self.places_from = len(layout.group_offer)
        self.posts_from = self.places_from + len(layout.place_pupil)
        self.extra_from = self.posts_from + len(layout.post_tutor)
        self.take = self.places_from + np.arange(len(layout.place_pupil))
        self.work = self.posts_from + np.arange(len(layout.post_tutor))
        spots = len(layout.spots) + 1
        self.place_spot = layout.place_pupil * spots + layout.spots[layout.place_group]

    def everything(self) -> None:
        """All rules and the meaning of the extra columns."""
        self.how_many_places()
        self._offers()
        self._sizes()
        self._rooms()
        self._tutors()
        self._agendas()
        self._needs()
        self._strict_links()
        self._pins()
        self._budget()
        self.extras()

    @abstractmethod
    def how_many_places(self) -> None:
        """3.1: at most so many, and one for each offer."""

    @abstractmethod
    def extras(self) -> None:
        """What the extra columns mean."""

    def _offers(self) -> None:
        """3.2: at most `max_groups`."""
        layout = self.layout
        most = np.array([offer.max_groups for offer in layout.problem.offers], dtype=np.float64)
        offers = np.unique(layout.group_offer)
        self.rows.group(
            layout.group_offer, np.arange(len(layout.group_offer)), 1.0, upper=most[offers]
        )

    def _sizes(self) -> None:
        """3.2: between `min_size` and the seats in an open group, nobody in a closed one."""
        layout = self.layout
        groups = np.arange(len(layout.group_offer))
        key = np.concatenate([layout.place_group, groups])
        columns = np.concatenate([self.take, groups])
        ones = np.ones(len(self.take))
        seats, least = layout.group_seats.astype(np.float64), layout.group_min.astype(np.float64)
        spots = layout.spots
        self.rows.group(key, columns, np.concatenate([ones, -seats]), upper=0.0, sums=spots)
        self.rows.group(key, columns, np.concatenate([ones, -least]), lower=0.0, sums=spots)
        each = np.arange(len(self.take))
        self.rows.group(
            np.concatenate([each, each]),
            np.concatenate([self.take, layout.place_group]),
            np.concatenate([ones, -ones]),
            upper=0.0,
            sums=self.place_spot,
        )

    def _rooms(self) -> None:
        """3.3: one group at a time."""
        layout = self.layout
        agenda_rows(
            self.rows,
            layout.eligibility,
            owner=layout.group_room,
            columns=np.arange(len(layout.group_room)),
            block=layout.group_block,
        )

    def _tutors(self) -> None:
        """3.4: as many leads and assistants as the offer asks; 3.5: minutes in a week."""
        layout = self.layout
        groups = np.arange(len(layout.group_offer))
        for role, wanted in (
            (LEAD, [offer.leads for offer in layout.problem.offers]),
            (ASSISTANT, [offer.assistants for offer in layout.problem.offers]),
        ):
            asked = np.array(wanted, dtype=np.float64)[layout.group_offer]
            asking = groups[asked > 0]
            mine = np.flatnonzero(layout.post_role == role)
            self.rows.group(
                np.concatenate([layout.post_group[mine], asking]),
                np.concatenate([self.work[mine], asking]),
                np.concatenate([np.ones(len(mine)), -asked[asking]]),
                lower=0.0,
                upper=0.0,
                sums=layout.spots[asking],
            )
        for tutor, mine in self._posts_by_tutor():
            limit = layout.problem.tutors[tutor].minutes_week
            if limit is not None:
                self._weeks(mine, limit)

    def _posts_by_tutor(self) -> Iterator[tuple[int, Ints]]:
        order = np.argsort(self.layout.post_tutor, kind="stable")
        tutors, starts = np.unique(self.layout.post_tutor[order], return_index=True)
        yield from zip(tutors.tolist(), np.split(order, starts[1:]), strict=False)

    def _weeks(self, mine: Ints, limit: int) -> None:
        minutes = self.layout.eligibility.block_minutes_by_week
        block = self.layout.group_block[self.layout.post_group[mine]]
        blocks = np.unique(block).tolist()
        for week in sorted({week for b in blocks for week in minutes[b]}):
            taken = {b: minutes[b][week] for b in blocks if week in minutes[b]}
            if sum(taken.values()) <= limit:
                continue
            load = np.array([taken.get(b, 0) for b in block.tolist()], dtype=np.float64)
            self.rows.add(self.work[mine[load > 0]], load[load > 0] / 60.0, upper=limit / 60.0)
            # Two blocks that each fill more than half the week exclude each other: the linear
            # relaxation would otherwise share a tutor among halves of both.
            heavy = load > limit / 2
            if len({b for b, h in zip(block.tolist(), heavy.tolist(), strict=True) if h}) > 1:
                self.rows.add(self.work[mine[heavy]], 1.0, upper=1.0)

    def _agendas(self) -> None:
        """3.5 and 3.6: nobody in two places at once, with time to travel between."""
        layout = self.layout
        of_several = np.flatnonzero(several(layout)[layout.place_pupil])
        for owner, columns, group, people, within in (
            (
                layout.place_pupil[of_several],
                self.take[of_several],
                layout.place_group[of_several],
                layout.problem.pupils,
                self.within,
            ),
            (layout.post_tutor, self.work, layout.post_group, layout.problem.tutors, None),
        ):
            agenda_rows(
                self.rows,
                layout.eligibility,
                owner=owner,
                columns=columns,
                block=layout.group_block[group],
                location=layout.group_location[group],
                modes=[person.mode for person in people],
                within=within,
            )

    def _needs(self) -> None:
        """3.7: support by a tutor of the group, small groups, room for a companion."""
        layout = self.layout
        pupils = layout.problem.pupils
        posts: dict[tuple[int, str], list[int]] = {}
        for post, (tutor, group) in enumerate(
            zip(layout.post_tutor.tolist(), layout.post_group.tolist(), strict=True)
        ):
            for skill in layout.problem.tutors[tutor].skills:
                posts.setdefault((group, skill), []).append(post)
        companions: dict[int, list[int]] = {}
        by_group = np.searchsorted(layout.place_group, np.arange(len(layout.group_offer) + 1))
        special = np.array(
            [bool(p.support_needs or p.small_group or p.companion) for p in pupils], dtype=np.bool_
        )
        supported: list[tuple[int, int, float, str]] = []
        for place in np.flatnonzero(special[layout.place_pupil]).tolist():
            pupil, group = pupils[layout.place_pupil[place]], int(layout.place_group[place])
            for need in sorted(pupil.support_needs):
                able = posts.get((group, need), [])
                supported.append((place, int(self.take[place]), 1.0, need))
                supported.extend((place, int(self.work[post]), -1.0, need) for post in able)
            if pupil.small_group and layout.group_seats[group] > SMALL_GROUP:
                everyone = self.take[by_group[group] : by_group[group + 1]]
                excess = float(layout.group_seats[group] - SMALL_GROUP)
                values = np.ones(len(everyone)) + excess * (everyone == self.take[place])
                self.rows.add(everyone, values, upper=float(layout.group_seats[group]))
            if pupil.companion:
                companions.setdefault(group, []).append(place)
        for need in sorted({entry[3] for entry in supported}):
            mine = [entry for entry in supported if entry[3] == need]
            key = np.array([entry[0] for entry in mine], dtype=np.int64)
            self.rows.group(
                key,
                np.array([entry[1] for entry in mine], dtype=np.int64),
                np.array([entry[2] for entry in mine]),
                upper=0.0,
                sums=self.place_spot[np.unique(key)],
            )
        for group, places in companions.items():
            everyone = self.take[by_group[group] : by_group[group + 1]]
            values = np.ones(len(everyone)) + np.isin(everyone, self.take[places])
            capacity = layout.problem.rooms[layout.group_room[group]].capacity
            self.rows.add(
                np.append(everyone, group), np.append(values, -float(capacity)), upper=0.0
            )

    def _strict_links(self) -> None:
        """3.8: in a group (or block and location) exactly together."""
        layout = self.layout
        index = layout.eligibility.pupil_index
        sites = layout.group_block * (len(layout.problem.locations) + 1) + layout.group_location
        for link in layout.problem.links:
            if not link.strict or link.pupil_a == link.pupil_b:
                continue
            same = np.arange(len(sites)) if link.kind is LinkKind.SAME_GROUP else sites
            a = np.flatnonzero(layout.place_pupil == index[link.pupil_a])
            b = np.flatnonzero(layout.place_pupil == index[link.pupil_b])
            key = np.concatenate([same[layout.place_group[a]], same[layout.place_group[b]]])
            values = np.concatenate([np.ones(len(a)), -np.ones(len(b))])
            self.rows.group(key, self.take[np.concatenate([a, b])], values, lower=0.0, upper=0.0)

    def _pins(self) -> None:
        """3.9: a pinned tutor works in the group, as lead or as assistant (the rest are limits)."""
        layout = self.layout
        for pin in layout.problem.pins:
            if pin.must and pin.tutor_id:
                group = layout.group_index[Group(pin.offer_id, pin.block_id, pin.room_id)]
                tutor = layout.eligibility.tutor_index[pin.tutor_id]
                mine = np.flatnonzero((layout.post_group == group) & (layout.post_tutor == tutor))
                self.rows.add(self.work[mine], 1.0, lower=1.0)

    def _budget(self) -> None:
        """3.10, in euros."""
        layout = self.layout
        budget = layout.problem.season.budget_cents
        if budget is None:
            return
        hours = np.array(
            [sum(s.end - s.start for s in block.sessions) / 60 for block in layout.problem.blocks]
        )
        wage = np.array([tutor.hourly_cents for tutor in layout.problem.tutors], dtype=np.float64)
        fixed = np.array([offer.group_cents for offer in layout.problem.offers], dtype=np.float64)
        groups = np.arange(len(layout.group_offer))
        pay = wage[layout.post_tutor] * hours[layout.group_block[layout.post_group]]
        columns = np.concatenate([groups, self.work])
        cents = np.concatenate([fixed[layout.group_offer], pay])
        self.rows.add(columns[cents > 0], cents[cents > 0] / 100, upper=budget / 100)
