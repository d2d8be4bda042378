"""What a draft holds: the answers by step, how often each was saved, or what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from models.base import Json


class Step(StrEnum):
    """One question, in the order of the pages and of the form on paper."""

    CHILD = "child"
    CONTACT = "contact"
    PLACE = "place"
    FREE = "free"
    WISHES = "wishes"
    ORDER = "order"
    HELP = "help"
    TOGETHER = "together"


Values = Mapping[str, Any]
"""The answers of one step, as JSON has them."""


@dataclass(frozen=True, slots=True)
class Base:
    """Of which request a draft is a change: its child, and what it was when the draft began."""

    child_id: int
    version: int
    steps: Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers so far. `sent`: the number of the child that was asked for; 0: not sent.

    `counts` says how often a step was saved, so that two windows do not undo each other.
    `base`: None where the draft is a new request.
    """

    steps: Mapping[str, Values] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    sent: int = 0
    base: Base | None = None

    def of(self, step: Step) -> Values | None:
        """The answers of a step; None: not answered yet."""
        return self.steps.get(step)

    def count(self, *steps: Step) -> str:
        """How often these steps were saved, as a form has it."""
        return ".".join(str(self.counts.get(step, 0)) for step in steps)

    def missing(self, *, knows_contact: bool, before: Step | None = None) -> Step | None:
        """The first step that is not answered, of those before another one or of all."""
        for step in Step:
            if step is before:
                return None
            known = step in self.steps or (step is Step.CONTACT and knows_contact)
            if not known:
                return step
        return None


def read(kept: Json) -> Answers:
    """Answers as the database keeps them."""
    base = kept.get("base")
    return Answers(
        kept.get("steps", {}),
        kept.get("counts", {}),
        kept.get("sent", 0),
        Base(base["child"], base["version"], base["steps"]) if base else None,
    )


def written(answers: Answers) -> Json:
    """The other way round."""
    if answers.sent:
        return {"sent": answers.sent}
    kept: Json = {
        "steps": _plain(answers.steps),
        "counts": {str(step): count for step, count in answers.counts.items()},
    }
    if answers.base is not None:
        base = answers.base
        kept["base"] = {
            "child": base.child_id,
            "version": base.version,
            "steps": _plain(base.steps),
        }
    return kept


def with_saved(answers: Answers, saved: Mapping[Step, Values]) -> Answers:
    """The answers with some steps saved anew."""
    return replace(
        answers,
        steps={**answers.steps, **{step.value: values for step, values in saved.items()}},
        counts={
            **answers.counts,
            **{step.value: answers.counts.get(step, 0) + 1 for step in saved},
        },
    )


def _plain(steps: Mapping[str, Values]) -> Json:
    return {str(step): dict(values) for step, values in steps.items()}
