"""Activities as schema.org tells search engines: events, and never a school (R1)."""

from __future__ import annotations

from typing import Any

from models import Municipality
from web.public.offer.catalogue import Place, Shown
from web.public.offer.telling import address, age_range, described, moment_of, organiser_name


def schema_org(shown: Shown, here: Municipality) -> dict[str, Any]:
    """An activity as a schema.org `Event`, with an event for each of its blocks."""
    offer = shown.row
    own = address(here, shown)
    organiser: dict[str, Any] = {"@type": "Organization", "name": organiser_name(shown, here)}
    if shown.organiser is not None and shown.organiser.website:
        organiser["url"] = shown.organiser.website
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": own,
        "url": own,
        "name": offer.title,
        "description": described(shown, here.languages[0]),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": _event_status(going_on=bool(shown.going_on)),
        "typicalAgeRange": age_range(shown),
        "inLanguage": list(offer.spoken_languages or ()),
        "isAccessibleForFree": not offer.price_cents,
        "offers": {
            "@type": "Offer",
            "price": f"{(offer.price_cents or 0) / 100:.2f}",
            "priceCurrency": "EUR",
            "url": own,
        },
        "organizer": organiser,
        "location": [_schema_place(place) for place in shown.places],
        "subEvent": [
            {
                "@type": "Event",
                "name": offer.title,
                "location": [_schema_place(place) for place in shown.places],
                "startDate": moment_of(block.moments[0], block.moments[0].start).isoformat(),
                "endDate": moment_of(block.moments[-1], block.moments[-1].end).isoformat(),
                "eventStatus": _event_status(going_on=block in shown.going_on),
            }
            for block in shown.blocks
        ],
    }
    if offer.funder:
        found["funder"] = {"@type": "Organization", "name": offer.funder}
    if shown.blocks:
        found["startDate"] = min(each["startDate"] for each in found["subEvent"])
        found["endDate"] = max(each["endDate"] for each in found["subEvent"])
    return found


def _event_status(*, going_on: bool) -> str:
    return f"https://schema.org/Event{'Scheduled' if going_on else 'Cancelled'}"


def _schema_place(place: Place) -> dict[str, Any]:
    row = place.row
    return {
        "@type": "Place",
        "name": row.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": row.address,
            "postalCode": row.postcode,
            "addressCountry": "BE",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": row.lat, "longitude": row.lon},
    }
