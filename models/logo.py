"""The logo of a municipality, as pages show it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InMunicipality, Versioned
from models.rules import between, filled, municipality_rules

WIDEST = 400
HIGHEST = 160
"""Pixels: twice what pages show it at, for sharp screens."""


class Logo(InMunicipality, Versioned, Base):
    """A municipality's one logo: a PNG that we drew ourselves from what was sent.

    `words` is what it says to who cannot see it. `width` and `height` are in pixels; `sha256`
    is the fingerprint of `content` and stands in its address, so that it may be kept long.
    """

    __tablename__ = "logo"
    __table_args__ = municipality_rules(
        UniqueConstraint("municipality_id"),
        filled("words"),
        between("width", 1, WIDEST),
        between("height", 1, HIGHEST),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    words: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
