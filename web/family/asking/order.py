"""The questions in their order, the same as on the form on paper (R13)."""

from __future__ import annotations

from typing import Final

from scheduler.drafts.answers import Step
from web.family.asking.choosing import WishesQuestion
from web.family.asking.free_days import FreeQuestion
from web.family.asking.help_needed import HelpQuestion
from web.family.asking.keeping import Asking
from web.family.asking.place import PlaceQuestion
from web.family.asking.question import Question
from web.family.asking.ranking import OrderQuestion
from web.family.asking.together import TogetherQuestion
from web.family.asking.who import ChildQuestion, ContactQuestion

QUESTIONS: Final[tuple[type[Question], ...]] = (
    ChildQuestion,
    ContactQuestion,
    PlaceQuestion,
    FreeQuestion,
    WishesQuestion,
    OrderQuestion,
    HelpQuestion,
    TogetherQuestion,
)
"""One for each step, in the order of `Step`."""

FIRST: Final = QUESTIONS[0].step


def endpoint_at(step: Step) -> str:
    """The endpoint of a step's page."""
    return f"family.ask_{step.value}"


def steps_for(asking: Asking) -> tuple[Step, ...]:
    """The steps that this family is asked: who it is, only once."""
    return tuple(
        question.step
        for question in QUESTIONS
        if not (question.step is Step.CONTACT and asking.knows_contact)
    )


def before(step: Step, asking: Asking) -> str:
    """The endpoint of the page before this one."""
    steps = steps_for(asking)
    place = steps.index(step)
    return endpoint_at(steps[place - 1]) if place else "family.ask"


def after(step: Step, asking: Asking) -> str:
    """The endpoint of the page after this one."""
    steps = steps_for(asking)
    place = steps.index(step) + 1
    return endpoint_at(steps[place]) if place < len(steps) else "family.ask_check"
