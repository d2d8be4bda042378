from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.exchange.desk import Desk
from tests.web.site import Site
from tests.web.summer import put_summer


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Desk:
    """A summer, and a place of its own where files are kept between preview and import."""
    settings = site.app.extensions["zomerwijzer-configuration"]
    site.app.extensions["zomerwijzer-configuration"] = settings.model_copy(
        update={"storage": tmp_path / "storage"}
    )
    summer = put_summer(site.engine, site.town, at=site.clock.at)
    return Desk(site, summer.season, tmp_path / "storage" / "imports")
