"""Applications that wait for the next test: making one takes as long as some ten pages do."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask

from scheduler.configuration.settings import Configuration
from scheduler.opening import patient_engine
from web.app import create_app
from web.clock import Clock, keep_clock
from web.database import ENGINE, engine_of
from web.limits import LIMITER

_AS_MADE: Final = "as made"
_AT_REST: Final[list[Flask]] = []


def application(configuration: Configuration, clock: Clock) -> Flask:
    """One that rests, as it was when it was made, for another database and clock; else a new one.

    All configurations that come here differ in their database alone.
    """
    if not _AT_REST:
        app = create_app(configuration, clock=clock)
        app.extensions[_AS_MADE] = _parts(app)
        return app
    app = _AT_REST.pop()
    for part, as_made in zip(_parts_of(app), app.extensions[_AS_MADE], strict=True):
        part.clear()
        part.update(as_made)
    app.extensions[_AS_MADE] = _parts(app)
    app.extensions["zomerwijzer-configuration"] = configuration
    app.extensions[ENGINE] = patient_engine(configuration)
    app.extensions[LIMITER].reset()
    keep_clock(app, clock)
    return app


def put_to_rest(app: Flask) -> None:
    """A test is done with it."""
    engine_of(app).dispose()
    if _AS_MADE in app.extensions:
        _AT_REST.append(app)


def _parts_of(app: Flask) -> tuple[dict[Any, Any], ...]:
    """What tests may change."""
    return app.config, app.extensions, app.before_request_funcs, app.after_request_funcs


def _parts(app: Flask) -> tuple[dict[Any, Any], ...]:
    """Copies of it."""
    before, after = (
        {name: list(each) for name, each in hooks.items()}
        for hooks in (app.before_request_funcs, app.after_request_funcs)
    )
    return dict(app.config), dict(app.extensions), before, after
