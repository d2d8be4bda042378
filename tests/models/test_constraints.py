from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Enum,
    ForeignKeyConstraint,
    Table,
    Text,
    delete,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError

from models import Base
from models.violated import FOREIGN_KEY, violated
from tests.models import season_rows
from tests.models.broken_rules import broken_checks, checks, short, uniques

TABLES = Base.metadata.tables
SHARED = {"municipality", "account", "lease"}
"""The tables that belong to no municipality, or are it."""

BESIDES: dict[str, dict[str, Any]] = {
    "ck_planning_run_runstatus": {"ended_at": None},
    "ck_waiting_entry_waitingstatus": {"ended_at": season_rows.NOW},
}
"""What keeps the other rules of a row content when its status is no word."""


def refusal(connection: Connection, statement: Any) -> str:
    """Which rule refuses a statement; "" where it goes through. Nothing is left changed."""
    with connection.begin_nested() as attempt:
        try:
            connection.execute(statement)
        except IntegrityError as error:
            return violated(error)
        finally:
            attempt.rollback()
    return ""


def references(table: Table) -> list[ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda rule: str(rule.name))


def own_columns(rule: ForeignKeyConstraint) -> list[str]:
    """The columns of a reference besides those that say whose row it is."""
    return [name for name in rule.column_keys if name not in {"municipality_id", "season_id"}]


def test_every_check_refuses_what_it_is_for(engine: Engine) -> None:
    cases = list(broken_checks())
    with engine.begin() as connection:
        put_in = season_rows.insert(connection)
        wrong = []
        for case in cases:
            table = TABLES[case.table]
            row = put_in[case.table][case.row]
            change = update(table).where(table.c.id == row["id"]).values(case.change)
            if (name := refusal(connection, change)) != f"ck_{case.table}_{case.rule}":
                wrong.append((case, name))
    assert wrong == []


def test_no_check_is_forgotten() -> None:
    assert {(case.table, case.rule) for case in broken_checks()} == {
        (table.name, short(rule)) for table in TABLES.values() for rule in checks(table)
    }


def test_every_word_outside_its_list_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection)
        found = {
            f"ck_{table.name}_{column.type.name}": refusal(
                connection,
                update(table).values(
                    {
                        column: type_coerce("nonsense", Text),
                        **BESIDES.get(f"ck_{table.name}_{column.type.name}", {}),
                    }
                ),
            )
            for table in TABLES.values()
            for column in table.c
            if isinstance(column.type, Enum)
        }
    # Who is reached in a way that is none is not reachable either.
    # Who marked attendance is one of two words, all of which the enumeration has.
    assert found.pop("ck_attendance_actorkind") in {
        "ck_attendance_actorkind",
        "ck_attendance_marked_by",
    }
    assert found.pop("ck_contact_channel") in {"ck_contact_channel", "ck_contact_reachable"}
    assert {name: given for name, given in found.items() if name != given} == {}
    assert len(found) > 15


def test_every_column_that_must_be_filled_refuses_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection)
        found = {
            f"nn_{table.name}_{column.name}": refusal(
                connection, update(table).values({column: None})
            )
            for table in TABLES.values()
            for column in table.c
            if not column.nullable and not column.primary_key
        }
    assert {name: given for name, given in found.items() if name != given} == {}


def test_whatever_is_unique_is_refused_twice(engine: Engine) -> None:
    with engine.begin() as connection:
        put_in = season_rows.insert(connection)
        found = {}
        for table in TABLES.values():
            everything = list(uniques(table))
            for name, columns in everything:
                row = next(row for row in put_in[table.name] if row[columns[-1]] is not None)
                others = {column for _, group in everything for column in group} - set(columns)
                other = {column: _other(table, column, row) for column in others}
                if table.name == "plan_version":
                    other["is_current"] = name == "uq_plan_version_current"
                again = {key: value for key, value in row.items() if key != "id"} | other
                found[name] = refusal(connection, table.insert().values(again))
    assert {name: given for name, given in found.items() if name != given} == {}


def _other(table: Table, column: str, row: dict[str, Any]) -> Any:
    """A value that no row has yet, or NULL. What it points to need not be there."""
    if table.c[column].nullable:
        return None
    if column in {"season_id", "municipality_id"}:
        return row[column]
    return row[column] + 500 if isinstance(row[column], int) else f"other {column}".ljust(64)


def test_every_reference_to_nothing_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection)
        found = {
            str(rule.name): refusal(
                connection,
                update(table)
                .where(table.c[own_or_last(rule)].is_not(None))
                .values({own_or_last(rule): 999_999}),
            )
            for table in TABLES.values()
            for rule in references(table)
        }
    assert wrongly_refused(found) == {}


def own_or_last(rule: ForeignKeyConstraint) -> str:
    return (own_columns(rule) or rule.column_keys)[-1]


def wrongly_refused(found: dict[str, str]) -> dict[str, str]:
    """What was not refused by a reference. SQLite does not say by which.

    Nor need it be the one that was changed: others may point to the row that was.
    """
    return {name: given for name, given in found.items() if not given.startswith(FOREIGN_KEY)}


def test_no_row_points_into_another_municipality(engine: Engine) -> None:
    found: dict[str, str] = {}
    with engine.begin() as connection:
        season_rows.insert(connection, Base.metadata, 1, 2)
        for table in TABLES.values():
            for rule in references(table):
                own = own_columns(rule)
                if table.name in SHARED or not own or rule.referred_table.name == "account":
                    continue
                here = connection.execute(
                    select(table).where(table.c.municipality_id == 1000, table.c[own[-1]] > 0)
                ).mappings()
                for row in here.all():
                    away = {name: row[name] + 1000 for name in own}
                    change = update(table).where(table.c.id == row["id"]).values(away)
                    found[str(rule.name)] = refusal(connection, change)
    assert wrongly_refused(found) == {}
    assert len(found) > 50


def test_every_table_says_whose_it_is_and_every_reference_stays_there() -> None:
    loose = {
        str(rule.name)
        for table in TABLES.values()
        if table.name not in SHARED
        for rule in references(table)
        if not {"municipality_id", "season_id"} & set(rule.column_keys)
    }
    assert {name for name, table in TABLES.items() if "municipality_id" not in table.c} == SHARED
    assert loose == {
        "fk_kept_word_kept_by_id",
        "fk_membership_account_id",
        "fk_plan_version_created_by_id",
        "fk_planning_run_asked_by_id",
        "fk_season_change_account_id",
        "fk_signed_link_account_id",
    }


def test_every_reference_can_be_looked_up_backwards() -> None:
    found = set()
    for table in TABLES.values():
        keys = [[c.name for c in index.columns] for index in table.indexes]
        keys += [columns for _, columns in uniques(table)]
        keys += [["season_id"]] if "season_id" in table.c else []
        keys += [["municipality_id"]] if "municipality_id" in table.c else []
        for rule in references(table):
            if not any(key[0] in (own_columns(rule) or rule.column_keys) for key in keys):
                found.add(str(rule.name))
    assert found == set()


def test_a_season_goes_with_everything_in_it(engine: Engine) -> None:
    parts = [table for table in TABLES.values() if "season_id" in table.c]
    season = TABLES["season"]
    with engine.begin() as connection:
        season_rows.insert(connection, Base.metadata, 1, 2)
        connection.execute(delete(season).where(season.c.id == 1000))
        left = {
            (part.name, number)
            for part in parts
            for number in connection.scalars(select(part.c.season_id).distinct())
        }
    stay = {part.name for part in parts} - {"audit_entry"}
    assert left == {*((name, 2000) for name in stay), ("audit_entry", None), ("signed_link", None)}


def test_a_child_with_a_place_stays_until_the_place_has_gone(engine: Engine) -> None:
    child = TABLES["child"]
    with engine.begin() as connection:
        season_rows.insert(connection)
        gone = refusal(connection, delete(child).where(child.c.id == 1000))
        connection.execute(delete(TABLES["place"]))
        connection.execute(delete(child))
        left = {
            name: connection.execute(select(TABLES[name])).first()
            for name in ("wish", "child_need", "link", "emergency_contact", "waiting_entry")
        }
    assert gone in {FOREIGN_KEY, "fk_place_season_id_child_id"}
    assert set(left.values()) == {None}
