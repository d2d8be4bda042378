"""Whatever a valid dataset says comes out of the database, and of a pack, as it went in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from data.columns import Holder, OfferKind, Start, goal_codes, language_codes, need_codes
from data.dataset import Dataset
from data.problem import to_problem
from data.references import feature_codes
from data.rows import (
    AvailabilityRow,
    BlockRow,
    LinkRow,
    LocationRow,
    OfferRow,
    PinRow,
    PupilRow,
    RoomRow,
    SeasonRow,
    SessionRow,
    TravelRow,
    TutorRow,
    WishRow,
)
from data.season_rows import (
    dataset_of,
    pack_dataset,
    pseudonymised,
    put_dataset,
    unpack_dataset,
)
from models import Municipality
from solver.problem import LinkKind, Mode, Policy, Role

AT: Final = datetime(2027, 3, 1, tzinfo=UTC)
FIRST: Final = date(2027, 7, 1)
GOALS, NEEDS = sorted(goal_codes())[:5], sorted(need_codes())
LANGUAGES, FEATURES = sorted(language_codes())[:5], sorted(feature_codes())[:5]
SKILLS: Final = ("extra_adult", "simple_info")

_LETTERS = st.characters(exclude_categories=("Cc", "Cs"))
TEXTS = st.text(_LETTERS | st.sampled_from("\n\r\t,;\"'|=@"), max_size=8).map(str.strip)
IDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="|"), min_size=1, max_size=6
).filter(lambda text: text == text.strip())
CENTS = st.integers(0, 10_000_000_000)
COUNTS = st.integers(0, 100_000)
DAYS = st.integers(0, 60).map(lambda day: FIRST + timedelta(day))
HOURS = st.decimals(0, 168, allow_nan=False, places=3) | st.just(Decimal("7.50"))
MINUTES = st.none() | st.integers(0, 10_000)


def some(items: Any, *, least: int = 0) -> Any:
    """A list of those items, each once, in any order."""
    return st.lists(st.sampled_from(list(items)), unique=True, min_size=least, max_size=3).map(
        tuple
    )


def maybe(items: Any) -> Any:
    return st.none() | st.sampled_from(items)


def degrees(limit: int) -> Any:
    return st.integers(-limit * 10**7, limit * 10**7).map(lambda number: number / 10**7)


def points() -> Any:
    return st.just((None, None)) | st.tuples(degrees(90), degrees(180))


class _Making:
    """One dataset in the making: ids first, then rows that name them."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.ids = {
            kind: draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
            for kind in ("block", "location", "room", "tutor", "offer", "pupil")
        }

    def of(self, kind: str) -> Any:
        return st.sampled_from(self.ids[kind])

    def rows(self, row_type: Any, low: int = 0, **fields: Any) -> tuple[Any, ...]:
        return tuple(self.draw(st.lists(st.builds(row_type, **fields), min_size=low, max_size=3)))

    def each(self, row_type: Any, kind: str, **fields: Any) -> tuple[Any, ...]:
        return tuple(
            self.draw(st.builds(row_type, **{f"{kind}_id": st.just(name)}, **fields))
            for name in self.ids[kind]
        )

    def season(self) -> SeasonRow:
        filled = TEXTS.filter(bool)
        return self.draw(  # type: ignore[no-any-return]  # what is drawn is of that type
            st.builds(
                SeasonRow,
                name=filled,
                first_day=st.just(FIRST),
                last_day=st.just(FIRST + timedelta(60)),
                draw_seed=filled,
                municipality=TEXTS,
                nis=some(("44021", "44085", "11002")),
                policy=st.sampled_from(Policy),
                budget_eur=st.none() | CENTS,
            )
        )

    def sessions(self) -> tuple[SessionRow, ...]:
        found = [
            SessionRow(block_id=block, date=day, start=start, end=end)
            for block in self.ids["block"]
            for day in self.draw(st.lists(DAYS, min_size=1, max_size=2, unique=True))
            for start, end in [self.draw(st.sampled_from([(0, 1440), (540, 720), (1439, 1440)]))]
        ]
        return tuple(self.draw(st.permutations(found)))

    def offers(self) -> tuple[OfferRow, ...]:
        drawn = []
        for name in self.ids["offer"]:
            low, high = sorted(self.draw(st.tuples(*[st.integers(1, 100_000)] * 2)))
            young, old = sorted(self.draw(st.tuples(*[st.integers(0, 120)] * 2)))
            drawn.append(
                self.draw(
                    st.builds(
                        OfferRow,
                        offer_id=st.just(name),
                        title=TEXTS.filter(bool),
                        kind=st.sampled_from(OfferKind),
                        goals=some(GOALS, least=1),
                        min_size=st.just(low),
                        max_size=st.just(high),
                        max_groups=COUNTS,
                        leads=COUNTS,
                        blocks=some(self.ids["block"], least=1),
                        assistants=COUNTS,
                        lead_goals=st.none() | some(GOALS),
                        age_from=maybe([young]),
                        age_to=maybe([old]),
                        language=st.sampled_from(["", *LANGUAGES]),
                        room_features=some(FEATURES),
                        locations=some(self.ids["location"]),
                        price_eur=CENTS,
                        group_eur=CENTS,
                    )
                )
            )
        return tuple(drawn)

    def people(self, row_type: Any, kind: str, **fields: Any) -> tuple[Any, ...]:
        found = []
        for name in self.ids[kind]:
            lat, lon = self.draw(points())
            found.append(
                self.draw(
                    st.builds(
                        row_type,
                        **{f"{kind}_id": st.just(name)},
                        name=TEXTS,
                        lat=st.just(lat),
                        lon=st.just(lon),
                        travel_mode=st.sampled_from(Mode),
                        max_travel_min=MINUTES,
                        **fields,
                    )
                )
            )
        return tuple(found)

    def availability(self) -> tuple[AvailabilityRow, ...]:
        found = []
        for kind in self.draw(st.lists(st.sampled_from(Holder), max_size=4)):
            first, last = sorted(self.draw(st.tuples(DAYS, DAYS)))
            clocks = st.sampled_from([(None, None), (0, None), (None, 1440), (510, 990)])
            start, end = self.draw(clocks)
            found.append(
                AvailabilityRow(
                    kind=kind,
                    id=self.draw(self.of(kind.value)),
                    first_day=first,
                    last_day=last,
                    start=start,
                    end=end,
                )
            )
        return tuple(found)

    def links(self) -> tuple[LinkRow, ...]:
        if len(self.ids["pupil"]) < 2:
            return ()
        pairs = self.draw(st.lists(st.permutations(self.ids["pupil"]), max_size=3))
        return tuple(
            LinkRow(
                pupil_a=a,
                pupil_b=b,
                kind=self.draw(st.sampled_from(LinkKind)),
                strict=self.draw(st.booleans()),
            )
            for a, b, *_ in pairs
        )

    def travel(self) -> tuple[TravelRow, ...]:
        ways = {}
        for start in self.draw(st.lists(st.sampled_from(Start), max_size=4)):
            way = (start, self.draw(self.of(start.value)), self.draw(self.of("location")))
            ways[way] = self.draw(st.integers(0, 10_000))
        return tuple(
            TravelRow(from_=start, from_id=name, location_id=site, minutes=minutes)
            for (start, name, site), minutes in ways.items()
        )


@st.composite
def datasets(draw: Any) -> Dataset:
    """Valid datasets, with odd texts, empty and default cells, and every kind of row."""
    making = _Making(draw)
    of = making.of
    roles = st.sampled_from(
        [(Role.LEAD,), (Role.LEAD, Role.ASSISTANT), (Role.ASSISTANT, Role.LEAD)]
    )
    ages = st.none() | st.sampled_from([(6, 12), (0, 120), (7, 7)])
    return Dataset(
        season=making.season(),
        blocks=making.each(BlockRow, "block", label=TEXTS),
        sessions=making.sessions(),
        locations=making.each(
            LocationRow,
            "location",
            name=TEXTS.filter(bool),
            lat=degrees(90),
            lon=degrees(180),
            features=some(FEATURES),
            address=TEXTS,
            postcode=TEXTS,
        ),
        rooms=making.each(
            RoomRow,
            "room",
            location_id=of("location"),
            capacity=st.integers(1, 100_000),
            name=TEXTS,
            features=some(FEATURES),
        ),
        tutors=making.people(
            TutorRow,
            "tutor",
            roles=roles,
            goals=some(GOALS, least=1),
            ages=ages,
            languages=some(LANGUAGES),
            skills=some(SKILLS),
            max_hours_week=st.none() | HOURS,
            hourly_eur=CENTS,
        ),
        offers=making.offers(),
        pupils=making.people(
            PupilRow,
            "pupil",
            birth_year=st.integers(1907, 2027),
            needs=some(NEEDS),
            max_places=COUNTS,
        ),
        wishes=making.rows(
            WishRow,
            1,
            pupil_id=of("pupil"),
            rank=st.integers(1, 100_000),
            offer_id=of("offer"),
            block_id=maybe(making.ids["block"]),
            location_id=maybe(making.ids["location"]),
        ),
        availability=making.availability(),
        links=making.links(),
        pins=making.rows(
            PinRow,
            must=st.booleans(),
            offer_id=of("offer"),
            block_id=of("block"),
            room_id=of("room"),
            tutor_id=maybe(making.ids["tutor"]),
            pupil_id=maybe(making.ids["pupil"]),
        ),
        travel=making.travel(),
    )


# Drawn from the same numbers every time: a failure is for whoever changes something.
_ALWAYS = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_ALWAYS
@given(dataset=datasets())
def test_the_database_gives_it_back(session: Session, dataset: Dataset) -> None:
    municipality = Municipality(slug="dorp", name="Dorp")
    session.add(municipality)
    session.flush()
    season_id = put_dataset(session, dataset, municipality_id=municipality.id, slug="zomer", at=AT)
    found = dataset_of(session, season_id=season_id)
    session.rollback()
    assert found == dataset
    assert found.sha256 == dataset.sha256


@_ALWAYS
@given(dataset=datasets())
def test_a_pack_gives_it_back(dataset: Dataset) -> None:
    packed = pack_dataset(dataset)
    found = unpack_dataset(packed)
    assert found == dataset
    assert found.sha256 == dataset.sha256
    assert pack_dataset(found) == packed


@_ALWAYS
@given(dataset=datasets())
def test_the_problem_is_the_same_without_names(dataset: Dataset) -> None:
    hidden = pseudonymised(dataset)
    assert to_problem(unpack_dataset(pack_dataset(hidden))) == to_problem(dataset)
    assert pseudonymised(hidden) == hidden
    assert {row.name for row in hidden.tutors} | {row.name for row in hidden.pupils} == {""}
    assert {(row.address, row.postcode) for row in hidden.locations} == {("", "")}
