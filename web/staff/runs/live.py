"""The progress of a run: once for who asks, or as it goes for who stays.

An open stream holds a thread of the server. So a process keeps only a few, none longer than some
minutes, after which the browser comes back by itself; who finds no room asks again and again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from threading import BoundedSemaphore
from typing import Any, Final

from flask import Flask, Response, current_app, get_template_attribute
from flask_babel import force_locale, get_locale

from models import database
from web.clock import now
from web.database import engine_of, reading
from web.guarding import season as this_season
from web.staff.runs.finding import find_run
from web.staff.runs.state import State, state_of

MOST_STREAMS: Final = 3
"""Of one process, which has eight threads (`web/serving.py`)."""
PAUSE: Final = "RUN_STREAM_PAUSE"
LONGEST: Final = "RUN_STREAM_LONGEST"
"""Settings: seconds between two looks, and seconds until a stream ends."""
_PAUSE_SECONDS: Final = 1.0
_LONGEST_SECONDS: Final = 150.0
_SILENT_LOOKS: Final = 10
_PARTS: Final = ("now", "charts", "lines")

_room = BoundedSemaphore(MOST_STREAMS)


def run_progress(municipality: str, season: str, run: int) -> Response:  # noqa: ARG001
    """Where the run is now, as JSON."""
    found = find_run(reading(), season_id=this_season().id, run_id=run)
    state = state_of(reading(), found, at=now())
    return Response(json.dumps(told(state)), mimetype="application/json")


def run_stream(municipality: str, season: str, run: int) -> Response:  # noqa: ARG001
    """The same as it goes: server-sent events until the run ends; 503 where there is no room."""
    season_id = this_season().id
    find_run(reading(), season_id=season_id, run_id=run)
    if not _room.acquire(blocking=False):
        return Response(status=503, headers={"Retry-After": "5"})
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's way
    events = _events(app, str(get_locale()), season_id, run)
    response = Response(events, mimetype="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    response.call_on_close(_room.release)
    return response


def told(state: State) -> dict[str, Any]:
    """A state for scripts. `parts`: what the page shows of it, by the name of the part."""
    return {
        "status": state.status.value,
        "over": state.is_over,
        "stage": state.stage,
        "level": state.level,
        "placed": state.placed,
        "bound": state.placed_bound,
        "elapsed": round(state.elapsed, 1),
        "said": state.said,
        "parts": {name: str(_part(name)(state)) for name in _PARTS},
    }


def _part(name: str) -> Any:
    return get_template_attribute("staff/runs/_state.html", name)


def _events(app: Flask, language: str, season_id: int, run_id: int) -> Iterator[str]:
    """Tell what changed, about once a second, each look with a short session of its own.

    The request is over for the application by then, so that nothing of it is held meanwhile.
    """
    pause = app.config.get(PAUSE, _PAUSE_SECONDS)
    end = time.monotonic() + app.config.get(LONGEST, _LONGEST_SECONDS)
    before: dict[str, Any] = {}
    silent = 0
    yield "retry: 1000\n\n"
    while True:
        with app.app_context(), force_locale(language):
            news = _look(app, season_id, run_id)
        if news != before:
            yield f"event: progress\ndata: {json.dumps(_changed(before, news))}\n\n"
            before, silent = news, 0
        elif silent >= _SILENT_LOOKS:
            yield ": still here\n\n"  # tells a browser that left from one that listens
            silent = 0
        silent += 1
        if news["over"] or time.monotonic() + pause > end:
            return
        time.sleep(pause)


def _look(app: Flask, season_id: int, run_id: int) -> dict[str, Any]:
    with database.reading(engine_of(app))() as session:
        found = find_run(session, season_id=season_id, run_id=run_id)
        return told(state_of(session, found, at=now()))


def _changed(before: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
    """The news with only those parts that are other than before."""
    old = before.get("parts", {})
    parts = {name: html for name, html in news["parts"].items() if html != old.get(name)}
    return {**news, "parts": parts}
