from __future__ import annotations

import pytest

from models.enums import Phase
from tests.web.site import Site
from tests.web.summer import put_summer


@pytest.fixture
def summer(site: Site) -> Site:
    """A site with a season of a whole summer before anybody wished, all offers in preparation."""
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.DRAFT)
    return site
