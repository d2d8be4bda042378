"""Counts what a page asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from tests.web.site import Site
from web.database import engine_of


@contextmanager
def counted(site: Site) -> Iterator[list[str]]:
    """The statements that the site sends while this lasts, in order."""
    said: list[str] = []

    def hear(*given: object) -> None:
        said.append(str(given[2]))

    engine = engine_of(site.app)
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)
