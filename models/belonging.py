"""What a row belongs to, and whether people change it at the same time."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, MappedAsDataclass, declared_attr, mapped_column


class Numbered(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """A row with a number that the database gives."""

    id: Mapped[int] = mapped_column(primary_key=True, init=False, sort_order=-3)


class InMunicipality(Numbered, kw_only=True, eq=False, repr=False):
    """A row of one municipality; its table follows `rules.municipality_rules`."""

    municipality_id: Mapped[int] = mapped_column(sort_order=-2)


class InSeason(InMunicipality, kw_only=True, eq=False, repr=False):
    """A row of one season; its table follows `rules.season_rules`."""

    season_id: Mapped[int] = mapped_column(sort_order=-1)


class Versioned(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """A row that people edit: who saves what somebody else changed meanwhile is told.

    Saving raises `sqlalchemy.orm.exc.StaleDataError` then. To hold a form against the row as
    it was when the form was made, compare the form's `version` with this one first.
    """

    version: Mapped[int] = mapped_column(init=False, insert_default=1, server_default="1")

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
