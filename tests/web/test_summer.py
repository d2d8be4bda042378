from __future__ import annotations

import pytest
from sqlalchemy import func, select

from models import Group, Place, PlanVersion, Season
from models.database import reading
from models.enums import Phase
from tests.web.site import Site
from tests.web.summer import SLUG, put_summer


@pytest.mark.parametrize(
    "phase",
    [Phase.DRAFT, Phase.WISHES_OPEN, Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING],
)
def test_a_summer_is_in_the_phase_that_was_asked(site: Site, phase: Phase) -> None:
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=phase)
    with reading(site.engine)() as session:
        season = session.get_one(Season, summer.season)
        assert (season.slug, season.phase) == (SLUG, phase)
        versions = session.scalars(select(PlanVersion.id)).all()
        assert versions == ([summer.version] if summer.version else [])
        groups, places = (session.scalar(select(func.count(kind.id))) for kind in (Group, Place))
        assert ((groups or 0) > 2, (places or 0) > 20) == (bool(versions), bool(versions))


def test_both_towns_can_have_one(site: Site) -> None:
    here = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    there = put_summer(
        site.engine, site.town, at=site.clock.at, municipality="aalst", phase=Phase.PUBLISHED
    )
    assert here.season != there.season
    assert f"/werk/gent/{SLUG}/" in site.browser("planner").get("/werk/gent/").text
