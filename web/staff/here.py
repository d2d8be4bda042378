"""Who is signed in, for views that `routes.py` opens to nobody else."""

from __future__ import annotations

from web.signed_in import Person, person


def me() -> Person:
    """The person who is signed in."""
    found = person()
    assert found is not None  # noqa: S101 - the guard let nobody else through
    return found
