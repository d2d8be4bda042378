"""The database during one request: a session that reads, and, where allowed, one that writes.

What a request writes is committed once, after its view, if the answer is no error. A request
that only asks (GET) has no session that writes at all.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import database

ENGINE: Final = "zomerwijzer-engine"
_ASKING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class NothingToWrite(RuntimeError):
    """A view wanted to write while somebody only asked something."""


def keep_sessions(app: Flask, engine: Engine) -> None:
    """Give each request its sessions, on this engine, and close them when it is over."""
    app.extensions[ENGINE] = engine
    app.after_request(_commit)
    app.teardown_appcontext(_close)


def reading() -> Session:
    """The session that reads: one moment of the database for the whole request."""
    if "reading" not in g:
        g.reading = database.reading(_engine())()
    session: Session = g.reading
    return session


def writing() -> Session:
    """The session that writes. Short work only: on SQLite everybody waits for it.

    Raises:
        NothingToWrite: the request only asks something.
    """
    if request.method in _ASKING:
        raise NothingToWrite(f"{request.endpoint} writes while somebody only asks")
    if "writing" not in g:
        g.writing = database.writing(_engine())()
    session: Session = g.writing
    return session


def take_back() -> None:
    """Undo what this request wrote so far, to answer something else."""
    if "writing" in g:
        g.writing.rollback()


def read_anew() -> None:
    """From now on read what the database holds now, such as what this request just wrote."""
    if "reading" in g:
        g.pop("reading").close()


def engine_of(app: Flask) -> Engine:
    """The engine of an application: whoever made the application disposes of it."""
    engine: Engine = app.extensions[ENGINE]
    return engine


def _engine() -> Engine:
    return engine_of(current_app)


def _commit(response: Response) -> Response:
    if "writing" in g:
        if response.status_code < 400:
            g.writing.commit()
        else:
            g.writing.rollback()
    return response


def _close(error: BaseException | None) -> None:  # noqa: ARG001  (Flask's signature)
    for name in ("writing", "reading"):
        session: Session | None = g.pop(name, None)
        if session is not None:
            session.close()
