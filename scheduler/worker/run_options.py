"""How a run is to be solved, as its row holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from data.issues import Language
from solver.problem import Policy

MOST_ADVICE: Final = 50
"""The most additions that a run of kind advice tells."""


class BadOptions(ValueError):
    """A run's options are not what this program understands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """The options of the command `plan`, by the same names.

    `policy`: that of the season where None. `gap`: when a level is good enough. `repeatable`:
    seconds are those of work. `language`: of the report and of what is said when it fails.
    `top`: how much advice at most, where the run looks for that.
    """

    policy: Policy | None = None
    gap: float = 0.0
    repeatable: bool = False
    language: Language = "nl"
    top: int = 5

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> RunOptions:
        """From `PlanningRun.options`; keys that are not known mean nothing here.

        Raises:
            BadOptions: a value that cannot be.
        """
        policy, gap = stored.get("policy"), stored.get("gap", 0.0)
        repeatable, language = stored.get("repeatable", False), stored.get("language", "nl")
        top = stored.get("top", 5)
        if isinstance(top, bool) or not isinstance(top, int) or not 1 <= top <= MOST_ADVICE:
            raise BadOptions("top")
        if policy is not None and policy not in set(Policy):
            raise BadOptions("policy")
        if isinstance(gap, bool) or not isinstance(gap, int | float) or not 0 <= gap <= 1:
            raise BadOptions("gap")
        if not isinstance(repeatable, bool):
            raise BadOptions("repeatable")
        if language not in get_args(Language):
            raise BadOptions("language")
        return cls(
            policy=None if policy is None else Policy(policy),
            gap=float(gap),
            repeatable=repeatable,
            language=language,
            top=top,
        )
