"""Where something on the board may go: all targets at once, and why not elsewhere.

What one look at a room, a block or a site refuses is refused by that look, with the referee's
own permissions; what is left is judged (`reading.Table.verdict`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Offer, PlanVersion, Room, Season, Wish
from models.enums import TutorRole
from scheduler.board.moves import Move, MoveChild, MoveGroup, MoveTutor, OpenGroup
from scheduler.board.moving import told
from scheduler.board.names import Kind, named, number_of, numbers_of
from scheduler.board.reading import Reach, Table, reach_of, set_table
from scheduler.board.spots import Spots
from scheduler.board.standing import Standing, bound_to, standing_of
from scheduler.season.refusals import NotHere
from scheduler.text import Text
from solver.problem import Role

OUT: Final = "uit"
"""The target that is no group."""

_NOT_ASKED: Final = Text(
    nl="Hier vroeg {child} niet naar: een plaats geven we alleen waar een gezin om vroeg.",
    en="{child} did not ask for this: places are only given where a family asked.",
)
_IN_IT: Final = Text(nl="{tutor} zit al in deze groep.", en="{tutor} is in this group already.")
_ENOUGH: Final = Text(
    nl="Deze groep heeft al alle begeleiders die ze vraagt.",
    en="This group has all the tutors that it asks for.",
)
_NO_ROLE: Final = Text(
    nl="De rol die hier nog open is, heeft {tutor} niet.",
    en="{tutor} does not have the role that is open here.",
)
_NOT_HERE: Final = Text(
    nl="Dit aanbod loopt hier of dan niet.", en="This offer does not run here, or not then."
)
_MOST: Final = Text(
    nl="Van dit aanbod zijn er al zoveel groepen als er mogen zijn.",
    en="This offer has as many groups as it may have.",
)
ROLES: Final[Mapping[TutorRole, Text]] = {
    TutorRole.LEAD: Text(nl="als hoofdbegeleider", en="as lead"),
    TutorRole.ASSISTANT: Text(nl="als medebegeleider", en="as assistant"),
}


@dataclass(frozen=True)
class Targets:
    """Where one thing may go.

    `allowed`: target → the move. A target is `block-room`, the number of a group, a group and a
    role (`12-lead`), or `OUT`. `notes`: what a target would leave unfinished. `refused`: target →
    why not; `otherwise` holds for every target that is named nowhere.
    """

    allowed: dict[str, Move] = field(default_factory=dict)
    notes: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    refused: dict[str, Text] = field(default_factory=dict)
    otherwise: Text = _NOT_HERE

    def judge(self, table: Table, target: str, move: Move) -> bool:
        """Put a target where it belongs; whether it is allowed."""
        verdict = table.verdict(move)
        if not verdict.allowed:
            self.refused[target] = _joined(told(table, verdict.broken))
            return False
        self.allowed[target] = move
        if verdict.unfinished:
            self.notes[target] = tuple(told(table, verdict.unfinished))
        return True


def _joined(texts: Iterable[Text]) -> Text:
    every = tuple(texts)
    return Text(nl=" ".join(each.nl for each in every), en=" ".join(each.en for each in every))


def for_group(
    session: Session, season: Season, version: PlanVersion, group_id: int
) -> tuple[Table, Targets]:
    """Where a group may go: another room, another block of its offer, or both.

    Raises:
        NotHere: the version has no such group.
    """
    standing = standing_of(session, season, version.id)
    reach = reach_of(session, season, standing, MoveGroup(group_id, 0, 0))
    table = set_table(session, season, version, standing, reach)
    old = standing.groups[group_id]
    found = Targets()
    for group, why in Spots(table, old.offer_id, group_id).all():
        if group == old:
            continue
        _, block, room = numbers_of(group)
        target = f"{block}-{room}"
        if why is None:
            found.judge(table, target, MoveGroup(group_id, block, room))
        else:
            found.refused[target] = why
    return table, found


def for_offer(
    session: Session, season: Season, version: PlanVersion, offer_id: int
) -> tuple[Table, Targets]:
    """Where a new group of an offer may open.

    Raises:
        NotHere: the season has no such offer, or it was withdrawn.
    """
    standing = standing_of(session, season, version.id)
    table = set_table(session, season, version, standing, Reach())
    offer = table.problem.offer_by_id.get(named(Kind.OFFER, offer_id))
    if offer is None:
        raise NotHere
    there = sum(group.offer_id == offer.id for group in standing.groups.values())
    if there >= offer.max_groups:
        return table, Targets(otherwise=_MOST)
    found = Targets()
    for group, why in Spots(table, offer.id, None).all():
        _, block, room = numbers_of(group)
        if why is None:
            found.judge(table, f"{block}-{room}", OpenGroup(offer_id, block, room))
        else:
            found.refused[f"{block}-{room}"] = why
    return table, found


def for_tutor(
    session: Session,
    season: Season,
    version: PlanVersion,
    tutor_id: int,
    from_id: int | None,
) -> tuple[Table, Targets]:
    """Which groups a tutor may join, in which role; and out of the group they are in.

    Raises:
        NotHere: the season has no such tutor, or the group is not one of theirs.
    """
    standing = standing_of(session, season, version.id)
    if from_id is not None and from_id not in standing.of_tutor.get(tutor_id, ()):
        raise NotHere
    vacant = _vacancies(session, season, standing)
    # Only where somebody is missing, or is about to be, children's needs have to be known.
    reach = frozenset(number for number, roles in vacant.items() if roles)
    if from_id is not None:
        reach |= {from_id}
    table = set_table(session, season, version, standing, Reach(reach))
    tutor = table.problem.tutor_by_id.get(named(Kind.TUTOR, tutor_id))
    if tutor is None:
        raise NotHere
    called = table.called.get(tutor.id, "")
    found = Targets()
    if from_id is not None:
        found.judge(table, OUT, MoveTutor(tutor_id, from_id, None))
    for number in standing.groups:
        if number == from_id:
            continue
        if number in standing.of_tutor.get(tutor_id, ()):
            found.refused[str(number)] = _filled(_IN_IT, tutor=called)
        elif not vacant[number]:
            found.refused[str(number)] = _ENOUGH
        elif not any(Role(role.value) in tutor.roles for role in vacant[number]):
            found.refused[str(number)] = _filled(_NO_ROLE, tutor=called)
        else:
            _judge_roles(table, found, tutor_id, from_id, number, vacant[number])
    return table, found


def _judge_roles(  # noqa: PLR0913, PLR0917  (one group's share of `for_tutor`)
    table: Table,
    found: Targets,
    tutor_id: int,
    from_id: int | None,
    number: int,
    vacant: Iterable[TutorRole],
) -> None:
    tried = [
        found.judge(table, f"{number}-{role.value}", MoveTutor(tutor_id, from_id, number, role))
        for role in sorted(vacant, reverse=True)
    ]
    whys = [found.refused.pop(f"{number}-{role.value}", None) for role in sorted(vacant)]
    if not any(tried):
        found.refused[str(number)] = next(why for why in whys if why is not None)


def _vacancies(
    session: Session, season: Season, standing: Standing
) -> Mapping[int, tuple[TutorRole, ...]]:
    """The roles in which each group still asks for somebody."""
    asked = {
        offer: ((TutorRole.LEAD, leads), (TutorRole.ASSISTANT, assistants))
        for offer, leads, assistants in session.execute(
            select(Offer.id, Offer.leads, Offer.assistants).where(Offer.season_id == season.id)
        )
    }
    found: dict[int, tuple[TutorRole, ...]] = {}
    for number, group in standing.groups.items():
        team = [role for _, role in standing.teams.get(number, ())]
        wanted = asked[number_of(group.offer_id)]
        found[number] = tuple(role for role, count in wanted if team.count(role) < count)
    return found


def for_child(
    session: Session,
    season: Season,
    version: PlanVersion,
    child_id: int,
    from_id: int | None,
) -> tuple[Table, Targets]:
    """Which groups a child may have a place in, with those who are strictly bound to it.

    Raises:
        NotHere: the season has no such child, or it has no place in that group.
    """
    standing = standing_of(session, season, version.id)
    party = bound_to(session, season, (child_id,))
    wished = _wished(session, season, standing, child_id) - {from_id}
    reach = frozenset(wished if from_id is None else {*wished, from_id})
    table = set_table(session, season, version, standing, Reach(reach, party, party))
    name = named(Kind.CHILD, child_id)
    if name not in table.problem.pupil_by_id or (
        from_id is not None and child_id not in table.held.get(from_id, {})
    ):
        raise NotHere
    found = Targets(otherwise=_filled(_NOT_ASKED, child=table.called.get(name, "")))
    if from_id is not None:
        found.judge(table, OUT, MoveChild(child_id, from_id, None))
    for number in sorted(wished):
        if child_id not in table.held.get(number, {}):
            found.judge(table, str(number), MoveChild(child_id, from_id, number))
    return table, found


def _wished(session: Session, season: Season, standing: Standing, child_id: int) -> set[int]:
    """The groups that some wish of the child asks for."""
    wishes = session.execute(
        select(Wish.offer_id, Wish.block_id, Wish.location_id).where(
            Wish.season_id == season.id, Wish.child_id == child_id
        )
    ).all()
    sites = dict(
        session.execute(select(Room.id, Room.location_id).where(Room.season_id == season.id)).all()
    )
    found = set()
    for number, group in standing.groups.items():
        offer, block, room = numbers_of(group)
        if any(
            wish.offer_id == offer
            and wish.block_id in {None, block}
            and wish.location_id in {None, sites[room]}
            for wish in wishes
        ):
            found.add(number)
    return found


def _filled(text: Text, **values: str) -> Text:
    return Text(nl=text.said("nl", **values), en=text.said("en", **values))
