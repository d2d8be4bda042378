"""Where the child leaves from: by address, on a map, or by postcode; only a rounded point stays."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from wtforms import HiddenField

from data import references
from models import Location
from models.enums import TravelMode
from scheduler.configuration.settings import Configuration
from scheduler.drafts.answers import Step
from scheduler.geocoding.chosen import find_place, geocoders, takes_streets
from scheduler.geocoding.geocoder import Geocoder, TypedPlace, Unclear
from scheduler.season.points import rounded
from scheduler.season.refusals import BadValue
from web.database import reading
from web.family.asking.keeping import Asking
from web.family.asking.naming import HOW_FOUND, TRAVEL
from web.family.asking.question import Question, Saved
from web.family.asking.typed import degrees, plain, whole
from web.forms import optional_text, radio_field, yes_field
from web.guarding import municipality as this_municipality

_LONGEST_JOURNEY = 10_000
_FALLBACK = (51.05, 4.45)  # the middle of Flanders
_Point = tuple[float | None, float | None, str]


class PlaceQuestion(Question):
    """Where from, how, and how far? All of it may stay empty."""

    step, saves, path = Step.PLACE, (Step.PLACE,), "waar"
    street = optional_text(_("Straat"), longest=120)
    number = optional_text(_("Nummer"), longest=20)
    postcode = optional_text(_("Postcode"), longest=20)
    lat = HiddenField()
    lon = HiddenField()
    forget = yes_field(_("Vergeet deze plek"))
    travel_mode = radio_field(
        _("Hoe komt je kind?"), hint=_("Kies je niets, dan rekenen we met de fiets.")
    )
    max_travel_min = optional_text(
        _("Hoeveel minuten mag het hoogstens duren?"),
        longest=9,
        hint=_("Vanaf thuis, heen. Leeg betekent: de afstand speelt geen rol."),
    )

    def __init__(self, asking: Asking, **filled: Any) -> None:
        super().__init__(asking, **filled)
        self.travel_mode.choices = list(TRAVEL.items())

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What was answered before; never an address: it was not kept."""
        kept = asking.of(Step.PLACE)
        minutes = kept.get("max_travel_min")
        return {
            "travel_mode": kept.get("travel_mode", ""),
            "max_travel_min": "" if minutes is None else str(minutes),
        }

    def saved(self) -> Saved | None:
        """The rounded point, how it was found, and the journey."""
        minutes = whole(self.max_travel_min.data, most=_LONGEST_JOURNEY)
        if plain(self.max_travel_min.data) and minutes is None:
            self.max_travel_min.errors = [gettext("Schrijf hier een aantal minuten.")]
        lat, lon, how = self._point()
        if self.errors:
            return None
        mode = self.travel_mode.data
        return {
            Step.PLACE: {
                "lat": lat,
                "lon": lon,
                "how": how,
                "travel_mode": TravelMode(mode).value if mode else "",
                "max_travel_min": minutes,
            }
        }

    def shown(self) -> dict[str, Any]:
        """Whether streets are known here, and what the map shows."""
        how = self.asking.of(Step.PLACE).get("how", "")
        return {
            "by_street": takes_streets(_ways(), reading(), this_municipality()),
            "known": HOW_FOUND.get(how, ""),
            "middle": _middle(),
            "sites": _sites(self.asking),
        }

    def _point(self) -> _Point:
        tapped = degrees(self.lat.data), degrees(self.lon.data)
        if None not in tapped:
            try:
                return (*rounded(*tapped), "map")
            except BadValue:
                return None, None, ""
        typed = TypedPlace(
            street=plain(self.street.data),
            number=plain(self.number.data),
            postcode=plain(self.postcode.data),
        )
        if typed.street or typed.number or typed.postcode:
            return self._found(typed)
        kept = self.asking.of(Step.PLACE)
        if not kept or self.forget.data:
            return None, None, ""
        return kept["lat"], kept["lon"], kept["how"]

    def _found(self, typed: TypedPlace) -> _Point:
        try:
            found = find_place(_ways(), reading(), this_municipality(), typed)
        except Unclear:
            self.postcode.errors = [
                gettext("Deze straat is er in meer dan één postcode. Vul ook de postcode in.")
            ]
            return None, None, ""
        if found is not None:
            how = "address" if found.is_address else "postcode"
            return (*rounded(found.lat, found.lon), how)
        if typed.street:
            self.street.errors = [
                gettext("We vinden dit adres niet. Kijk straat en nummer na, of geef de postcode.")
            ]
        elif typed.number and not typed.postcode:
            self.street.errors = [gettext("Vul ook de straat in.")]
        else:
            self.postcode.errors = [gettext("Deze postcode kennen we niet.")]
        return None, None, ""


def _ways() -> tuple[Geocoder, ...]:
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return geocoders(configuration.geocoders)


def _middle() -> tuple[float, float]:
    place = references.municipalities().get(this_municipality().nis or "")
    return _FALLBACK if place is None else (place.lat, place.lon)


def _sites(asking: Asking) -> list[dict[str, Any]]:
    """The sites of this summer, to find one's way on a map without streets."""
    return [
        {"name": site.name, "lat": site.lat, "lon": site.lon}
        for site in reading().execute(
            select(Location.name, Location.lat, Location.lon)
            .where(Location.season_id == asking.season.id)
            .order_by(Location.name, Location.id)
        )
    ]
