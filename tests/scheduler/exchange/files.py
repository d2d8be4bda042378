"""Files as people send them, and seasons to send them to."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.season_rows import dataset_of, dataset_tables
from data.write_tables import write_tables
from models import PinSet, SeasonChange
from scheduler.exchange.comparing import Comparison, compare
from scheduler.exchange.importing import import_children, import_tables
from scheduler.exchange.tables_known import CHILDREN, SUPPLY
from scheduler.exchange.uploading import Upload
from scheduler.season.changing import remembered
from tests.scheduler.season.town import NOW, Town

ALL = frozenset(SUPPLY)
EVERYTHING = frozenset(SUPPLY + CHILDREN)


def upload(
    text: str,
    *,
    name: str = "file.csv",
    tables: frozenset[str] | None = None,
    removing: bool = False,
) -> Upload:
    """A file with these lines; its name says the table."""
    chosen = tables or frozenset({name.removesuffix(".csv")})
    return Upload(name, text.encode(), chosen, removing)


def zipped(files: dict[str, str]) -> bytes:
    """A zip of texts."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def season_file(session: Session, town: Town, folder: Path, *, workbook: bool) -> bytes:
    """The whole season as it is exported."""
    tables = dataset_tables(dataset_of(session, season_id=town.season))
    if workbook:
        write_tables(tables, folder / "zomer.xlsx")
        return (folder / "zomer.xlsx").read_bytes()
    write_tables(tables, folder / "zomer")
    return zipped(
        {f"zomer/{p.name}": p.read_text(encoding="utf-8") for p in (folder / "zomer").iterdir()}
    )


def seen(session: Session, town: Town, sent: Upload) -> Comparison:
    """What the file would change."""
    return compare(session, season_id=town.season, upload=sent)


def bring_in(session: Session, town: Town, sent: Upload, **other: Any) -> int:
    """Import what was seen; the number of the change that undoes it, 0 where there is none."""
    verb = import_children if sent.tables & set(CHILDREN) else import_tables
    by: dict[str, Any] = {
        "actor": town.coordinator,
        "season_id": town.season,
        "now": NOW,
    }
    last = session.scalars(select(SeasonChange.id).order_by(SeasonChange.id.desc())).first()
    with remembered(session, **by, part="import", what="import_tables"):
        digest = other.get("digest") or seen(session, town, sent).digest
        verb(session, **by, upload=sent, digest=digest)
    found = session.scalars(select(SeasonChange.id).order_by(SeasonChange.id.desc())).first()
    return found if found is not None and found != last else 0


def pins_of(session: Session, town: Town) -> int:
    """The version of the set of pins."""
    return session.scalars(select(PinSet).where(PinSet.season_id == town.season)).one().version
