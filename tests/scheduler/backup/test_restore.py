from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import URL, Engine, MetaData, select, text

from models import Base, Organiser
from models.database import make_engine, writing
from models.migrating import current_revision, is_up_to_date, revisions, upgrade
from scheduler.backup.archive import BadBackup, Damage, open_backup
from scheduler.backup.making import make_backup
from scheduler.backup.restoring import NotEmpty, NotOurs, Refused, UnknownRevision, restore
from tests.databases import PostgresServer
from tests.models import season_rows

Content = dict[str, list[dict[str, object]]]


def content(engine: Engine) -> Content:
    """Every row of every table of today."""
    with engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(table).order_by("id")).mappings()]
            for name, table in Base.metadata.tables.items()
        }


def fill(engine: Engine, *numbers: int) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection, Base.metadata, *numbers)


def put_back(engine: Engine, path: Path, *, replace: bool = False) -> None:
    with open_backup(path) as archive:
        restore(engine, archive, replace=replace)


@pytest.fixture
def backup(sqlite_template: Path, tmp_path: Path) -> Path:
    """A backup of a database with a row in every table."""
    shutil.copy(sqlite_template, tmp_path / "source.db")
    source = make_engine(URL.create("sqlite", database=str(tmp_path / "source.db")))
    fill(source, 1, 2)
    make_backup(source, tmp_path / "backup.zip")
    source.dispose()
    return tmp_path / "backup.zip"


@pytest.fixture
def another(
    request: pytest.FixtureRequest, postgres: Callable[[], PostgresServer], tmp_path: Path
) -> Iterator[Callable[[str], Engine]]:
    """Makes an empty database of a kind."""
    engines: list[Engine] = []
    names: list[str] = []

    def make(kind: str) -> Engine:
        if kind == "sqlite":
            url = URL.create("sqlite", database=str(tmp_path / "other.db"))
        else:
            names.append(postgres().make(empty=True))
            url = postgres().url(names[-1])
        engines.append(make_engine(url))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()
    for name in names:
        postgres().drop(name)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_restore_equals_what_was_backed_up(
    engine: Engine, another: Callable[[str], Engine], kind: str, tmp_path: Path
) -> None:
    fill(engine, 1, 2)
    before = content(engine)
    assert all(before.values())
    make_backup(engine, tmp_path / "a.zip")
    other = another(kind)
    put_back(other, tmp_path / "a.zip")
    assert content(other) == before
    assert is_up_to_date(other)
    make_backup(other, tmp_path / "b.zip")
    with open_backup(tmp_path / "a.zip") as one, open_backup(tmp_path / "b.zip") as two:
        assert {table.name: table for table in one.manifest.tables} == {
            table.name: table for table in two.manifest.tables
        }


def test_a_digest_may_come_after_what_it_carries(engine: Engine, tmp_path: Path) -> None:
    fill(engine, 1)
    with engine.begin() as connection:
        connection.execute(text("UPDATE message SET digest_id = NULL"))
        connection.execute(text("UPDATE message SET digest_id = 1001 WHERE id = 1000"))
    before = content(engine)
    make_backup(engine, tmp_path / "a.zip")
    put_back(engine, tmp_path / "a.zip", replace=True)
    assert content(engine) == before


def test_ids_are_not_used_again(engine: Engine, tmp_path: Path) -> None:
    fill(engine, 1)
    with writing(engine).begin() as session:
        gone = Organiser(municipality_id=1000, name="Even maar")
        session.add(gone)
        session.flush()
        last = gone.id
        session.delete(gone)
    make_backup(engine, tmp_path / "a.zip")
    put_back(engine, tmp_path / "a.zip", replace=True)
    with writing(engine).begin() as session:
        new = Organiser(municipality_id=1000, name="Nieuw")
        session.add(new)
        session.flush()
        assert new.id == last + 1


def test_data_is_replaced_only_when_asked(engine: Engine, backup: Path) -> None:
    fill(engine, 3)
    before = content(engine)
    with pytest.raises(NotEmpty):
        put_back(engine, backup)
    assert content(engine) == before
    put_back(engine, backup, replace=True)
    assert {row["id"] for row in content(engine)["municipality"]} == {1000, 2000}


def test_tables_without_rows_are_empty_enough(engine: Engine, backup: Path) -> None:
    put_back(engine, backup)
    assert len(content(engine)["municipality"]) == 2


def test_tables_of_others_are_left_alone(empty_engine: Engine, backup: Path) -> None:
    with empty_engine.begin() as connection:
        connection.execute(text("CREATE TABLE library (id INTEGER PRIMARY KEY)"))
    with pytest.raises(NotOurs):
        put_back(empty_engine, backup, replace=True)
    assert current_revision(empty_engine) is None


@pytest.mark.parametrize("revision", revisions())
def test_a_backup_of_every_earlier_revision_comes_up_to_date(
    empty_engine: Engine, revision: str, tmp_path: Path
) -> None:
    upgrade(empty_engine, revision)
    with empty_engine.begin() as connection:
        before = MetaData()
        before.reflect(connection)
        for table in before.tables.values():
            for column in table.c:
                today = Base.metadata.tables.get(table.name)
                if today is not None and column.name in today.c:
                    column.type = today.c[column.name].type
        put_in = season_rows.insert(connection, before, 1)
    make_backup(empty_engine, tmp_path / "a.zip")
    put_back(empty_engine, tmp_path / "a.zip", replace=True)
    assert is_up_to_date(empty_engine)
    found = content(empty_engine)
    assert {name: len(rows) for name, rows in put_in.items()} == {
        name: len(found[name]) for name in put_in
    }


def changed(backup: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other parts."""
    with ZipFile(backup) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    with ZipFile(target, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return target


def with_lines(parts: dict[str, bytes], table: str, lines: list[bytes]) -> None:
    """Other lines for a table, with a manifest that agrees with them."""
    manifest = json.loads(parts["manifest.json"])
    whole = b"".join(lines)
    for each in manifest["tables"]:
        if each["name"] == table:
            each |= {"rows": len(lines), "sha256": sha256(whole).hexdigest()}
    parts["manifest.json"] = json.dumps(manifest).encode()
    parts[f"tables/{table}.jsonl"] = whole


def test_a_row_that_is_refused_undoes_everything(
    engine: Engine, backup: Path, tmp_path: Path
) -> None:
    def twice(parts: dict[str, bytes]) -> None:
        lines = parts["tables/organiser.jsonl"].splitlines(keepends=True)
        with_lines(parts, "organiser", [*lines, lines[0]])

    bad = changed(backup, tmp_path / "bad.zip", twice)
    fill(engine, 3)
    before = content(engine)
    with pytest.raises(Refused, match="organiser"):
        put_back(engine, bad, replace=True)
    assert content(engine) == before
    assert is_up_to_date(engine)


def drop_a_byte(parts: dict[str, bytes]) -> None:
    parts["tables/child.jsonl"] = parts["tables/child.jsonl"].replace(b"2017", b"2016")


def drop_a_table(parts: dict[str, bytes]) -> None:
    del parts["tables/child.jsonl"]


def drop_a_line(parts: dict[str, bytes]) -> None:
    parts["tables/child.jsonl"] = parts["tables/child.jsonl"].split(b"\n", 1)[1]


def another_kind(parts: dict[str, bytes]) -> None:
    lines = parts["tables/child.jsonl"].splitlines(keepends=True)
    with_lines(parts, "child", [line.replace(b"2017", b'"2017"') for line in lines])


def naked_moment(parts: dict[str, bytes]) -> None:
    lines = parts["tables/account.jsonl"].splitlines(keepends=True)
    with_lines(parts, "account", [line.replace(b"+00:00", b"") for line in lines])


def more_parts(parts: dict[str, bytes]) -> None:
    parts["tables/more.jsonl"] = b""


def no_manifest(parts: dict[str, bytes]) -> None:
    del parts["manifest.json"]


def odd_manifest(parts: dict[str, bytes]) -> None:
    parts["manifest.json"] = b'{"format": 7}'


@pytest.mark.parametrize(
    ("change", "damage", "part"),
    [
        (drop_a_byte, Damage.DAMAGED, "child"),
        (drop_a_table, Damage.DAMAGED, ""),
        (drop_a_line, Damage.DAMAGED, "child"),
        (another_kind, Damage.DAMAGED, "child"),
        (naked_moment, Damage.DAMAGED, "account"),
        (more_parts, Damage.DAMAGED, ""),
        (no_manifest, Damage.NOT_A_BACKUP, ""),
        (odd_manifest, Damage.NOT_A_BACKUP, ""),
    ],
)
def test_what_is_not_what_was_written_is_found_before_anything_changes(
    backup: Path,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    damage: Damage,
    part: str,
) -> None:
    bad = changed(backup, tmp_path / "bad.zip", change)
    with pytest.raises(BadBackup) as raised, open_backup(bad):
        pass
    assert (raised.value.damage, raised.value.part) == (damage, part)


def test_half_a_file_is_no_backup(backup: Path) -> None:
    whole = backup.read_bytes()
    for size in (0, 10, len(whole) // 2, len(whole) - 1):
        backup.write_bytes(whole[:size])
        with pytest.raises(BadBackup) as raised, open_backup(backup):
            pass
        assert raised.value.damage is Damage.NOT_A_BACKUP


def test_a_bit_that_fell_over_is_found(backup: Path) -> None:
    whole = bytearray(backup.read_bytes())
    with ZipFile(backup) as file:
        at = file.getinfo("tables/message.jsonl").header_offset + 120
    whole[at] ^= 1
    backup.write_bytes(whole)
    with pytest.raises(BadBackup) as raised, open_backup(backup):
        pass
    assert (raised.value.damage, raised.value.part) == (Damage.DAMAGED, "message")


def test_no_file_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BadBackup) as raised, open_backup(tmp_path / "nothing.zip"):
        pass
    assert raised.value.damage is Damage.NO_FILE


def test_a_newer_backup_is_refused(empty_engine: Engine, backup: Path, tmp_path: Path) -> None:
    def newer(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts["manifest.json"])
        parts["manifest.json"] = json.dumps(manifest | {"revision": "9999"}).encode()

    with pytest.raises(UnknownRevision, match="9999"):
        put_back(empty_engine, changed(backup, tmp_path / "bad.zip", newer))
    assert current_revision(empty_engine) is None


def test_a_backup_with_other_tables_than_its_revision_is_refused(
    empty_engine: Engine, backup: Path, tmp_path: Path
) -> None:
    def older(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts["manifest.json"])
        parts["manifest.json"] = json.dumps(manifest | {"revision": revisions()[0]}).encode()

    bad = changed(backup, tmp_path / "bad.zip", older)
    with pytest.raises(BadBackup) as raised:
        put_back(empty_engine, bad)
    assert raised.value.damage is Damage.OTHER_TABLES
    assert current_revision(empty_engine) is None
