from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import URL, Engine, MetaData, inspect, select, text

from models import Base
from models.database import make_engine
from models.migrating import (
    BrokenReferences,
    NewerDatabase,
    alembic_config,
    current_revision,
    is_up_to_date,
    revisions,
    upgrade,
)
from tests.models import season_rows


def tables_now(engine: Engine) -> MetaData:
    """The tables as they are in the database, with our own types where today still has them."""
    found = MetaData()
    found.reflect(engine)
    for table in found.tables.values():
        for column in table.c:
            today = Base.metadata.tables.get(table.name)
            if today is not None and column.name in today.c:
                column.type = today.c[column.name].type
    return found


def test_an_empty_database_gets_the_tables_of_today(empty_engine: Engine) -> None:
    assert (current_revision(empty_engine), is_up_to_date(empty_engine)) == (None, False)
    upgrade(empty_engine)
    assert (current_revision(empty_engine), is_up_to_date(empty_engine)) == (revisions()[-1], True)
    assert set(inspect(empty_engine).get_table_names()) == {
        "alembic_version",
        *Base.metadata.tables,
    }
    upgrade(empty_engine)
    assert is_up_to_date(empty_engine)


@pytest.mark.parametrize("revision", revisions())
def test_data_of_every_earlier_revision_survives_the_upgrade(
    empty_engine: Engine, revision: str
) -> None:
    upgrade(empty_engine, revision)
    before = tables_now(empty_engine)
    with empty_engine.begin() as connection:
        put_in = season_rows.insert(connection, before, 1, 2)
    assert set(put_in) == set(before.tables) - {"alembic_version"}
    upgrade(empty_engine)
    after = tables_now(empty_engine)
    with empty_engine.connect() as connection:
        for name, rows in put_in.items():
            table = after.tables[name]
            kept = [column for column in table.c if column.name in rows[0]]
            found = connection.execute(select(*kept).order_by(table.c.id)).mappings().all()
            names = {column.name for column in kept}
            assert [dict(row) for row in found] == [
                {key: value for key, value in row.items() if key in names}
                for row in sorted(rows, key=lambda row: row["id"])
            ]


def test_the_steps_make_what_the_tables_say(empty_engine: Engine) -> None:
    with empty_engine.begin() as connection:
        Base.metadata.create_all(connection)
    said = schema(empty_engine)
    with empty_engine.begin() as connection:
        Base.metadata.drop_all(connection)
    upgrade(empty_engine)
    assert schema(empty_engine) == said


def test_alembic_finds_nothing_to_do(engine: Engine) -> None:
    with engine.connect() as connection:
        command.check(alembic_config(connection))


def schema(engine: Engine) -> dict[str, Any]:
    """Everything the database itself says of our tables, in an order that means nothing."""
    look = inspect(engine)
    names = set(look.get_table_names()) - {"alembic_version"}

    def told(items: Any) -> list[str]:
        return sorted(str(sorted(item.items(), key=str)) for item in items)

    return {
        name: {
            "columns": told(
                {**column, "type": repr(column["type"])} for column in look.get_columns(name)
            ),
            "key": str(look.get_pk_constraint(name)),
            "references": told(look.get_foreign_keys(name)),
            "uniques": told(look.get_unique_constraints(name)),
            "indexes": told(
                {**index, "dialect_options": _as_text(index.get("dialect_options", {}))}
                for index in look.get_indexes(name)
            ),
            "checks": told(look.get_check_constraints(name)),
        }
        for name in names
    }


def _as_text(options: dict[str, Any]) -> dict[str, str]:
    return {name: str(option) for name, option in options.items()}


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="the database is at 9999"):
        upgrade(engine)


def test_two_who_upgrade_at_once_do_it_once(empty_engine: Engine) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: upgrade(empty_engine), range(4)))
    assert is_up_to_date(empty_engine)


def test_rows_that_point_to_nothing_stop_an_upgrade(tmp_path: Path) -> None:
    # Only SQLite can get such rows: from a program that left its foreign keys off.
    engine = make_engine(URL.create("sqlite", database=str(tmp_path / "older.db")))
    upgrade(engine, revisions()[0])
    with closing(sqlite3.connect(tmp_path / "older.db")) as connection, connection:
        connection.execute(
            "INSERT INTO membership (municipality_id, account_id, role) VALUES (1, 1, 'reader')"
        )
    with pytest.raises(BrokenReferences, match="rows that point to nothing in membership"):
        upgrade(engine)
    assert current_revision(engine) == revisions()[0]
    engine.dispose()
