"""A site to knock on: families in it, browsers at every point of the road, and a way back.

Whatever a knock changes is undone by copying the database back, so that one knock never stands
in the way of the next.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import URL

from models.database import make_engine
from tests.web.site import Browser, Site, make_site
from web.database import engine_of
from web.limits import LIMITER

COOKIE: Final = "zomerwijzer"
ANYONE: Final = "anyone"
_numbers = count(1)


class Walker(NamedTuple):
    """What a browser keeps of us, and the token that its forms carry."""

    cookie: str
    token: str


@dataclass(eq=False)
class Ground:
    """A site, who walks on it, and what nobody but its owner may read.

    `walkers`: who → their browser. `secrets`: who → texts that are
    not for these eyes. `names`: what to fill in for the variables of an address.
    """

    site: Site
    path: Path
    walkers: dict[str, Walker] = field(default_factory=dict)
    secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)

    def keep(self) -> None:
        """From now on this is how the site is found at every knock."""
        _copy(self.path, self._kept)
        self._observer = sqlite3.connect(self.path, check_same_thread=False)
        self._seen = self._version()

    def has_changed(self) -> bool:
        """Whether anything was written since the last time that this was asked."""
        before, self._seen = self._seen, self._version()
        return before != self._seen

    def restore(self) -> None:
        """Everything is as it was when `keep` was called."""
        _copy(self._kept, self.path)
        self._seen = self._version()

    def client(self, who: str) -> FlaskClient:
        """The browser of a walker, at an address of its own: limits are by address."""
        made = self.site.app.test_client()
        made.set_cookie(COOKIE, self.walkers[who].cookie)
        # With the token of this session, whatever the body is, so that values reach the views.
        made.environ_base["HTTP_X_CSRFTOKEN"] = self.walkers[who].token
        made.environ_base["REMOTE_ADDR"] = f"2001:db8::{next(_numbers):x}"
        return made

    def forget_tries(self) -> None:
        """Nobody tried anything yet."""
        self.site.app.extensions[LIMITER].reset()

    def close(self) -> None:
        """Leave nothing open."""
        if hasattr(self, "_observer"):
            self._observer.close()
        engine_of(self.site.app).dispose()
        self.site.engine.dispose()

    @property
    def _kept(self) -> Path:
        return self.path.with_suffix(".kept")

    def _version(self) -> int:
        """A number that changes with every commit of another connection."""
        found: int = self._observer.execute("PRAGMA data_version").fetchone()[0]
        return found


def new_ground(template: Path, folder: Path) -> Ground:
    """A site on a copy of an empty database, where nobody walks but who is nobody."""
    path = folder / "season.db"
    shutil.copy(template, path)
    url = URL.create("sqlite", database=str(path))
    made = Ground(make_site(url, make_engine(url)), path)
    made.walkers[ANYONE] = walker(made.site.browser())
    return made


def walker(browser: Browser) -> Walker:
    """A browser as it is now."""
    token = browser.token()
    found = browser.client.get_cookie(COOKIE)
    assert found is not None
    return Walker(found.value, token)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
