"""Who does something, as the entry point knows them: signed in, by a signed link, or nobody."""

from __future__ import annotations

from typing import Final, NamedTuple

from models.enums import ActorKind


class Actor(NamedTuple):
    """Somebody. What they may do follows from the database at that moment, never from here."""

    kind: ActorKind | None
    id: int | None


ANYONE: Final = Actor(None, None)
"""Somebody who has not said who they are."""

SYSTEM: Final = Actor(ActorKind.SYSTEM, None)
"""The worker's clock."""


def account(number: int) -> Actor:
    """A member of staff who signed in."""
    return Actor(ActorKind.ACCOUNT, number)


def contact(number: int) -> Actor:
    """A family's contact, by link or by the code on paper."""
    return Actor(ActorKind.CONTACT, number)


def tutor(number: int) -> Actor:
    """A tutor, by link."""
    return Actor(ActorKind.TUTOR, number)
