"""How often somebody may try to come in: enough for a desk or a library, too little for guessing.

There are 31^10 codes. With the limit of a municipality, a year of guessing finds one of a
thousand codes with a chance below one in ten thousand for each process of the server.
"""

from __future__ import annotations

from typing import Final

from web import limits
from web.guarding import municipality as this_municipality

BY_ADDRESS: Final = "30 per hour"
OF_ALL: Final = "2000 per hour"
FEEDS: Final = "60 per minute"  # calendars of many families are read by the same company


def count_try() -> None:
    """Count one more try, by who asks and for the whole municipality.

    Raises:
        flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
    """
    limits.count(BY_ADDRESS, "family")
    limits.count(OF_ALL, "family-of-all", str(this_municipality().id))


def count_mail(whose: str) -> None:
    """Count one more mail that somebody asks for, by who asks and by where it goes.

    Raises:
        flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
    """
    limits.count(limits.SIGNING_IN, "family-link")
    limits.count(limits.LINKS, "family-link", f"{this_municipality().id}:{whose}")


def count_feed() -> None:
    """Count one more reading of a calendar, by who asks.

    Raises:
        flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
    """
    limits.count(FEEDS, "family-calendar")
