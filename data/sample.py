"""A made-up summer in a Flemish municipality of any size, as the tables of a dataset.

Only the municipality's name and centroid are real; sites, offers, tutors and children are
fictional. The same arguments give the same tables, on every machine and Python version.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from difflib import get_close_matches

from data.references import Municipality, municipalities
from data.sample_calendar import blocks, mondays, spans
from data.sample_demand import SampleLink, SamplePupil, make_links, make_pupils
from data.sample_draws import Draws
from data.sample_supply import (
    SampleOffer,
    SampleScale,
    SampleSite,
    SampleTutor,
    make_offers,
    make_sites,
    make_tutors,
)
from data.sample_words import STREETS
from data.write_tables import Table
from solver.eligibility.distance import minutes_between
from solver.problem import Mode

MOST_PUPILS = 50_000
LINKS = 0.06
MEASURED = 0.02
Rows = list[Sequence[object]]


def sample_tables(
    pupils: int,
    seed: int,
    *,
    nis: Sequence[str] | None = None,
    year: int = 2027,
    tight: float = 0.85,
) -> dict[str, Table]:
    """All tables of a made-up dataset, by name, as `write_tables` takes them (contract, 1).

    `pupils` from 1 to 50,000. `nis`: the municipalities that plan together (default: one in the
    Flemish region, by the seed). `tight`: how far tutors' time covers what families ask (1 is
    about enough).

    Raises:
        ValueError: a number is out of range, or a NIS code is not known; the message says which.
    """
    if not 1 <= pupils <= MOST_PUPILS:
        raise ValueError(f"pupils is from 1 to {MOST_PUPILS}, not {pupils}")
    if not tight > 0:
        raise ValueError(f"tight is above 0, not {tight}")
    places = tuple(_places(Draws(f"place|{seed}"), nis))
    named = "|".join(place.nis for place in places)
    weeks = mondays(year)

    def draws(part: str) -> Draws:
        return Draws(f"{part}|{seed}|{pupils}|{named}")

    scale = SampleScale(places, pupils, len(weeks))
    all_blocks = blocks(weeks)
    sites = make_sites(draws("sites"), scale)
    offers = make_offers(draws("offers"), scale, sites, all_blocks)
    tutors = make_tutors(draws("tutors"), scale, tight, offers)
    children = make_pupils(draws("pupils"), scale, sites, offers)
    links = make_links(draws("links"), children, LINKS)
    rest = draws("rest")
    return {
        "season": _season(rest, places, pupils, seed, year),
        "blocks": (("block_id", "label"), [(block.id, block.label) for block in all_blocks]),
        "sessions": (
            ("block_id", "date", "start", "end"),
            [(block.id, *session) for block in all_blocks for session in block.sessions],
        ),
        "locations": _locations(rest, sites),
        "rooms": _rooms(sites),
        "tutors": _tutors(tutors),
        "offers": _offers(rest, offers),
        "pupils": _pupils(children, year),
        "wishes": (
            ("pupil_id", "rank", "offer_id", "block_id", "location_id"),
            [(child.id, *wish) for child in children for wish in child.wishes],
        ),
        "availability": _availability(sites, tutors, children, weeks),
        "links": _links(links),
        "pins": _pins(rest, offers, sites),
        "travel": _travel(rest, sites, tutors, children),
    }


def _places(draws: Draws, nis: Sequence[str] | None) -> list[Municipality]:
    known = municipalities()
    if nis is None:
        return [draws.pick([p for p in known.values() if p.region == "Vlaams Gewest"])]
    if not nis:
        raise ValueError("name at least one municipality, by its NIS code")
    for code in nis:
        if code not in known:
            nearest = get_close_matches(code, known, 1, 0.0)[0]
            name = known[nearest].name_nl
            raise ValueError(f"no municipality has NIS code {code!r}; near it: {nearest} ({name})")
    return [known[code] for code in dict.fromkeys(nis)]


def _season(
    draws: Draws, places: Sequence[Municipality], pupils: int, seed: int, year: int
) -> Table:
    names = " en ".join(place.name_nl for place in places[:2])
    name = names if len(places) <= 2 else f"regio {places[0].name_nl}"
    # One season in four has a budget, which then covers most but not always all of the wishes.
    budget = 2000 + pupils * draws.whole(60, 110) if draws.chance(0.25) else None
    return ("key", "value"), [
        ("name", f"Zomer {year} {name}"),
        ("municipality", names if len(places) <= 2 else places[0].name_nl),
        ("nis", "|".join(place.nis for place in places)),
        ("first_day", date(year, 7, 1)),
        ("last_day", date(year, 8, 31)),
        ("draw_seed", f"{places[0].name_nl} {year} {seed}"),
        ("policy", "best"),
        ("budget_eur", budget),
    ]


def _locations(draws: Draws, sites: Sequence[SampleSite]) -> Table:
    header = ("location_id", "name", "lat", "lon", "features", "address", "postcode")
    return header, [
        (s.id, s.name, *s.point, s.features, f"{draws.pick(STREETS)} {draws.whole(1, 150)}", None)
        for s in sites
    ]


def _rooms(sites: Sequence[SampleSite]) -> Table:
    return ("room_id", "location_id", "capacity", "name", "features"), [
        (room.id, site.id, room.capacity, room.name, room.features)
        for site in sites
        for room in site.rooms
    ]


def _tutors(tutors: Sequence[SampleTutor]) -> Table:
    header = (
        "tutor_id", "roles", "goals", "name", "ages", "languages", "skills", "lat", "lon",
        "travel_mode", "max_travel_min", "max_hours_week", "hourly_eur",
    )  # fmt: skip
    return header, [
        (
            t.id, ("lead", "assistant") if t.leads else ("assistant",), t.goals, t.name, t.ages,
            t.languages, t.skills, *t.point, t.mode, t.max_travel, t.hours_week, t.hourly_eur,
        )
        for t in tutors
    ]  # fmt: skip


def _offers(draws: Draws, offers: Sequence[SampleOffer]) -> Table:
    header = (
        "offer_id", "title", "kind", "goals", "min_size", "max_size", "max_groups", "leads",
        "assistants", "lead_goals", "age_from", "age_to", "language", "room_features", "blocks",
        "locations", "price_eur", "group_eur",
    )  # fmt: skip
    return header, [
        (
            o.id, o.title, "tutoring" if o.tutoring else "programme", o.theme.goals, *o.sizes,
            o.max_groups, 1, o.assistants, "-" if o.theme.leads == () else o.theme.leads,
            *o.theme.ages, o.theme.language, o.room, [block.id for block in o.blocks],
            None if o.sites is None else [site.id for site in o.sites],
            0 if o.tutoring else draws.pick((0, 0, 10, 25)), o.group_eur,
        )
        for o in offers
    ]  # fmt: skip


def _pupils(pupils: Sequence[SamplePupil], year: int) -> Table:
    header = (
        "pupil_id", "birth_year", "name", "lat", "lon", "travel_mode", "max_travel_min", "needs",
        "max_places",
    )  # fmt: skip
    return header, [
        (
            p.id, year - p.age, p.name, *(p.point or (None, None)), p.mode, p.max_travel, p.needs,
            p.max_places,
        )
        for p in pupils
    ]  # fmt: skip


def _availability(
    sites: Sequence[SampleSite],
    tutors: Sequence[SampleTutor],
    pupils: Sequence[SamplePupil],
    weeks: Sequence[date],
) -> Table:
    every = (1 << len(weeks)) - 1
    rows: Rows = []

    def add(kind: str, who: str, bits: int, days: int, hours: tuple[time, time] | None) -> None:
        for first, last in spans(bits, weeks, days):
            rows.append((kind, who, first, last, *(hours or (None, None))))

    for site in sites:
        for room in site.rooms:
            if room.weeks != every:
                add("room", room.id, room.weeks, 7, None)
    for tutor in tutors:
        ends = time(12, 30) if int(tutor.id[1:]) % 2 else time(16, 30)
        add("tutor", tutor.id, tutor.weeks & ~tutor.half_days, 5, None)
        add("tutor", tutor.id, tutor.weeks & tutor.half_days, 5, (time(8, 30), ends))
    for pupil in pupils:
        if pupil.mornings_only:
            add("pupil", pupil.id, pupil.weeks, 7, (time(8), time(12, 30)))
        elif pupil.weeks != every:
            add("pupil", pupil.id, pupil.weeks, 7, None)
    return ("kind", "id", "first_day", "last_day", "start", "end"), rows


def _links(links: Sequence[SampleLink]) -> Table:
    return ("pupil_a", "pupil_b", "kind", "strict"), [
        (link.pupil_a, link.pupil_b, link.kind, link.strict) for link in links
    ]


def _pins(draws: Draws, offers: Sequence[SampleOffer], sites: Sequence[SampleSite]) -> Table:
    """A few rooms that the planner keeps free of an offer: locks that never contradict a rule."""
    rows: Rows = []
    for offer in draws.some(offers, 1 + len(offers) // 25):
        room = draws.pick(draws.pick(sites if offer.sites is None else offer.sites).rooms)
        rows.append((False, offer.id, draws.pick(offer.blocks).id, room.id, None, None))
    return ("must", "offer_id", "block_id", "room_id", "tutor_id", "pupil_id"), rows


def _travel(
    draws: Draws,
    sites: Sequence[SampleSite],
    tutors: Sequence[SampleTutor],
    pupils: Sequence[SamplePupil],
) -> Table:
    """Some measured times: a bridge that saves minutes, a canal or railway that costs them."""

    def measured(estimate: int) -> int:
        return max(1, estimate + draws.whole(-4, 9))

    rows: Rows = []
    for who, people in (("pupil", pupils), ("tutor", tutors)):
        for one in people:
            if one.point is not None and draws.chance(MEASURED):
                site = draws.pick(sites)
                estimate = minutes_between(one.point, site.point, one.mode)
                rows.append((who, one.id, site.id, measured(estimate)))
    for number, site in enumerate(sites[1:]):
        if draws.chance(0.2):
            estimate = minutes_between(site.point, sites[number].point, Mode.BIKE)
            rows.append(("location", site.id, sites[number].id, measured(estimate)))
    return ("from", "from_id", "location_id", "minutes"), rows
