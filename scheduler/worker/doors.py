"""The two ways into the database: to look, which waits for nobody, and to change something."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from models.database import reading, writing


@dataclass(frozen=True)
class Doors:
    """Makers of sessions (`models/database.py`).

    The worker looks several times a second whether there is anything to do. On SQLite a session
    that writes keeps all other writers out from its first statement on, so looking is for those
    that only read.
    """

    read: sessionmaker[Session]
    write: sessionmaker[Session]

    @classmethod
    def of(cls, engine: Engine) -> Doors:
        """Those of one database."""
        return cls(reading(engine), writing(engine))
