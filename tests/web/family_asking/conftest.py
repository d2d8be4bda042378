"""A site in which wishes are open."""

from __future__ import annotations

import pytest

from tests.web.families.people import open_wishes
from tests.web.family_asking.changes import full_home
from tests.web.family_entering.homes import Home
from tests.web.site import Site


@pytest.fixture
def open_site(site: Site) -> Site:
    open_wishes(site)
    return site


@pytest.fixture
def home(open_site: Site) -> Home:
    return full_home(open_site)
