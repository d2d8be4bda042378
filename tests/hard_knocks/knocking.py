"""One knock: send something, look at the answer, and see to it that nothing is half done."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from hypothesis import HealthCheck, Phase, settings
from werkzeug.test import TestResponse

from models.database import reading
from tests.hard_knocks.answers import faults_of
from tests.hard_knocks.ground import Ground
from tests.hard_knocks.whole import broken

VARIABLE: Final = "ZOMERWIJZER_KNOCKS"
"""How many random forms are sent; by hand 10,000, in every run of the tests fewer."""

_IN_EVERY_RUN: Final = 500
_BATCH: Final = 100


def number_of_knocks() -> int:
    """How many are asked for."""
    return int(os.environ.get(VARIABLE, _IN_EVERY_RUN))


def many(knocks: int, *, seed: bool = True) -> settings:
    """Settings for so many examples, the same ones in every run, shrunk to the smallest."""
    return settings(
        max_examples=knocks,
        deadline=None,
        database=None,
        derandomize=seed,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


@dataclass
class Knocks:
    """What was sent so far, and how it ended."""

    ground: Ground
    by_status: Counter[int] = field(default_factory=Counter)
    by_endpoint: Counter[str] = field(default_factory=Counter)
    changes: int = 0

    @property
    def sent(self) -> int:
        """How many."""
        return self.by_status.total()

    def send(
        self, who: str, method: str, path: str, *, endpoint: str = "", **sent: Any
    ) -> TestResponse:
        """Send something as a walker, and look at the answer.

        Raises:
            AssertionError: the answer does what none may, or something is half done.
        """
        if self.sent % _BATCH == 0:
            self.ground.forget_tries()
        answer = self.ground.client(who).open(path, method=method, **sent)
        self.by_status[answer.status_code] += 1
        self.by_endpoint[endpoint] += 1
        # Who has an address may read that address.
        secrets = [text for text in self.ground.secrets[who] if text not in path]
        wrong = faults_of(answer, secrets)
        if self.ground.has_changed():
            self.changes += 1
            if method in {"GET", "HEAD"}:
                wrong.append("looking changed something")
            if answer.status_code >= 400:
                wrong.append("changed something, and says it did not")
            with reading(self.ground.site.engine)() as session:
                wrong += broken(session)
            self.ground.restore()
        answer.close()
        assert not wrong, (who, method, path[:200], answer.status_code, wrong)
        return answer

    def told(self) -> str:
        """Numbers, for who reads the output."""
        ways = ", ".join(f"{status}: {many}" for status, many in sorted(self.by_status.items()))
        return f"{self.sent} knocks ({ways}); {self.changes} changed something"
