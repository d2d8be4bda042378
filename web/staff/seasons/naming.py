"""Names of seasons in addresses: short, readable, and not taken yet."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Season
from scheduler.accounts.municipalities import slug_of

_RESERVED: Final = re.compile(
    r"mensen|gemeente|organisatoren|logboek|berichten|seizoen-maken", re.IGNORECASE
)
"""What stands after the municipality in addresses that are no season's."""

_LONGEST: Final = 60


def free_slug(session: Session, municipality_id: int, name: str) -> str:
    """The name of a new season in addresses: of its name, with a number where that is taken."""
    taken = set(
        session.scalars(select(Season.slug).where(Season.municipality_id == municipality_id))
    )
    base = slug_of(name)[:_LONGEST].strip("-") or "zomer"
    if _RESERVED.fullmatch(base):
        base = f"zomer-{base}"
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def coming_summer(session: Session, municipality_id: int, at: datetime) -> int:
    """The year of the first summer that is not over and that has no season yet."""
    taken = set(
        session.scalars(select(Season.year).where(Season.municipality_id == municipality_id))
    )
    year = at.year if at.month < 9 else at.year + 1
    while year in taken:
        year += 1
    return year
