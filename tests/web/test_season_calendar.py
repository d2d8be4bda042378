from __future__ import annotations

import pytest

from models import Municipality, Season
from models.database import reading, writing
from models.enums import Phase
from tests.web.site import Site
from tests.web.summer import SLUG, put_summer
from web.season_calendar import public_season

FIRST = "zomer-2027"


def told_to_families(site: Site) -> str | None:
    with reading(site.engine)() as session:
        found = public_season(session, session.get_one(Municipality, site.town.gent))
        return None if found is None else found.slug


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (Phase.RUNNING, Phase.DRAFT, FIRST),
        (Phase.RUNNING, Phase.OFFER_PUBLISHED, SLUG),
        (Phase.ARCHIVED, Phase.DRAFT, SLUG),
        (Phase.DRAFT, Phase.DRAFT, SLUG),
        (Phase.ARCHIVED, Phase.ARCHIVED, None),
    ],
)
def test_next_years_preparation_hides_no_summer_that_goes_on(
    site: Site, first: Phase, second: Phase, told: str | None
) -> None:
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.DRAFT)
    with writing(site.engine).begin() as session:
        session.get_one(Season, site.town.season).phase = first
        session.get_one(Season, summer.season).phase = second
    assert told_to_families(site) == told
