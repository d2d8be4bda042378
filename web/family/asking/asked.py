"""The receipt: what was asked, how to come back, when the places are known, whom to call."""

from __future__ import annotations

from typing import NamedTuple

from flask import redirect, render_template, url_for
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from models import Block, BlockSession, Child, Location, Offer, PhaseChange, Wish
from models.enums import Phase
from scheduler.drafts.receipt import can_tell_again
from web.clock import now
from web.database import reading
from web.family.asking.keeping import asking_in, ways_in_shown
from web.family.asking.offers_told import block_words
from web.guarding import municipality as this_municipality
from web.season_calendar import public_season


class Wished(NamedTuple):
    """A wish in words; "" any time, or anywhere."""

    rank: int
    offer: str
    when: str
    where: str


def asked(municipality: str) -> str | Response:
    """The page, in the browser that sent the request, for some hours."""
    season = public_season(reading(), this_municipality())
    asking = None if season is None else asking_in(season)
    child = None
    if season is not None and asking is not None and asking.answers.sent:
        child = (
            reading()
            .scalars(
                select(Child).where(Child.season_id == season.id, Child.id == asking.answers.sent)
            )
            .one_or_none()
        )
    if season is None or asking is None or child is None:
        return redirect(url_for("family.ask", municipality=municipality))
    link, code = ways_in_shown(child.id)
    return render_template(
        "family/asking/asked.html",
        child=child,
        summer=season,
        wishes=_wishes(child),
        link=link,
        code=code,
        again=not code
        and can_tell_again(reading(), season_id=season.id, key=asking.key, now=now()),
        results_at=reading().scalar(
            select(PhaseChange.due_at).where(
                PhaseChange.season_id == season.id, PhaseChange.phase == Phase.PUBLISHED
            )
        ),
        is_open=season.phase is Phase.WISHES_OPEN,
    )


def _wishes(child: Child) -> tuple[Wished, ...]:
    first, last = func.min(BlockSession.day), func.max(BlockSession.day)
    rows = reading().execute(
        select(
            Wish.rank,
            Offer.title,
            Block.label,
            Block.code,
            Location.name,
            first.label("first"),
            last.label("last"),
        )
        .join(Offer, Offer.id == Wish.offer_id)
        .outerjoin(Block, Block.id == Wish.block_id)
        .outerjoin(BlockSession, BlockSession.block_id == Block.id)
        .outerjoin(Location, Location.id == Wish.location_id)
        .where(Wish.child_id == child.id)
        .group_by(Wish.id, Offer.id, Block.id, Location.id)
        .order_by(Wish.rank, Wish.id)
    )
    return tuple(
        Wished(
            row.rank,
            row.title,
            block_words(row.label or row.code, row.first, row.last) if row.first else "",
            row.name or "",
        )
        for row in rows
    )
