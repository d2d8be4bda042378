"""Empty tables to fill in: the columns, and one fictional row, skipped when it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from data.row_types import columns
from data.write_tables import Table
from scheduler.exchange.tables_known import EXAMPLE

ROWS: Final[Mapping[str, Mapping[str, str]]] = {
    "blocks": {"block_id": EXAMPLE, "label": "Week 1, voormiddag"},
    "sessions": {"block_id": EXAMPLE, "date": "{day}", "start": "09:00", "end": "12:00"},
    "locations": {
        "location_id": EXAMPLE,
        "name": "School De Zonnebloem",
        "lat": "51.05",
        "lon": "3.72",
        "features": "step_free|outdoor",
        "address": "Zonnestraat 1",
        "postcode": "9000",
    },
    "rooms": {
        "room_id": EXAMPLE,
        "location_id": EXAMPLE,
        "capacity": "18",
        "name": "Turnzaal",
    },
    "tutors": {
        "tutor_id": EXAMPLE,
        "roles": "lead|assistant",
        "goals": "LO-MUV",
        "name": "Noor Zomer",
        "ages": "6-12",
        "languages": "nl|fr",
        "lat": "51.05",
        "lon": "3.72",
        "travel_mode": "bike",
        "max_travel_min": "30",
        "max_hours_week": "20",
        "hourly_eur": "0",
    },
    "offers": {
        "offer_id": EXAMPLE,
        "title": "Zingen in het park",
        "kind": "programme",
        "goals": "LO-MUV",
        "min_size": "6",
        "max_size": "14",
        "max_groups": "2",
        "leads": "1",
        "assistants": "1",
        "age_from": "6",
        "age_to": "12",
        "blocks": EXAMPLE,
        "price_eur": "0",
        "group_eur": "0",
    },
    "pupils": {
        "pupil_id": EXAMPLE,
        "name": "Lou",
        "birth_year": "{birth_year}",
        "lat": "51.05",
        "lon": "3.72",
        "travel_mode": "foot",
        "max_travel_min": "20",
        "max_places": "2",
    },
    "wishes": {
        "pupil_id": EXAMPLE,
        "rank": "1",
        "offer_id": EXAMPLE,
        "block_id": EXAMPLE,
    },
    "availability": {
        "kind": "tutor",
        "id": EXAMPLE,
        "first_day": "{day}",
        "last_day": "{last_day}",
        "start": "09:00",
        "end": "16:00",
    },
    "links": {
        "pupil_a": EXAMPLE,
        "pupil_b": "voorbeeld-2",
        "kind": "same_group",
        "strict": "no",
    },
}
"""Table → column → what the example says; columns that are not named stay empty."""


def template_tables(names: Iterable[str], *, first_day: date, last_day: date) -> dict[str, Table]:
    """Tables with their columns and the example, in days of the season."""
    days = {
        "day": first_day.isoformat(),
        "last_day": last_day.isoformat(),
        "birth_year": str(first_day.year - 9),
    }
    return {
        name: (
            tuple(columns(name)),
            [[ROWS[name].get(column, "").format(**days) for column in columns(name)]],
        )
        for name in names
    }
