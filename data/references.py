"""The reference lists that the product ships: goals, needs, languages and municipalities.

Each list is read once, when it is first asked for, from `data/reference/` (sources and
licences: `data/reference/SOURCES.md`). Codes are what datasets contain; names are for people.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

FOLDER: Final = Path(__file__).with_name("reference")


class NeedKind(StrEnum):
    """What meets a need (contract, 3.7)."""

    PLACE = "place"
    """A feature of the room or of its location."""
    SUPPORT = "support"
    """A skill of one of the group's tutors."""
    COMPANION = "companion"
    """One more seat of the room."""
    GROUP = "group"
    """A group of at most 8 pupils."""
    INFO = "info"
    """Nothing: it is passed on to people."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A learning goal that an offer works on. `level` is primary, secondary or all."""

    code: str
    level: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Need:
    """A functional need, never a diagnosis. `facility` is UiTdatabank's code, or empty."""

    code: str
    kind: NeedKind
    nl: str
    en: str
    facility: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO code and its own name; `right_to_left` is how it is written."""

    code: str
    name: str
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class DutchLevel:
    """How much Dutch somebody knows (ERK). `richtgraad` is the Flemish course level, or empty."""

    code: str
    nl: str
    en: str
    richtgraad: str


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A year of school and the age at which most children are in it."""

    code: str
    nl: str
    en: str
    usual_age: int


@dataclass(frozen=True, slots=True)
class RoomFeature:
    """What a room has for an activity, such as a kitchen."""

    code: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of the Flemish or Brussels region; its centroid in degrees (WGS84)."""

    nis: str
    name_nl: str
    name_fr: str
    province: str
    region: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A postal code and a municipality in which it lies."""

    code: str
    nis: str
    municipality: str


@cache
def goals() -> Mapping[str, Goal]:
    """Learning goals by code."""
    return MappingProxyType(
        {r["goal"]: Goal(r["goal"], r["level"], r["nl"], r["en"]) for r in _rows("goals")}
    )


@cache
def needs() -> Mapping[str, Need]:
    """Needs of every kind by code."""
    return MappingProxyType(
        {
            r["need"]: Need(
                r["need"], NeedKind(r["kind"]), r["nl"], r["en"], r["uitdatabank_facility"]
            )
            for r in _rows("needs")
        }
    )


@cache
def need_codes(kind: NeedKind) -> frozenset[str]:
    """The codes of the needs of one kind. Tutors' `skills` are those of kind support."""
    return frozenset(code for code, need in needs().items() if need.kind is kind)


@cache
def room_features() -> Mapping[str, RoomFeature]:
    """Features for activities by code; see `feature_codes` for what a `features` cell may hold."""
    return MappingProxyType(
        {r["feature"]: RoomFeature(r["feature"], r["nl"], r["en"]) for r in _rows("room_features")}
    )


@cache
def feature_codes() -> frozenset[str]:
    """What `features` of a location or room and `room_features` of an offer may hold.

    These are the place needs and the room features alike: a room may itself be quiet, a
    whole site may lie outdoors, and an offer may ask for either.
    """
    return need_codes(NeedKind.PLACE) | room_features().keys()


@cache
def languages() -> Mapping[str, Language]:
    """Languages by ISO code."""
    return MappingProxyType(
        {
            r["language"]: Language(r["language"], r["name"], r["direction"] == "rtl")
            for r in _rows("languages")
        }
    )


@cache
def dutch_levels() -> Mapping[str, DutchLevel]:
    """Levels of Dutch by code, from none to C1."""
    return MappingProxyType(
        {
            r["level"]: DutchLevel(r["level"], r["nl"], r["en"], r["richtgraad"])
            for r in _rows("dutch_levels")
        }
    )


@cache
def school_years() -> Mapping[str, SchoolYear]:
    """School years by code, youngest first."""
    return MappingProxyType(
        {
            r["year"]: SchoolYear(r["year"], r["nl"], r["en"], int(r["usual_age"]))
            for r in _rows("school_years")
        }
    )


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Municipalities by NIS code."""
    return MappingProxyType(
        {
            r["nis"]: Municipality(
                r["nis"],
                r["name_nl"],
                r["name_fr"],
                r["province"],
                r["region"],
                float(r["lat"]),
                float(r["lon"]),
            )
            for r in _rows("municipalities_vl_bxl")
        }
    )


@cache
def postal_codes() -> tuple[PostalCode, ...]:
    """Every pair of postal code and municipality: some codes are shared."""
    return tuple(
        PostalCode(r["postal_code"], r["nis"], r["municipality_nl"])
        for r in _rows("postalcodes_vl_bxl")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
