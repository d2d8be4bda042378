"""How often somebody may try to come in: enough for a desk or a library, too little for guessing.

There are 31^10 codes of families. With the limit of a municipality, a year of guessing finds one
of a thousand codes with a chance below one in ten thousand for each process of the server.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from web import limits
from web.guarding import municipality as this_municipality

BY_ADDRESS: Final = "30 per hour"
OF_ALL: Final = "2000 per hour"
FEEDS: Final = "60 per minute"  # calendars of many families are read by the same company


class Tries(NamedTuple):
    """The tries of one kind of people, by the word under which they are counted."""

    kind: str

    def count_try(self) -> None:
        """Count one more try, by who asks and for the whole municipality.

        Raises:
            flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
        """
        limits.count(BY_ADDRESS, self.kind)
        limits.count(OF_ALL, f"{self.kind}-of-all", str(this_municipality().id))

    def count_mail(self, whose: str) -> None:
        """Count one more mail that somebody asks for, by who asks and by where it goes.

        Raises:
            flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
        """
        limits.count(limits.SIGNING_IN, f"{self.kind}-link")
        limits.count(limits.LINKS, f"{self.kind}-link", f"{this_municipality().id}:{whose}")

    def count_feed(self) -> None:
        """Count one more reading of a calendar, by who asks.

        Raises:
            flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
        """
        limits.count(FEEDS, f"{self.kind}-calendar")


FAMILIES: Final = Tries("family")
TUTORS: Final = Tries("tutor")
