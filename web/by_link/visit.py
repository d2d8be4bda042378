"""A visit of somebody without account or password: from coming in until going away.

It lives in the signed cookie of the browser. It is over when nobody clicks for a while, after a
longest time in any case, and as soon as the database does not know who it was any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Generic, TypeVar

from flask import g, session

from web.clock import as_moment, as_number, now

_Who = TypeVar("_Who")

_NOTE_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Generic[_Who]):
    """The visits of one kind of people; at most one at a time in a browser.

    `key`: where the session keeps it; `idle`: how long without a click; `longest`: how long in
    any case; `find`: who it is by the numbers that `begin` got, None: nobody (any more).
    """

    key: str
    idle: timedelta
    longest: timedelta
    find: Callable[..., _Who | None]

    def begin(self, *numbers: int) -> None:
        """Let somebody in; whoever was in before in this browser is out."""
        session.clear()
        at = as_number(now())
        session[self.key] = [*numbers, at, at]
        g.pop(self._found, None)

    def end(self) -> None:
        """Nothing of the visit stays in the browser."""
        session.clear()
        g.pop(self._found, None)

    def who(self) -> _Who | None:
        """Who is in, as the database knows them at this moment."""
        if self._found not in g:
            setattr(g, self._found, self._look())
        found: _Who | None = g.get(self._found)
        return found

    def this(self) -> _Who:
        """The same, for views that `routes` opens to nobody else."""
        found = self.who()
        assert found is not None  # noqa: S101 - the guard let nobody else through
        return found

    @property
    def _found(self) -> str:
        return f"{self.key}_in"

    def _look(self) -> _Who | None:
        kept = session.get(self.key)
        if kept is None:
            return None
        *numbers, since, seen = kept
        at = now()
        if at - as_moment(since) >= self.longest or at - as_moment(seen) >= self.idle:
            session.pop(self.key)
            return None
        found = self.find(*numbers)
        if found is None:
            session.pop(self.key)
            return None
        if at - as_moment(seen) >= _NOTE_EVERY:
            session[self.key] = [*numbers, since, as_number(at)]
        return found
