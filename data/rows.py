"""The rows of each table: what every column is called, holds and means (contract, section 1).

One frozen class per table. A field without a default is a column that must be there and
be filled in; an empty cell elsewhere takes the default. Ids are not looked up here: whether
what they name exists is for `data/check_references.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from data.columns import (
    MAY_BE_EMPTY,
    Age,
    Ages,
    Cents,
    Clock,
    Count,
    Day,
    Features,
    Goals,
    HolderWord,
    Hours,
    Id,
    Ids,
    Language,
    Languages,
    Latitude,
    LeadGoals,
    LinkWord,
    Longitude,
    Minutes,
    Needs,
    OfferWord,
    PolicyWord,
    Rank,
    Roles,
    Size,
    Skills,
    StartWord,
    Text,
    TravelMode,
    Year,
    YesNo,
    means,
)
from solver.problem import Mode, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonRow:
    """The season as a whole: the keys of `season.csv`, one per field."""

    name: Annotated[Text, means("The season's name, for people.")]
    first_day: Annotated[Day, means("The first day on which anything may be planned.")]
    last_day: Annotated[Day, means("The last such day, in July or August of the same year.")]
    draw_seed: Annotated[Text, means("The published text from which draw numbers follow.")]
    municipality: Annotated[Text, means("The municipality's name.")] = ""
    nis: Annotated[Ids, means("Its NIS code; several, with |, where a region plans.")] = ()
    policy: Annotated[PolicyWord, means("How places are given out: best or draw.")] = Policy.BEST
    budget_eur: Annotated[
        Cents | None, means("What everything may cost, in euro (kept in cents); empty: no limit.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """A block: sessions that a pupil attends as one whole."""

    block_id: Annotated[Id, means("The block's id.")]
    label: Annotated[Text, means("What people call it, such as Week 1, mornings.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One meeting of a block."""

    block_id: Annotated[Id, means("The block it belongs to.")]
    date: Annotated[Day, means("Its day, within the season.")]
    start: Annotated[Clock, means("When it begins (kept in minutes after midnight).")]
    end: Annotated[Clock, means("When it ends, later than it begins.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRow:
    """A site."""

    location_id: Annotated[Id, means("The site's id.")]
    name: Annotated[Text, means("Its name.")]
    lat: Annotated[Latitude, means("Its latitude in degrees (WGS84).")]
    lon: Annotated[Longitude, means("Its longitude in degrees (WGS84).")]
    features: Annotated[Features, means("What is met everywhere on the site.")] = ()
    address: Annotated[Text, means("Street and number.")] = ""
    postcode: Annotated[Text, means("The postal code.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRow:
    """A room of a site."""

    room_id: Annotated[Id, means("The room's id.")]
    location_id: Annotated[Id, means("The site where it is.")]
    capacity: Annotated[Size, means("How many pupils (and companions) it holds, at least 1.")]
    name: Annotated[Text, means("What people call it.")] = ""
    features: Annotated[Features, means("What it has besides what its site has.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorRow:
    """Somebody who leads or assists groups."""

    tutor_id: Annotated[Id, means("The tutor's id.")]
    roles: Annotated[Roles, means("lead, assistant or both.")]
    goals: Annotated[
        Goals, MAY_BE_EMPTY, means("Goals the tutor can lead; empty only for who never leads.")
    ] = ()
    name: Annotated[Text, means("The tutor's name; planning does not look at it.")] = ""
    ages: Annotated[Ages | None, means("Ages the tutor works with, like 6-12; empty: all.")] = None
    languages: Annotated[Languages, means("Languages spoken; empty: not known.")] = ()
    skills: Annotated[Skills, means("Support needs the tutor can meet.")] = ()
    lat: Annotated[Latitude | None, means("Home latitude; empty: travels anywhere.")] = None
    lon: Annotated[Longitude | None, means("Home longitude; empty: travels anywhere.")] = None
    travel_mode: Annotated[TravelMode, means("foot, bike, transit or car.")] = Mode.BIKE
    max_travel_min: Annotated[
        Minutes | None, means("The longest way to a site, in minutes; empty: no limit.")
    ] = None
    max_hours_week: Annotated[
        Hours | None, means("The most session hours in an ISO week; empty: no limit.")
    ] = None
    hourly_eur: Annotated[Cents, means("Cost of a session hour, in euro (kept in cents).")] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """Something to take part in, which may run as several groups."""

    offer_id: Annotated[Id, means("The offer's id.")]
    title: Annotated[Text, means("Its title.")]
    kind: Annotated[OfferWord, means("programme or tutoring.")]
    goals: Annotated[Goals, means("Learning goals it works on, at least one.")]
    min_size: Annotated[Size, means("The fewest pupils of a group, at least 1.")]
    max_size: Annotated[Size, means("The most pupils of a group, not below min_size.")]
    max_groups: Annotated[Count, means("The most groups over all blocks and sites.")]
    leads: Annotated[Count, means("Leads per group.")]
    blocks: Annotated[Ids, means("Blocks in which it may run, at least one.")]
    assistants: Annotated[Count, means("Assistants per group.")] = 0
    lead_goals: Annotated[
        LeadGoals | None, means("What every lead must be able to lead; empty: all goals; -: none.")
    ] = None
    age_from: Annotated[Age | None, means("The youngest age; empty: no limit.")] = None
    age_to: Annotated[Age | None, means("The oldest age, included; empty: no limit.")] = None
    language: Annotated[Language, means("The language its tutors speak; empty: any.")] = ""
    room_features: Annotated[Features, means("What its room or site must have.")] = ()
    locations: Annotated[Ids, means("Sites where it may run; empty: any.")] = ()
    price_eur: Annotated[Cents, means("What a family pays, in euro (kept in cents).")] = 0
    group_eur: Annotated[Cents, means("Fixed cost of a group, in euro (kept in cents).")] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRow:
    """A child."""

    pupil_id: Annotated[Id, means("The child's id, which the draw uses.")]
    birth_year: Annotated[Year, means("Year of birth; the age is the season's year less this.")]
    name: Annotated[Text, means("The child's name; planning does not look at it.")] = ""
    lat: Annotated[Latitude | None, means("Home latitude; empty: no travel limit.")] = None
    lon: Annotated[Longitude | None, means("Home longitude; empty: no travel limit.")] = None
    travel_mode: Annotated[TravelMode, means("foot, bike, transit or car.")] = Mode.BIKE
    max_travel_min: Annotated[
        Minutes | None, means("The longest way to a site, in minutes; empty: no limit.")
    ] = None
    needs: Annotated[Needs, means("Functional needs.")] = ()
    max_places: Annotated[Count, means("How many groups at most; 0: none for now.")] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WishRow:
    """Something a family asked for."""

    pupil_id: Annotated[Id, means("The child.")]
    rank: Annotated[Rank, means("1 is dearest; wishes may share a rank.")]
    offer_id: Annotated[Id, means("The offer.")]
    block_id: Annotated[Id | None, means("In that block only; empty: any.")] = None
    location_id: Annotated[Id | None, means("At that site only; empty: any.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityRow:
    """A window in which a tutor, pupil or room is available."""

    kind: Annotated[HolderWord, means("tutor, pupil or room.")]
    id: Annotated[Id, means("Which one.")]
    first_day: Annotated[Day, means("The first day.")]
    last_day: Annotated[Day, means("The last day, included.")]
    start: Annotated[Clock | None, means("From when each day; empty: from midnight.")] = None
    end: Annotated[Clock | None, means("Until when each day; empty: until midnight.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """Two children who want to be together."""

    pupil_a: Annotated[Id, means("One child.")]
    pupil_b: Annotated[Id, means("The other child.")]
    kind: Annotated[LinkWord, means("same_group or same_site.")]
    strict: Annotated[YesNo, means("yes: together or not at all; no: rather together.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRow:
    """A planner's lock on a group, or on a tutor or child in it."""

    must: Annotated[YesNo, means("yes: the group is open, with them; no: it may not be.")]
    offer_id: Annotated[Id, means("The group's offer.")]
    block_id: Annotated[Id, means("The group's block.")]
    room_id: Annotated[Id, means("The group's room.")]
    tutor_id: Annotated[Id | None, means("The tutor it is about; empty: the group.")] = None
    pupil_id: Annotated[Id | None, means("The child it is about; empty: the group.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRow:
    """A measured travel time to a site, which replaces the estimate."""

    from_: Annotated[StartWord, means("pupil, tutor or location.")]
    from_id: Annotated[Id, means("Which one.")]
    location_id: Annotated[Id, means("The site it goes to.")]
    minutes: Annotated[Minutes, means("Whole minutes.")]


ROW_TYPES: Final = {
    "season": SeasonRow,
    "blocks": BlockRow,
    "sessions": SessionRow,
    "locations": LocationRow,
    "rooms": RoomRow,
    "tutors": TutorRow,
    "offers": OfferRow,
    "pupils": PupilRow,
    "wishes": WishRow,
    "availability": AvailabilityRow,
    "links": LinkRow,
    "pins": PinRow,
    "travel": TravelRow,
}
"""The type of each table's rows, in the contract's order."""
