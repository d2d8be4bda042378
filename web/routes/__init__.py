"""Who each route is for, as data. A route that is not named here is not served at all."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from web.routes.audience import (
    COORDINATORS,
    STAFF,
    Audience,
    For,
)
from web.routes.beginning import BEGINNING
from web.routes.blocks import BLOCKS
from web.routes.board import BOARD
from web.routes.days import DAYS
from web.routes.exchange import EXCHANGE
from web.routes.families import FAMILIES
from web.routes.family_asking import FAMILY_ASKING
from web.routes.family_data import FAMILY_DATA
from web.routes.family_entering import FAMILY_ENTERING
from web.routes.family_looking_back import FAMILY_LOOKING_BACK
from web.routes.family_paper import FAMILY_PAPER
from web.routes.family_standing import FAMILY_STANDING
from web.routes.offers import OFFERS
from web.routes.public_fairness import PUBLIC_FAIRNESS
from web.routes.public_helping import PUBLIC_HELPING
from web.routes.public_offer import PUBLIC_OFFER
from web.routes.public_schools import PUBLIC_SCHOOLS
from web.routes.reasons import REASONS
from web.routes.reports import REPORTS
from web.routes.runs import RUNS
from web.routes.seasons import SEASONS
from web.routes.settings import SETTINGS
from web.routes.sites import SITES
from web.routes.tutor_pages import TUTOR_PAGES
from web.routes.tutors import TUTORS
from web.routes.versions import VERSIONS

__all__ = ["ROUTES", "Audience", "For"]

ROUTES: Final[Mapping[str, For]] = MappingProxyType(
    {
        "static": Audience.ANYONE,
        "public.healthz": Audience.ANYONE,
        "public.start": Audience.ANYONE,
        "public.home": Audience.ANYONE,
        "public.logo": Audience.ANYONE,
        "public.privacy": Audience.ANYONE,
        "public.accessibility": Audience.ANYONE,
        "public.speak": Audience.ANYONE,
        "staff.sign_in": Audience.ANYONE,
        "staff.one_time_code": Audience.HALFWAY,
        "staff.oidc_start": Audience.ANYONE,
        "staff.oidc_back": Audience.ANYONE,
        "staff.oidc_link": Audience.ANYONE,
        "staff.forgotten": Audience.ANYONE,
        "staff.new_password": Audience.ANYONE,
        "staff.invitation": Audience.ANYONE,
        "staff.sign_out": Audience.SIGNED_IN,
        "staff.account": Audience.SIGNED_IN,
        "staff.codes_on": Audience.SIGNED_IN,
        "staff.codes_off": Audience.SIGNED_IN,
        "staff.start": Audience.SIGNED_IN,
        "staff.seasons": STAFF,
        "staff.glance": STAFF,
        "staff.people": COORDINATORS,
        **PUBLIC_OFFER,
        **PUBLIC_FAIRNESS,
        **PUBLIC_SCHOOLS,
        **PUBLIC_HELPING,
        **FAMILY_ENTERING,
        **FAMILY_ASKING,
        **FAMILY_STANDING,
        **FAMILY_LOOKING_BACK,
        **FAMILY_DATA,
        **FAMILY_PAPER,
        **TUTOR_PAGES,
        **BEGINNING,
        **SEASONS,
        **SETTINGS,
        **OFFERS,
        **SITES,
        **BLOCKS,
        **TUTORS,
        **FAMILIES,
        **EXCHANGE,
        **RUNS,
        **VERSIONS,
        **BOARD,
        **REASONS,
        **DAYS,
        **REPORTS,
    }
)
"""Endpoint → whom it is for. `tests/web/test_routes.py` holds it against the URL map."""
