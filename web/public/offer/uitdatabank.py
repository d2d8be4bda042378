"""Activities as UiTdatabank writes events, for who publishes leisure offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from data import references
from models import Municipality
from web.public.offer.catalogue import Place, Shown
from web.public.offer.telling import address, age_range, described, moment_of, organiser_name
from web.public.offer.times import Block

_KIND: Final = {"id": "0.57.0.0.0", "label": "Kamp of vakantie", "domain": "eventtype"}


def uitdatabank(shown: Shown, here: Municipality) -> dict[str, Any]:
    """An activity as UiTdatabank writes events."""
    offer = shown.row
    moments = [(block, each) for block in shown.blocks for each in block.moments]
    found: dict[str, Any] = {
        "@type": "Event",
        "@id": address(here, shown),
        "mainLanguage": here.languages[0],
        "name": {here.languages[0]: offer.title},
        "description": {
            language: described(shown, language) for language in _languages(shown, here)
        },
        "terms": [_KIND, *_facilities(shown)],
        "calendarType": "single" if len(moments) == 1 else "multiple",
        "subEvent": [
            {
                "id": number,
                "startDate": moment_of(moment, moment.start).isoformat(),
                "endDate": moment_of(moment, moment.end).isoformat(),
                "status": {"type": _status(shown, block)},
            }
            for number, (block, moment) in enumerate(moments)
        ],
        "status": {"type": "Available" if shown.going_on else "Unavailable"},
        "typicalAgeRange": age_range(shown),
        "priceInfo": [
            {
                "category": "base",
                "name": {"nl": "Basistarief"},
                "price": (offer.price_cents or 0) / 100,
                "priceCurrency": "EUR",
            }
        ],
        "organizer": {"name": {here.languages[0]: organiser_name(shown, here)}},
        "contactPoint": {
            "phone": [here.contact_phone] if here.contact_phone else [],
            "email": [here.contact_email] if here.contact_email else [],
            "url": [address(here, shown)],
        },
        "languages": list(offer.spoken_languages or ()),
    }
    if moments:
        ordered = sorted(each for _block, each in moments)
        found["startDate"] = moment_of(ordered[0], ordered[0].start).isoformat()
        found["endDate"] = moment_of(ordered[-1], ordered[-1].end).isoformat()
    places = [_uit_place(place, here) for place in shown.places]
    if places:
        found["location"], found["otherLocations"] = places[0], places[1:]
    return found


def _languages(shown: Shown, here: Municipality) -> Iterator[str]:
    """The languages in which it is described, the municipality's own first."""
    yield here.languages[0]
    said: Mapping[str, Any] = shown.row.texts.get("activity") or {}
    yield from (each for each, text in said.items() if text and each != here.languages[0])


def _status(shown: Shown, block: Block) -> str:
    return "Available" if block in shown.going_on else "Unavailable"


def _facilities(shown: Shown) -> Iterator[dict[str, str]]:
    """What UiTdatabank calls the needs that are met."""
    for need in shown.met:
        known = references.needs()[need]
        if known.facility:
            yield {"id": known.facility, "label": known.nl, "domain": "facility"}


def _uit_place(place: Place, here: Municipality) -> dict[str, Any]:
    row, language = place.row, here.languages[0]
    own = {
        "streetAddress": row.address,
        "postalCode": row.postcode,
        "addressLocality": here.name,
        "addressCountry": "BE",
    }
    return {
        "name": {language: row.name},
        "address": {language: own},
        "geo": {"latitude": row.lat, "longitude": row.lon},
    }
