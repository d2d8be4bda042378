"""What each column of a table means, for people who fill one in; Dutch and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from data.row_types import columns
from scheduler.exchange.templates import ROWS
from scheduler.text import Text


class ColumnText(NamedTuple):
    """A column, whether a new row needs it, what it means, and what the example says."""

    name: str
    needed: bool
    meaning: Text
    example: str


def column_texts(table: str) -> Iterator[ColumnText]:
    """The columns of a table, in their order."""
    for column in columns(table).values():
        example = ROWS[table].get(column.name, "")
        yield ColumnText(
            column.name,
            column.must_be_filled,
            Text(nl=_MEANS[table][column.name], en=column.meaning),
            "" if example.startswith("{") else example,
        )


_POINT: Final = {
    "lat": "Breedtegraad (WGS84), zoals 51.05.",
    "lon": "Lengtegraad (WGS84), zoals 3.72.",
}
_HOME: Final = {
    "lat": "Breedtegraad van thuis; leeg: van overal.",
    "lon": "Lengtegraad van thuis; leeg: van overal.",
    "travel_mode": "foot, bike, transit of car.",
    "max_travel_min": "De langste weg, in minuten; leeg: geen grens.",
}

_MEANS: Final[Mapping[str, Mapping[str, str]]] = {
    "blocks": {
        "block_id": "De code van het blok.",
        "label": "Hoe mensen het noemen.",
    },
    "sessions": {
        "block_id": "Het blok waar de sessie bij hoort.",
        "date": "De dag, binnen de zomer.",
        "start": "Wanneer ze begint.",
        "end": "Wanneer ze eindigt.",
    },
    "locations": {
        "location_id": "De code van de locatie.",
        "name": "De naam.",
        **_POINT,
        "features": "Wat er overal op de locatie is, met |.",
        "address": "Straat en nummer.",
        "postcode": "Het postnummer.",
    },
    "rooms": {
        "room_id": "De code van het lokaal.",
        "location_id": "De locatie waar het is.",
        "capacity": "Hoeveel kinderen (en begeleidende personen) erin kunnen.",
        "name": "Hoe mensen het noemen.",
        "features": "Wat het heeft boven op wat de locatie heeft, met |.",
    },
    "tutors": {
        "tutor_id": "De code van de begeleider.",
        "roles": "lead, assistant of allebei (met |).",
        "goals": "Doelen die de begeleider kan begeleiden; leeg alleen voor wie enkel helpt.",
        "name": "De naam; het plannen kijkt er niet naar.",
        "ages": "Leeftijden, zoals 6-12; leeg: alle.",
        "languages": "Talen, met |; leeg: niet bekend.",
        "skills": "Wat de begeleider kan bieden aan extra hulp.",
        **_HOME,
        "max_hours_week": "De meeste uren in een week; leeg: geen grens.",
        "hourly_eur": "Wat een uur kost, in euro.",
    },
    "offers": {
        "offer_id": "De code van het aanbod.",
        "title": "De titel.",
        "kind": "programme of tutoring.",
        "goals": "De doelen, met |.",
        "min_size": "Het kleinste aantal kinderen waarmee een groep doorgaat.",
        "max_size": "Het grootste aantal kinderen in een groep.",
        "max_groups": "Hoeveel groepen er hoogstens zijn.",
        "leads": "Hoeveel begeleiders een groep leiden.",
        "assistants": "Hoeveel begeleiders daarbij helpen.",
        "lead_goals": "Doelen die samen begeleid moeten zijn; leeg: alle; -: geen.",
        "age_from": "De jongste leeftijd; leeg: geen grens.",
        "age_to": "De oudste leeftijd; leeg: geen grens.",
        "language": "De taal die begeleiders moeten spreken; leeg: om het even.",
        "room_features": "Wat het lokaal moet hebben, met |.",
        "blocks": "De blokken waarin het kan doorgaan, met |.",
        "locations": "De locaties waar het kan doorgaan, met |; leeg: overal.",
        "price_eur": "Wat een gezin betaalt, in euro.",
        "group_eur": "Wat een groep kost, in euro.",
    },
    "pupils": {
        "pupil_id": "De code van het kind.",
        "name": "De voornaam; het plannen kijkt er niet naar.",
        "birth_year": "Het geboortejaar.",
        "needs": "Wat het kind nodig heeft, met |; nooit een diagnose.",
        **_HOME,
        "max_places": "In hoeveel groepen hoogstens; 0: voorlopig geen.",
    },
    "wishes": {
        "pupil_id": "Het kind.",
        "rank": "1 is de liefste wens; wensen mogen even lief zijn.",
        "offer_id": "Het aanbod.",
        "block_id": "Alleen in dat blok; leeg: om het even.",
        "location_id": "Alleen op die locatie; leeg: om het even.",
    },
    "availability": {
        "kind": "tutor, pupil of room.",
        "id": "De code van wie of wat.",
        "first_day": "De eerste dag.",
        "last_day": "De laatste dag, die telt mee.",
        "start": "Van wanneer elke dag; leeg: vanaf middernacht.",
        "end": "Tot wanneer elke dag; leeg: tot middernacht.",
    },
    "links": {
        "pupil_a": "Het ene kind.",
        "pupil_b": "Het andere kind.",
        "kind": "same_group of same_site.",
        "strict": "yes: samen of niet; no: liever samen.",
    },
}
