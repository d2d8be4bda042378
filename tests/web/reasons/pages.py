"""Where the pages of this part stand, and numbers of rows that they name."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import select

from models import GroupTutor, Refusal, Tutor
from models.database import reading
from models.enums import RefusalReason
from tests.web.site import Site
from tests.web.summer import SLUG, Summer

HERE: Final = f"/werk/gent/{SLUG}"


class Rows(NamedTuple):
    """Numbers of rows. `refusal` is of `child`; `idle` has no group, `busy` has."""

    child: int
    refusal: int
    offer: int
    idle: int
    busy: int


def rows_of(site: Site, summer: Summer) -> Rows:
    """One row of each kind."""
    with reading(site.engine)() as session:
        refusal = session.scalars(
            select(Refusal)
            .where(
                Refusal.season_id == summer.season,
                Refusal.reason != RefusalReason.SATISFIED_ELSEWHERE,
            )
            .order_by(Refusal.id)
            .limit(1)
        ).one()
        busy = select(GroupTutor.tutor_id).where(GroupTutor.season_id == summer.season)
        mine = select(Tutor.id).where(Tutor.season_id == summer.season).order_by(Tutor.id)
        return Rows(
            refusal.child_id,
            refusal.id,
            refusal.offer_id,
            session.scalars(mine.where(Tutor.id.not_in(busy)).limit(1)).one(),
            session.scalars(mine.where(Tutor.id.in_(busy)).limit(1)).one(),
        )


def pages_of(summer: Summer, rows: Rows) -> dict[str, str]:
    """Endpoint → address, for every page that can be asked."""
    why = f"{HERE}/versies/{summer.version}/waarom"
    return {
        "staff.gaps": f"{HERE}/wat-ontbreekt",
        "staff.gaps_csv": f"{HERE}/wat-ontbreekt.csv",
        "staff.why": f"{why}/",
        "staff.why_child": f"{why}/kind/{rows.child}",
        "staff.why_offers": f"{why}/groepen/",
        "staff.why_offer": f"{why}/groepen/{rows.offer}",
        "staff.why_tutors": f"{why}/begeleiders/",
        "staff.why_tutor": f"{why}/begeleiders/{rows.idle}",
        "staff.advice": f"{HERE}/advies/",
        "staff.start_advice": f"{HERE}/advies/nieuw",
        "staff.advice_run": f"{HERE}/advies/{summer.run}",
    }
