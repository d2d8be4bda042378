"""How often somebody may try to come in as a tutor, or ask for a link."""

from __future__ import annotations

from typing import Final

from web import limits
from web.guarding import municipality as this_municipality

BY_ADDRESS: Final = "30 per hour"
OF_ALL: Final = "2000 per hour"
FEEDS: Final = "60 per minute"


def count_try() -> None:
    """Count one more link that is opened or used, by who asks and for the whole municipality.

    Raises:
        flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
    """
    limits.count(BY_ADDRESS, "tutor")
    limits.count(OF_ALL, "tutor-of-all", str(this_municipality().id))


def count_mail(whose: str) -> None:
    """Count one more mail that somebody asks for, by who asks and by where it goes.

    Raises:
        flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
    """
    limits.count(limits.SIGNING_IN, "tutor-link")
    limits.count(limits.LINKS, "tutor-link", f"{this_municipality().id}:{whose}")


def count_feed() -> None:
    """Count one more reading of a calendar, by who asks.

    Raises:
        flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
    """
    limits.count(FEEDS, "tutor-calendar")
