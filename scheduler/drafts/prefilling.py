"""A request that is there, as the answers that would ask for it: the reverse of sending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from data import references
from models import Child, Link
from models.enums import LinkKind
from scheduler.drafts.answers import Step, Values
from scheduler.season.availability import WindowDraft
from scheduler.season.requests import ChildDraft, request_of

Steps = dict[Step, Values]


class Companion(NamedTuple):
    """A child to come along with, by its code; `link_id` of the link that says so."""

    code: str
    strict: bool
    link_id: int
    agreed: bool


def steps_now(session: Session, child: Child) -> Steps:
    """Every answer, as a child's request says it now; not how its family is reached."""
    return steps_of(request_of(session, child), companions_of(session, child))


def steps_of(asked: ChildDraft, companions: Iterable[Companion] = ()) -> Steps:
    """The same of a request; `sending.child_draft` of these is the request again.

    When the child is free stands there in windows alone: half days are the page's.
    """
    known = list(references.needs())
    return {
        Step.CHILD: {"first_name": asked.first_name, "birth_year": asked.birth_year},
        Step.PLACE: {
            "lat": asked.lat,
            "lon": asked.lon,
            "how": "" if asked.lat is None else "before",
            "travel_mode": asked.travel_mode.value,
            "max_travel_min": asked.max_travel_min,
        },
        Step.FREE: {"windows": windows_written(asked.windows)},
        Step.WISHES: {
            "rows": [
                {
                    "offer": wish.offer_id,
                    "block": wish.block_id,
                    "location": wish.location_id,
                    "rank": wish.rank,
                }
                for wish in sorted(asked.wishes, key=lambda wish: wish.rank)
            ]
        },
        Step.ORDER: {"max_places": asked.max_places},
        Step.HELP: {
            "needs": sorted(asked.needs, key=known.index),
            "emergency": [{"name": each.name, "phone": each.phone} for each in asked.emergency],
            "own_words": asked.own_words,
            "says_yes": asked.says_yes,
        },
        Step.TOGETHER: {
            "links": [{"code": each.code, "strict": each.strict} for each in companions]
        },
    }


def windows_written(windows: Sequence[WindowDraft]) -> list[Values]:
    """When somebody is free, as JSON has it."""
    return [
        {
            "first_day": each.first_day.isoformat(),
            "last_day": each.last_day.isoformat(),
            "start_min": each.start_min,
            "end_min": each.end_min,
        }
        for each in windows
    ]


def companions_of(session: Session, child: Child) -> tuple[Companion, ...]:
    """With whom the child asks to be in a group; not who only asked for it, and waits for a yes."""
    other = aliased(Child)
    found = session.execute(
        select(other.link_code, Link.strict, Link.id, Link.agreed_at)
        .join(
            other,
            or_(
                and_(Link.child_a_id == child.id, other.id == Link.child_b_id),
                and_(Link.child_b_id == child.id, other.id == Link.child_a_id),
            ),
        )
        .where(
            Link.kind == LinkKind.SAME_GROUP,
            (Link.child_a_id == child.id) | Link.agreed_at.is_not(None),
            other.withdrawn_at.is_(None),
            other.link_code.is_not(None),
        )
        .order_by(Link.id)
    )
    return tuple(
        Companion(code or "", strict, number, agreed is not None)
        for code, strict, number, agreed in found
    )
