"""Who each route is for, as data. A route that is not named here is not served at all."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from models.enums import StaffRole


class Audience(StrEnum):
    """Whom a route is for, where it is not for members of a municipality with certain roles."""

    ANYONE = "anyone"
    HALFWAY = "gave the right password, and still owes a one-time code"
    SIGNED_IN = "signed in"


For = Audience | frozenset[StaffRole]
"""A set of roles: who has one of them in the municipality that the address names."""

STAFF: Final = frozenset(StaffRole)
COORDINATORS: Final = frozenset({StaffRole.COORDINATOR})

ROUTES: Final[Mapping[str, For]] = MappingProxyType(
    {
        "static": Audience.ANYONE,
        "public.healthz": Audience.ANYONE,
        "public.start": Audience.ANYONE,
        "public.home": Audience.ANYONE,
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
    }
)
"""Endpoint → whom it is for. `tests/web/test_routes.py` holds it against the URL map."""
