"""The way through a season: its parts in the order of a year, for who may open them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _

from models.enums import StaffRole
from web.routes import ROUTES, Audience


class Tab(NamedTuple):
    """A part of the season: the endpoint of its first page, and what it is called."""

    endpoint: str
    name: Any


TABS: Final = (
    Tab("staff.glance", _("Overzicht")),
    Tab("staff.offers", _("Aanbod")),
    Tab("staff.locations", _("Locaties")),
    Tab("staff.blocks", _("Kalender")),
    Tab("staff.tutors", _("Begeleiders")),
    Tab("staff.families", _("Gezinnen")),
    Tab("staff.gaps", _("Wat ontbreekt")),
    Tab("staff.runs", _("Plannen")),
    Tab("staff.versions", _("Versies")),
    Tab("staff.days", _("Op de dag")),
    Tab("staff.report", _("Verslag")),
    Tab("staff.exchange", _("Bestanden")),
    Tab("staff.season_settings", _("Instellingen")),
)
"""All parts; a page says which of them it is in: `{% set part = "staff.offers" %}`."""


PAGES: Final = (
    Tab("staff.municipality", _("Gegevens")),
    Tab("staff.people", _("Medewerkers")),
    Tab("staff.organisers", _("Organisatoren")),
    Tab("staff.outbox", _("Berichten")),
    Tab("staff.audit", _("Logboek")),
)
"""The pages of the municipality itself, whatever the season."""


def pages_for(roles: frozenset[StaffRole]) -> Iterator[Tab]:
    """The pages of the municipality that somebody with these roles may open."""
    return _open(PAGES, roles)


def tabs_for(roles: frozenset[StaffRole]) -> Iterator[Tab]:
    """The parts that somebody with these roles may open."""
    return _open(TABS, roles)


def _open(tabs: Sequence[Tab], roles: frozenset[StaffRole]) -> Iterator[Tab]:
    for tab in tabs:
        audience = ROUTES.get(tab.endpoint)
        if audience is not None and not isinstance(audience, Audience) and roles & audience:
            yield tab
