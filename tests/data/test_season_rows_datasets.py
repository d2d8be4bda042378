"""Datasets into the database and out again, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data.dataset import Dataset, read_dataset
from data.problem import to_problem
from data.report import report
from data.rows import WishRow
from data.sample import sample_tables
from data.season_rows import (
    NoSuchSeason,
    dataset_of,
    pack_dataset,
    pseudonymised,
    put_dataset,
    unpack_dataset,
)
from data.write_tables import write_tables
from models import (
    Child,
    ChildNeed,
    Link,
    Municipality,
    Offer,
    Pin,
    PinSet,
    Season,
    Wish,
)
from models.database import reading
from models.enums import OfferStatus, RequestOrigin
from models.violated import violated
from solver.clock import WorkClock
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.data.small_dataset import small_tables, write_csv

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def small(tmp_path: Path) -> Dataset:
    return read_dataset(write_csv(small_tables(), tmp_path / "small"))


def sample(tmp_path: Path, pupils: int, *, nis: tuple[str, ...] | None = None) -> Dataset:
    write_tables(sample_tables(pupils, 7, nis=nis), tmp_path / f"sample-{pupils}")
    return read_dataset(tmp_path / f"sample-{pupils}")


def home(session: Session, slug: str = "zonnedorp") -> int:
    municipality = Municipality(slug=slug, name="Zonnedorp")
    session.add(municipality)
    session.flush()
    return municipality.id


def put(session: Session, dataset: Dataset, slug: str = "zomer", municipality: int = 0) -> int:
    return put_dataset(
        session,
        dataset,
        municipality_id=municipality or home(session, f"dorp-{slug}"),
        slug=slug,
        at=AT,
    )


def test_a_dataset_with_every_column_comes_out_equal(session: Session, small: Dataset) -> None:
    found = dataset_of(session, season_id=put(session, small))
    assert found == small
    assert found.sha256 == small.sha256


def test_a_made_up_season_of_two_municipalities_comes_out_equal(
    session: Session, tmp_path: Path
) -> None:
    dataset = sample(tmp_path, 120, nis=("44021", "44085"))
    found = dataset_of(session, season_id=put(session, dataset))
    assert (found, found.sha256) == (dataset, dataset.sha256)
    assert found.season.nis == ("44021", "44085")


def test_planned_from_both_sides_it_is_the_same_plan(session: Session, tmp_path: Path) -> None:
    dataset = sample(tmp_path, 60)
    stored = dataset_of(session, season_id=put(session, dataset))
    plans, digests = [], []
    for side in (dataset, stored):
        # As a run does it: what is solved is what was packed without names.
        problem = to_problem(unpack_dataset(pack_dataset(pseudonymised(side))))
        assert problem == to_problem(side)
        clock = WorkClock()
        plans.append(solve(problem, TimeLimit(0.3, clock=clock.now), clock=clock))
        digests.append(report(plans[-1], problem, dataset_sha256=side.sha256)["dataset_sha256"])
    assert plans[0] == plans[1]
    assert digests == [dataset.sha256, dataset.sha256]
    assert len(plans[0].places) > 10


def test_what_stands_out_of_order_stays_so(session: Session, small: Dataset) -> None:
    turned = Dataset(
        season=small.season,
        blocks=small.blocks[::-1],
        sessions=small.sessions[::-1],
        locations=small.locations[::-1],
        rooms=small.rooms[::-1],
        tutors=small.tutors[::-1],
        offers=small.offers[::-1],
        pupils=small.pupils[::-1],
        wishes=small.wishes[::-1],
        availability=small.availability[::-1],
        links=small.links[::-1],
        pins=small.pins[::-1],
        travel=small.travel[::-1],
    )
    turned = replace(
        turned,
        offers=tuple(
            replace(row, blocks=row.blocks[::-1], locations=row.locations[::-1])
            for row in turned.offers
        ),
        pupils=tuple(replace(row, needs=row.needs[::-1]) for row in turned.pupils),
        tutors=tuple(replace(row, roles=row.roles[::-1]) for row in turned.tutors),
    )
    found = dataset_of(session, season_id=put(session, turned))
    assert found == turned
    assert found.sha256 == small.sha256


def test_empty_and_nought_are_told_apart(session: Session, small: Dataset) -> None:
    first, second, third = small.offers
    tutor = replace(small.tutors[0], max_hours_week=Decimal("0.10"), max_travel_min=0, lat=0.0)
    pupil = replace(small.pupils[0], max_travel_min=0, max_places=0, lat=-0.5, lon=0.0)
    edge = replace(
        small,
        season=replace(small.season, budget_eur=0, nis=(), municipality=""),
        offers=(
            replace(first, lead_goals=(), age_from=0, age_to=0, group_eur=0, price_eur=1),
            replace(second, lead_goals=None, age_to=120, max_groups=0),
            replace(third, lead_goals=("SPEL",), max_groups=100_000, price_eur=10_000_000_000),
        ),
        tutors=(tutor, *small.tutors[1:]),
        pupils=(pupil, *small.pupils[1:]),
        availability=(
            replace(small.availability[0], start=0, end=1440),
            replace(small.availability[1], start=0, end=None),
            replace(small.availability[2], start=1440, end=None),
            replace(small.availability[3], start=None, end=1440),
        ),
        wishes=(*small.wishes, small.wishes[0]),
        travel=(replace(small.travel[0], minutes=0), *small.travel[1:]),
    )
    found = dataset_of(session, season_id=put(session, edge))
    assert found == edge
    assert found.sha256 == edge.sha256
    none = replace(edge, season=replace(edge.season, budget_eur=None), wishes=edge.wishes[:1])
    found = dataset_of(session, season_id=put(session, none, "later"))
    assert (found, found.season.budget_eur) == (none, None)


def test_a_dataset_without_its_optional_tables(session: Session, small: Dataset) -> None:
    bare = replace(small, availability=(), links=(), pins=(), travel=())
    assert dataset_of(session, season_id=put(session, bare)) == bare


def test_seasons_do_not_meet(session: Session, small: Dataset) -> None:
    other = replace(small, wishes=small.wishes[:1], pupils=small.pupils[::-1])
    municipality = home(session)
    first = put(session, small, "een", municipality)
    second = put(session, other, "twee", municipality)
    third = put(session, small, "een")
    seasons = [dataset_of(session, season_id=each) for each in (first, second, third)]
    assert seasons == [small, other, small]


def test_what_a_dataset_does_not_say_of_new_rows(session: Session, small: Dataset) -> None:
    season_id = put(session, small)
    session.expire_all()
    season = session.get_one(Season, season_id)
    assert (season.slug, season.year, season.phase.value) == ("zomer", 2027, "draft")
    assert set(session.scalars(select(Offer.status))) == {OfferStatus.DRAFT}
    assert session.execute(select(Child.origin, Child.asked_at).distinct()).all() == [
        (RequestOrigin.DATASET, AT)
    ]
    assert set(session.scalars(select(Link.agreed_at))) == {AT}
    assert session.scalars(select(PinSet.changed_at)).all() == [AT]
    # A dataset cannot tell free from not filled in, so that free is asked for again.
    prices = session.execute(select(Offer.code, Offer.price_cents).order_by(Offer.id)).all()
    assert prices == [("taal", 1000), ("reken", None), ("spel", None)]


def test_what_has_gone_is_left_out_with_all_that_names_it(session: Session, small: Dataset) -> None:
    season_id = put(session, small)
    session.execute(update(Child).where(Child.ref == "p1").values(withdrawn_at=AT))
    session.execute(update(Child).where(Child.ref == "p4").values(asked_at=None))
    session.execute(
        update(Offer)
        .where(Offer.code == "spel")
        .values(
            status=OfferStatus.WITHDRAWN,
            published_at=AT,
            step_free=True,
            price_cents=0,
            spoken_languages=("nl",),
            getting_there="",
            before_hours="",
            after_hours="",
        )
    )
    found = dataset_of(session, season_id=season_id)
    assert found == replace(
        small,
        pupils=small.pupils[1:3],
        offers=small.offers[:2],
        wishes=(
            WishRow(pupil_id="p2", rank=3, offer_id="taal", block_id="w1"),
            WishRow(pupil_id="p3", rank=1, offer_id="reken", block_id="les"),
        ),
        availability=(*small.availability[:2], small.availability[3]),
        links=(),
        pins=small.pins[:1],
    )


def test_a_link_counts_once_both_families_agree(session: Session, small: Dataset) -> None:
    season_id = put(session, small)
    session.execute(update(Link).where(Link.strict).values(agreed_at=None))
    assert dataset_of(session, season_id=season_id) == replace(small, links=small.links[1:])


def test_the_number_of_queries_does_not_grow(
    session: Session, engine: Engine, small: Dataset, tmp_path: Path
) -> None:
    seasons = [put(session, small, "klein"), put(session, sample(tmp_path, 150), "groot")]
    session.commit()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    counts = []
    for season_id in seasons:
        with reading(engine)() as reader:
            asked.clear()
            dataset_of(reader, season_id=season_id)
            counts.append(sum(text.startswith("SELECT") for text in asked))
    assert counts == [16, 16]


def test_writing_takes_one_statement_for_a_table(
    session: Session, engine: Engine, tmp_path: Path
) -> None:
    dataset = sample(tmp_path, 150)
    municipality = home(session)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    put(session, dataset, municipality=municipality)
    inserts = [text for text in asked if text.startswith("INSERT")]
    assert (len(inserts), len(asked)) == (17, 23)


def test_nothing_is_committed(session: Session, small: Dataset) -> None:
    put(session, small)
    session.rollback()
    tables = (Municipality, Season, Child, ChildNeed, Wish, Pin, PinSet)
    rows = {table: session.scalar(select(func.count()).select_from(table)) for table in tables}
    assert rows == dict.fromkeys(tables, 0)


def test_an_address_of_a_season_is_taken_once(session: Session, small: Dataset) -> None:
    municipality = home(session)
    put(session, small, "zomer", municipality)
    with pytest.raises(IntegrityError) as refused:
        put(session, small, "zomer", municipality)
    assert violated(refused.value) == "uq_season_municipality_id_slug"


def test_no_season_of_that_number(session: Session) -> None:
    with pytest.raises(NoSuchSeason):
        dataset_of(session, season_id=12)
