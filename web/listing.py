"""Lists that people search, sort and filter: what they asked for stands in the address."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

PER_PAGE: Final = 50
_LONGEST_SEARCH: Final = 100
_MOST_PAGES: Final = 100_000
_Row = TypeVar("_Row")

Sorts = Mapping[str, ColumnElement[Any] | Any]
"""Word in the address → what rows are ordered by. The first is the order they begin in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a list: `zoek`, `sorteer`, `pagina`.

    A `-` before what it sorts by: the other way round. What makes no sense is as if not asked.
    """

    search: str
    sort: str
    descending: bool
    page: int

    def toggled(self, key: str) -> str:
        """What `sorteer` becomes when somebody sorts by this."""
        return f"-{key}" if key == self.sort and not self.descending else key


@dataclass(frozen=True, slots=True)
class Shown(Generic[_Row]):
    """One page of a list. `total`: how many there are on all pages."""

    rows: Sequence[_Row]
    total: int
    page: int
    pages: int
    asked: Asked


def asked(sorts: Sorts) -> Asked:
    """What the address of this request asks of a list."""
    wanted = request.args.get("sorteer", "")
    key = wanted.removeprefix("-")
    known = key in sorts
    number = request.args.get("pagina", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    return Asked(
        search=request.args.get("zoek", "").strip()[:_LONGEST_SEARCH],
        sort=key if known else next(iter(sorts)),
        descending=known and wanted.startswith("-"),
        page=min(max(page, 1), _MOST_PAGES),
    )


def choice(name: str, allowed: Sequence[str]) -> str:
    """A filter in the address; "" where it is not there, or is none of what it can be."""
    value = request.args.get(name, "")
    return value if value in allowed else ""


def matching(search: str, *columns: Any) -> tuple[ColumnElement[bool], ...]:
    """The rows that hold the words of a search, each of them in one of the columns."""
    return tuple(
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in search.split()
    )


def shown(
    session: Session,
    statement: Select[Any],
    *,
    sorts: Sorts,
    last: Any,
    per_page: int = PER_PAGE,
) -> Shown[Any]:
    """One page of the rows of a statement, in two queries.

    Args:
        session: one that reads.
        statement: without order; one entity gives objects, several give rows.
        sorts: how it can be sorted.
        last: what orders rows that are otherwise equal, such as an id.
        per_page: how many rows a page has.
    """
    wanted = asked(sorts)
    total = session.scalar(select(func.count()).select_from(statement.order_by(None).subquery()))
    total = total or 0
    pages = max(1, math.ceil(total / per_page))
    page = min(wanted.page, pages)
    order = sorts[wanted.sort]
    found = session.execute(
        statement.order_by(order.desc() if wanted.descending else order.asc(), last)
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).all()
    rows = [row[0] if len(row) == 1 else row for row in found]
    return Shown(rows, total, page, pages, wanted)


def url_with(**changes: Any) -> str:
    """The address of this page with other words after the question mark; None: without it."""
    if request.endpoint is None:
        return request.path
    kept: dict[str, Any] = {key: request.args.getlist(key) for key in request.args}
    for key, value in changes.items():
        kept.pop(key, None)
        if value is not None:
            kept[key] = [str(value)]
    return url_for(request.endpoint, **(request.view_args or {}), **kept)
