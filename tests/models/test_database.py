from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm.exc import StaleDataError

from models import Base, Municipality, Offer
from models.belonging import Versioned
from models.database import UnsupportedDatabase, make_engine, reading, writing
from tests.models import season_rows


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "SQLite needs a file"),
        ("sqlite:///:memory:", "SQLite needs a file"),
        ("sqlite:///file:a?mode=memory&uri=true", "SQLite needs a file"),
        ("mysql://geheim:geheim@host/name", "mysql is not supported"),
        ("postgresql+asyncpg://host/name", r"postgresql\+asyncpg is not supported"),
        ("postgresql://u:geheim@host:port/name", "this is not the URL of a database"),
        ("season.db", "this is not the URL of a database"),
    ],
)
def test_other_databases_are_refused_without_telling_passwords(url: str, said: str) -> None:
    with pytest.raises(UnsupportedDatabase, match=said) as refused:
        make_engine(url)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_through_psycopg(scheme: str) -> None:
    engine = make_engine(f"{scheme}://user@host/name")
    assert (engine.dialect.name, engine.dialect.driver) == ("postgresql", "psycopg")


def municipality(slug: str = "zomerdorp") -> Municipality:
    return Municipality(slug=slug, name="Zomerdorp")


def test_what_was_written_can_be_read_after_the_commit(engine: Engine) -> None:
    with writing(engine).begin() as session:
        made = municipality()
        session.add(made)
    with reading(engine)() as session:
        found = session.scalars(select(Municipality)).one()
    assert (found.id, found.slug, found.languages, found.version) == (
        made.id,
        "zomerdorp",
        ("nl",),
        1,
    )


def test_who_reads_cannot_write(engine: Engine) -> None:
    with reading(engine)() as session:
        session.add(municipality())
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            session.flush()
    with writing(engine).begin() as session:
        session.add(municipality())


def test_who_reads_sees_one_moment_and_keeps_nobody_waiting(engine: Engine) -> None:
    with reading(engine)() as reader:
        assert reader.scalars(select(Municipality.slug)).all() == []
        with writing(engine).begin() as writer:
            writer.add(municipality())
        assert reader.scalars(select(Municipality.slug)).all() == []
    with reading(engine)() as reader:
        assert reader.scalars(select(Municipality.slug)).all() == ["zomerdorp"]


def test_who_writes_does_not_keep_readers_waiting(engine: Engine) -> None:
    with writing(engine)() as writer:
        writer.add(municipality())
        writer.flush()
        with reading(engine)() as reader:
            assert reader.scalars(select(Municipality.slug)).all() == []


def test_reading_first_and_writing_then_is_never_refused(engine: Engine) -> None:
    # What SQLite would refuse as "database is locked" where transactions begin as readers.
    with writing(engine).begin() as session:
        session.add(municipality())
    start = threading.Barrier(8)

    def add_one(_: int) -> None:
        start.wait()
        for _again in range(5):
            with writing(engine).begin() as session:
                session.scalars(select(Municipality)).all()
                session.execute(
                    update(Municipality).values(version=Municipality.version + 1),
                    execution_options={"synchronize_session": False},
                )

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add_one, range(8)))
    with reading(engine)() as session:
        assert session.scalars(select(Municipality.version)).all() == [41]


def test_foreign_keys_hold_and_sqlite_keeps_a_log(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            pragmas = [
                connection.scalar(text(f"PRAGMA {name}"))
                for name in ("foreign_keys", "journal_mode", "busy_timeout")
            ]
        assert pragmas == [1, "wal", 60_000]
    with pytest.raises(DBAPIError), writing(engine).begin() as session:
        session.add(Offer(**_offer()))


def _offer() -> dict[str, Any]:
    made = season_rows.rows(1)["offer"][0]
    return {name: value for name, value in made.items() if name != "id"}


def test_of_two_who_change_one_row_the_second_is_told(engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection)
    with writing(engine)() as session:
        first, version = session.get_one(Offer, 1000), 1
        session.expunge(first)
    with writing(engine)() as session:
        second = session.get_one(Offer, 1000)
        session.expunge(second)
    first.title, second.title = "Zang", "Koor"
    with writing(engine).begin() as session:
        session.add(first)
    assert first.version == version + 1
    with pytest.raises(StaleDataError), writing(engine).begin() as session:
        session.add(second)
    with reading(engine)() as session:
        assert session.get_one(Offer, 1000).title == "Zang"


def test_what_people_edit_has_a_version() -> None:
    edited = {
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Versioned)
    }
    assert edited == {
        *("Account", "Block", "Child", "Contact", "Location", "Municipality", "Offer"),
        *("Logo", "Organiser", "PinSet", "RequestDraft", "Room", "Season", "Tutor"),
    }


def test_a_row_tells_a_log_nothing_but_its_id(engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection)
    with reading(engine)() as session:
        told = {
            repr(session.scalars(select(mapper.class_)).first()) for mapper in Base.registry.mappers
        }
    assert told == {f"{mapper.class_.__name__}(1000)" for mapper in Base.registry.mappers}


def test_a_moment_without_zone_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection)
    with writing(engine)() as session:
        session.get_one(Offer, 1000).published_at = season_rows.NOW.replace(tzinfo=None)
        with pytest.raises(StatementError, match="a moment needs its time zone"):
            session.flush()
